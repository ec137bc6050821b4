// The whole server in process: it starts, hands commands to itself, and stops.
#include "app/serve.h"

#include "app/healthcheck.h"
#include "app/test_folder.h"

#include <gtest/gtest.h>

namespace daymark::app {
namespace {

class Services : public testing::Test {
protected:
    /// What a client of the service would be configured with.
    static Config reaching(const Service& service, Config config) {
        config.listen = read_host_port(service.address().substr(std::string("http://").size()));
        return config;
    }

    TestFolder folder_;
};

TEST_F(Services, LiveBetweenStartAndStop) {
    Program program(folder_.config());
    Service service(program);
    service.start();
    const Config reached = reaching(service, program.config());
    EXPECT_NE(reached.listen.port, 0);
    EXPECT_EQ(check_health(reached, {}), 0);
    EXPECT_TRUE(service.admin_address().has_value());
    service.stop();
    EXPECT_EQ(check_health(reached, {}), 1);
}

TEST_F(Services, DoTheWorkOfOtherCommands) {
    Program program(folder_.config());
    Service service(program);
    service.start();
    const auto user = ask_server(program.config().socket_file(), "user create", {{"email", "kim@example.com"}});
    ASSERT_TRUE(user.has_value());
    EXPECT_EQ(user->at("email"), json::value("kim@example.com"));
    EXPECT_TRUE(std::string(user->at("apiKey").as_string()).starts_with("dmk_"));
    EXPECT_THROW((void)ask_server(program.config().socket_file(), "user create", {{"email", "kim@example.com"}}),
                 std::runtime_error);
    EXPECT_THROW((void)ask_server(program.config().socket_file(), "serve", json::object{}), std::runtime_error);
    EXPECT_EQ(ask_server(program.config().socket_file(), "audit verify", json::object{})->at("intact"),
              json::value(true));
}

TEST_F(Services, ATakenPortNamesTheFlag) {
    Program program(folder_.config());
    Service first(program);
    Config second = reaching(first, folder_.config());
    second.data = folder_.path() + "/second";
    Program other(second);
    try {
        const Service refused(other);
        FAIL() << "two servers on one port";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("--listen"), std::string::npos) << error.what();
    }
}

TEST_F(Services, ADatabaseThatIsAwayStopsNobody) {
    // Nobody listens on port 1.
    Program program(folder_.config({{"database", "postgresql://nobody@127.0.0.1:1/none?connect_timeout=2"}}));
    Service service(program);
    service.start();
    const Config reached = reaching(service, program.config());
    EXPECT_EQ(check_health(reached, {}), 0);
    EXPECT_FALSE(program.migrated());
    service.stop();
}

}  // namespace
}  // namespace daymark::app
