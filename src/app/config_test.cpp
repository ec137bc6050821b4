// Settings: which place wins, what is refused, and that the docs say what the table says.
#include "app/config.h"

#include "notify/channel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace daymark::app {
namespace {

Environment variables(Texts texts) {
    return [texts = std::move(texts)](const std::string& name) -> std::optional<std::string> {
        const auto found = texts.find(name);
        return found == texts.end() ? std::nullopt : std::optional(found->second);
    };
}

const Environment no_variables = variables({});

/// A file that is gone at the end of the test.
class TomlFile {
public:
    explicit TomlFile(const std::string& content) {
        name_ = std::filesystem::temp_directory_path() / "daymark-config-XXXXXX";
        const int descriptor = ::mkstemp(name_.data());
        std::ofstream(name_) << content;
        ::close(descriptor);
    }
    ~TomlFile() { std::filesystem::remove(name_); }
    TomlFile(const TomlFile&) = delete;
    TomlFile& operator=(const TomlFile&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }

private:
    std::string name_;
};

std::string refusal(const Texts& flags, const Environment& environment = no_variables) {
    try {
        (void)load_config(flags, environment);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(Config, DefaultsServeANewcomer) {
    const Config config = load_config({}, no_variables);
    EXPECT_EQ(config.listen, (HostPort{"127.0.0.1", 8080}));
    EXPECT_FALSE(config.admin_listen_given);
    EXPECT_TRUE(config.uses_sqlite());
    EXPECT_EQ(config.sqlite_file(), "./data/daymark.db");
    EXPECT_EQ(config.secret_file, "./data/secret.key");
    EXPECT_EQ(config.base_host, "localhost");
    EXPECT_EQ(config.base_url_at(8080), "http://127.0.0.1:8080");
    EXPECT_EQ(config.workers, 8U);
    EXPECT_EQ(config.shutdown_grace_seconds, 10);
}

TEST(Config, FlagWinsOverVariableOverFileOverDefault) {
    const TomlFile file("workers = 3\nloops = 3\nlisten = \"127.0.0.1:3\"\n");
    const Config config = load_config({{"config", file.name()}, {"workers", "1"}},
                                      variables({{"DAYMARK_WORKERS", "2"}, {"DAYMARK_LOOPS", "2"}}));
    EXPECT_EQ(config.workers, 1U);
    EXPECT_EQ(config.loops, 2U);
    EXPECT_EQ(config.listen.port, 3);
    EXPECT_EQ(config.db_connections, 10U);
}

TEST(Config, TheFileMayBeNamedByAVariable) {
    const TomlFile file("base-host = \"Status.Example.COM\"\n");
    EXPECT_EQ(load_config({}, variables({{"DAYMARK_CONFIG", file.name()}})).base_host, "status.example.com");
}

TEST(Config, ProxiesAreTrustedOnlyWhereNamed) {
    EXPECT_TRUE(load_config({}, no_variables).trusted_proxies.empty());
    const Config config = load_config({{"trusted-proxies", "127.0.0.1,10.0.0.0/8"}}, no_variables);
    ASSERT_EQ(config.trusted_proxies.size(), 2U);
    EXPECT_TRUE(config.trusted_proxies[1].holds("10.9.9.9"));
    EXPECT_THROW(load_config({{"trusted-proxies", "127.0.0.1, somewhere"}}, no_variables), UsageError);
}

TEST(Config, AnAdminListenerThatWasAskedForIsRemembered) {
    EXPECT_TRUE(load_config({}, variables({{"DAYMARK_ADMIN_LISTEN", "127.0.0.1:9080"}})).admin_listen_given);
}

TEST(Config, RefusalsNameThePlaceAndTheRemedy) {
    const TomlFile unknown("lissten = \"x\"\n");
    const TomlFile broken("listen = \n");
    const TomlFile wrong("workers = 0\n");
    EXPECT_EQ(refusal({{"workers", "many"}}), "--workers must be a whole number from 1 to 512, not \"many\".");
    EXPECT_EQ(refusal({}, variables({{"DAYMARK_LISTEN", "8080"}})),
              "DAYMARK_LISTEN must be HOST:PORT such as 127.0.0.1:8080 or [::1]:8080, not \"8080\".");
    EXPECT_EQ(refusal({{"config", unknown.name()}}),
              "Settings file " + unknown.name() + ": there is no setting \"lissten\".");
    EXPECT_EQ(refusal({{"config", wrong.name()}}),
              "Settings file " + wrong.name() + ", workers must be a whole number from 1 to 512, not \"0\".");
    EXPECT_TRUE(refusal({{"config", broken.name()}}).starts_with("Settings file " + broken.name() + ", line 1: "));
    EXPECT_EQ(refusal({{"config", "/no/such/file"}}), "Settings file /no/such/file cannot be read.");
    EXPECT_EQ(refusal({{"database", "mysql://host/name"}}),
              "--database must be a PostgreSQL URL such as postgresql://user@host/name, or empty for SQLite in DATA.");
    EXPECT_NE(refusal({{"base-url", "https://a.example/path"}}), "accepted");
    EXPECT_NE(refusal({{"base-url", "status.example.com"}}), "accepted");
    EXPECT_NE(refusal({{"base-host", "localhost:8080"}}), "accepted");
    EXPECT_NE(refusal({{"log-level", "loud"}}), "accepted");
    EXPECT_NE(refusal({{"mail-bounces", "bounces"}}), "accepted");
    EXPECT_EQ(refusal({{"mail-bounces", std::string(22, 'b') + "@example.com"}}), "accepted");
    EXPECT_NE(refusal({{"mail-bounces", std::string(23, 'b') + "@example.com"}}), "accepted");
}

TEST(HostPort, ReadsNamesAndBothKindsOfAddresses) {
    EXPECT_EQ(read_host_port("localhost:80"), (HostPort{"localhost", 80}));
    EXPECT_EQ(read_host_port("[::1]:80"), (HostPort{"::1", 80}));
    EXPECT_EQ(read_host_port("[::1]:80").text(), "[::1]:80");
    for (const char* wrong : {"", ":80", "::1:80", "host", "host:", "host:-1", "host:65536", "host:8o", "[]:80"}) {
        EXPECT_THROW((void)read_host_port(wrong), UsageError) << wrong;
    }
}

TEST(HostPort, EveryAddressIsReachedAsLocalhost) {
    EXPECT_EQ(read_host_port("0.0.0.0:80").url(), "http://localhost:80");
    EXPECT_EQ(read_host_port("[::]:80").url(), "http://localhost:80");
    EXPECT_EQ(read_host_port("10.0.0.1:80").url(), "http://10.0.0.1:80");
}

TEST(Settings, HaveNamesOfTheirOwnAndDefaultsThatFit) {
    std::set<std::string_view> names;
    for (const Setting& setting : settings()) {
        EXPECT_TRUE(names.insert(setting.name).second) << setting.name;
        EXPECT_FALSE(setting.meaning.empty() || setting.takes.empty()) << setting.name;
        Config config;
        if (setting.initial.empty()) continue;
        EXPECT_NO_THROW(setting.set(config, std::string(setting.initial))) << setting.name;
    }
}

TEST(Settings, SayWhereEachProviderIsSoThatNoTestAsksTheRealOne) {
    for (const notify::Channel& channel : notify::channels()) {
        if (channel.provider_url.empty()) continue;
        const auto setting = std::ranges::find(settings(), std::string(channel.name) + "-url", &Setting::name);
        ASSERT_NE(setting, settings().end()) << channel.name;
        Config config;
        setting->set(config, "http://127.0.0.1:9");
        EXPECT_EQ(config.provider_urls,
                  (std::map<std::string, std::string, std::less<>>{{std::string(channel.name), "http://127.0.0.1:9"}}));
    }
}

TEST(Settings, TheDocsSayWhatTheTableSays) {
    std::ifstream file(DAYMARK_SOURCE_DIR "/docs/settings.md");
    std::ostringstream docs;
    docs << file.rdbuf();
    EXPECT_EQ(docs.str(), settings_markdown()) << "write it anew: daymark settings --markdown > docs/settings.md";
}

}  // namespace
}  // namespace daymark::app
