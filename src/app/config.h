// Settings: one table of rows, from which come the command line, the environment, the file, the help and the docs.
#pragma once

#include "platform/base/clock.h"
#include "platform/http/network.h"
#include "platform/net/oauth2.h"
#include "platform/telemetry/log.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::app {

/// The operator wrote something that cannot be; the sentence says what to write instead.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// An address to listen on. The host is without brackets.
struct HostPort {
    std::string host;
    std::uint16_t port = 0;

    /// "127.0.0.1:8080", "[::1]:8080"
    [[nodiscard]] std::string text() const;
    /// An address under which this machine reaches it: "every address" becomes localhost.
    [[nodiscard]] std::string url() const;
    friend bool operator==(const HostPort&, const HostPort&) = default;
};

/// Reads "HOST:PORT"; UsageError for anything else.
[[nodiscard]] HostPort read_host_port(std::string_view text);

/// What the program runs with. The table in config.cpp says what each member means.
struct Config {
    HostPort listen, admin_listen;
    bool admin_listen_given = false;  // somebody wants it: then a taken port stops the start
    std::string data, database, base_url, base_host, secret_file, export_dir, intercom_client_secret;
    telemetry::Level log_level = telemetry::Level::Info;
    unsigned workers = 0, loops = 0, db_connections = 0;
    std::size_t max_connections = 0, max_streams = 0;
    int shutdown_grace_seconds = 0;
    std::int64_t rate_limit = 0;
    std::vector<http::Network> trusted_proxies;
    std::string smtp_url, mail_from, mail_bounces, dkim_selector, dkim_key_file, dns_servers;
    std::size_t smtp_rate = 0;
    std::size_t smtp_connections = 0;
    Millis send_delay = 0;
    std::int64_t flood_limit = 0;
    std::vector<http::Network> allow_networks;
    std::map<std::string, std::string, std::less<>> provider_urls;  // by channel
    std::map<std::string, net::OAuthApp, std::less<>> oauth_apps;   // by service

    [[nodiscard]] bool uses_sqlite() const { return database.empty(); }
    [[nodiscard]] std::string sqlite_file() const { return data + "/daymark.db"; }
    [[nodiscard]] std::string socket_file() const { return data + "/daymark.sock"; }
    /// The base URL that was set, or the one of the address that is listened on.
    [[nodiscard]] std::string base_url_at(std::uint16_t port) const;
};

/// A setting. Its flag and variable follow from its name: "admin-listen", --admin-listen, DAYMARK_ADMIN_LISTEN.
struct Setting {
    std::string_view name;
    std::string_view takes;    // "HOST:PORT"
    std::string_view initial;  // what it is when nobody sets it
    std::string_view meaning;
    void (*set)(Config& config, const std::string& text);

    [[nodiscard]] std::string flag() const { return "--" + std::string(name); }
    [[nodiscard]] std::string variable() const;
};

[[nodiscard]] std::span<const Setting> settings();

/// Setting names and their texts.
using Texts = std::map<std::string, std::string, std::less<>>;
using Environment = std::function<std::optional<std::string>(const std::string& variable)>;

/// Flags win over the environment, that over the file, that over the defaults. UsageError names the place of a wrong
/// text.
[[nodiscard]] Config load_config(const Texts& flags, const Environment& environment);

/// The variables of this process; an empty one counts as not set.
[[nodiscard]] std::optional<std::string> from_environment(const std::string& variable);

/// docs/settings.md
[[nodiscard]] std::string settings_markdown();

}  // namespace daymark::app
