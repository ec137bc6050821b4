// Tests of addresses, names and error codes of PostgreSQL, without a server.
#include "platform/db/postgres_address.h"

#include "platform/db/db.h"
#include "platform/db/postgres_errors.h"
#include "platform/db/postgres_resolver.h"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>

namespace daymark::db {
namespace {

using namespace std::chrono_literals;
using Hosts = std::vector<PostgresParameters>;

TEST(PostgresAddress, ListsAreTakenApartByHost) {
    const auto hosts =
        postgres_hosts("postgresql://u:p@a:1,b:2,c/db?target_session_attrs=read-write&tcp_user_timeout=7");
    ASSERT_EQ(hosts.size(), 3u);
    EXPECT_EQ(value_of(hosts[1], "host"), "b");
    EXPECT_EQ(value_of(hosts[1], "port"), "2");
    EXPECT_EQ(value_of(hosts[2], "port"), "");
    for (const PostgresParameters& host : hosts) {
        EXPECT_EQ(value_of(host, "target_session_attrs"), "read-write");
        EXPECT_EQ(value_of(host, "tcp_user_timeout"), "7");
        EXPECT_EQ(value_of(host, "password"), "p");
        EXPECT_EQ(value_of(host, "client_encoding"), "UTF8");
    }
    EXPECT_EQ(value_of(postgres_hosts("host=a,b port=5").back(), "port"), "5");
    EXPECT_EQ(postgres_hosts("postgresql:///db").size(), 1u);
}

TEST(PostgresAddress, OthersAreRefusedWithoutRepeatingThePassword) {
    for (const char* url :
         {"postgresql://u:secret@h/x?nonsense=1", "mysql:secret", "host=a,b,c port=1,2 password=secret"}) {
        try {
            (void)open_postgres(url, 1);
            ADD_FAILURE() << url;
        } catch (const std::runtime_error& error) {
            EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos) << error.what();
        }
    }
}

TEST(PostgresResolver, NamesBecomeAddressesAndAddressesStay) {
    PostgresResolver resolver;
    const auto in_time = std::chrono::steady_clock::now() + 10s;
    const auto local = resolver.resolve({{"host", "localhost"}, {"port", "1"}}, in_time);
    ASSERT_FALSE(local.empty());
    for (const PostgresParameters& each : local) {
        EXPECT_EQ(value_of(each, "host"), "localhost");
        EXPECT_TRUE(value_of(each, "hostaddr") == "127.0.0.1" || value_of(each, "hostaddr") == "::1");
    }
    for (const char* host : {"127.0.0.1", "::1", "/var/run/postgresql", "@abstract", ""}) {
        const PostgresParameters parameters{{"host", host}};
        EXPECT_EQ(resolver.resolve(parameters, in_time), Hosts{parameters}) << host;
    }
    const PostgresParameters given{{"host", "nowhere.invalid"}, {"hostaddr", "127.0.0.1"}};
    EXPECT_EQ(resolver.resolve(given, in_time), Hosts{given});
    EXPECT_TRUE(resolver.resolve({{"host", "nowhere.invalid"}}, std::chrono::steady_clock::now() + 20ms).empty());
}

TEST(PostgresErrors, StatesDecideWhatHappensNext) {
    EXPECT_EQ(judge_sqlstate("23505", true).code, ErrorCode::Conflict);
    EXPECT_EQ(judge_sqlstate("40001", true).failure, PostgresFailure::Retry);
    EXPECT_EQ(judge_sqlstate("", true).failure, PostgresFailure::Lost);
    EXPECT_EQ(judge_sqlstate("57P01", true).failure, PostgresFailure::Lost);
    EXPECT_EQ(judge_sqlstate("25006", true).failure, PostgresFailure::Lost);
    EXPECT_EQ(judge_sqlstate("25006", false).code, ErrorCode::Internal);
    EXPECT_EQ(judge_sqlstate("57014", true).failure, PostgresFailure::Statement);
    EXPECT_EQ(judge_sqlstate("57014", true).code, ErrorCode::Unavailable);
    EXPECT_EQ(judge_sqlstate("42601", true).code, ErrorCode::Internal);
}

}  // namespace
}  // namespace daymark::db
