// The table of settings, and how the layers on top of it are read.
#include "app/config.h"

#include "app/config_file.h"
#include "notify/bounce.h"
#include "platform/dns/resolver.h"
#include "platform/text/number.h"
#include "users/user.h"

#include <algorithm>
#include <cstdlib>

namespace daymark::app {
namespace {

/// The range a number may have; UsageError says it.
template <class Number>
Number number_in(const std::string& given, Number least, Number most) {
    const auto number = text::whole_number<Number>(given);
    if (!number || *number < least || *number > most) {
        throw UsageError("must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) +
                         ", not \"" + given + "\"");
    }
    return *number;
}

std::string folder(std::string text) {
    while (text.size() > 1 && text.ends_with('/')) text.pop_back();
    return text;
}

std::string postgres_url(const std::string& text) {
    if (text.empty() || text.starts_with("postgresql://") || text.starts_with("postgres://")) return text;
    throw UsageError("must be a PostgreSQL URL such as postgresql://user@host/name, or empty for SQLite in DATA");
}

/// An address without a path, so that paths can be put behind it.
std::string web_address(const std::string& text) {
    std::string url = folder(text);
    const bool web = url.starts_with("http://") || url.starts_with("https://");
    if (!text.empty() && (!web || url.find('/', url.find("://") + 3) != std::string::npos)) {
        throw UsageError("must be an address such as https://status.example.com, without a path");
    }
    return url;
}

std::vector<http::Network> networks(std::string_view text) {
    std::vector<http::Network> list;
    while (!text.empty()) {
        const std::string_view item = text.substr(0, text.find(','));
        const auto network = http::Network::of(item);
        if (!network) {
            throw UsageError("must be addresses or networks such as 127.0.0.1,10.0.0.0/8, not \"" + std::string(item) +
                             "\"");
        }
        list.push_back(*network);
        text.remove_prefix(std::min(item.size() + 1, text.size()));
    }
    return list;
}

std::string host_name(const std::string& text) {
    std::string host = text;
    std::ranges::transform(host, host.begin(),
                           [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); });
    const bool fits = !host.empty() && host.front() != '.' && host.back() != '.' &&
                      host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string::npos;
    if (!fits) throw UsageError("must be a host name such as status.example.com, without a port");
    return host;
}

std::string smtp_url(const std::string& text) {
    if (text.empty() || text.starts_with("smtp://") || text.starts_with("smtps://")) return text;
    throw UsageError("must be an address such as smtp://user:password@mail.example.com:587 or smtps://…");
}

std::string mail_address(const std::string& text) {
    if (!users::is_email(text) && !text.ends_with("@localhost"))
        throw UsageError("must be an e-mail address such as status@example.com");
    return text;
}

std::string bounces_address(const std::string& text) {
    if (!text.empty() && !notify::fits_for_returns(mail_address(text)))
        throw UsageError("must have at most " + std::to_string(notify::longest_bounces_name) +
                         " characters in front of the @, so that what names a subscriber has room behind them");
    return text;
}

std::string name_servers(const std::string& text) {
    if (!text.empty() && !dns::are_servers(text))
        throw UsageError("must be addresses of name servers such as 192.0.2.53,[2001:db8::53]:53");
    return text;
}

void set_provider(Config& config, const std::string& channel, const std::string& text) {
    if (!text.empty()) config.provider_urls[channel] = web_address(text);
}

telemetry::Level level(const std::string& text) {
    using telemetry::Level;
    static constexpr std::pair<std::string_view, Level> words[] = {
        {"debug", Level::Debug}, {"info", Level::Info}, {"warning", Level::Warning}, {"error", Level::Error}};
    for (const auto& [word, found] : words) {
        if (word == text) return found;
    }
    throw UsageError("must be debug, info, warning or error, not \"" + text + "\"");
}

constexpr Setting table[] = {
    {"config", "FILE", "", "TOML file that holds any of the other settings by these names",
     [](Config&, const std::string&) {}},
    {"listen", "HOST:PORT", "127.0.0.1:8080", "Where the server listens for readers and for API calls",
     [](Config& config, const std::string& text) { config.listen = read_host_port(text); }},
    {"admin-listen", "HOST:PORT", "127.0.0.1:9080",
     "Where operators find /healthz, /readyz and /metrics. Keep it private. When it is not set and the port is taken, "
     "the "
     "server goes on without",
     [](Config& config, const std::string& text) { config.admin_listen = read_host_port(text); }},
    {"data", "DIR", "./data",
     "Folder for the SQLite database, snapshots of pages, the secret key and the command socket. Made when missing",
     [](Config& config, const std::string& text) { config.data = folder(text); }},
    {"database", "URL", "",
     "PostgreSQL URL (postgresql://user@host/name). Empty: SQLite in DATA/daymark.db. A URL with a password belongs in "
     "the variable or the file, since other users can see flags",
     [](Config& config, const std::string& text) { config.database = postgres_url(text); }},
    {"base-url", "URL", "", "Address of the main host as people see it. Empty: http:// and the address of `listen`",
     [](Config& config, const std::string& text) { config.base_url = web_address(text); }},
    {"base-host", "HOST", "localhost", "Pages live at <subdomain>.HOST, with the scheme and port of the base URL",
     [](Config& config, const std::string& text) { config.base_host = host_name(text); }},
    {"secret-file", "FILE", "",
     "The key that hashes API keys and seals stored credentials; made on first use. Empty: DATA/secret.key. Keep a "
     "copy: "
     "without it every API key is worthless",
     [](Config& config, const std::string& text) { config.secret_file = text; }},
    {"export-dir", "DIR", "",
     "Folder that is kept full of static copies of all public pages, each in a folder named by its subdomain, for any "
     "file server. Empty: none. See docs/export.md",
     [](Config& config, const std::string& text) { config.export_dir = folder(text); }},
    {"intercom-client-secret", "SECRET", "",
     "Client secret of your Intercom app, whose requests are then answered below /integrations/intercom/. Empty: they "
     "are "
     "not. It belongs in the variable or the file, since other users can see flags. See docs/widgets.md",
     [](Config& config, const std::string& text) { config.intercom_client_secret = text; }},
    {"log-level", "LEVEL", "info", "Lines to log: debug, info, warning or error, and what is graver",
     [](Config& config, const std::string& text) { config.log_level = level(text); }},
    {"workers", "NUMBER", "8", "Threads that work on requests; two of them are kept free for publishing",
     [](Config& config, const std::string& text) { config.workers = number_in(text, 1U, 512U); }},
    {"loops", "NUMBER", "0", "Threads that move bytes. 0: one per core",
     [](Config& config, const std::string& text) { config.loops = number_in(text, 0U, 256U); }},
    {"db-connections", "NUMBER", "10",
     "PostgreSQL: connections to the server. SQLite: connections that read, beside the one that writes",
     [](Config& config, const std::string& text) { config.db_connections = number_in(text, 1U, 512U); }},
    {"max-connections", "NUMBER", "16000", "Open connections of readers and API clients; more are refused",
     [](Config& config, const std::string& text) {
         config.max_connections = number_in<std::size_t>(text, 1, 1'000'000);
     }},
    {"max-streams", "NUMBER", "12000",
     "Readers who are told of changes at once, at most three quarters of max-connections; others look each minute",
     [](Config& config, const std::string& text) { config.max_streams = number_in<std::size_t>(text, 0, 1'000'000); }},
    {"rate-limit", "NUMBER", "600",
     "API calls a minute for each key, on each node; a twentieth more is kept for incidents and maintenances. 0: no "
     "limit",
     [](Config& config, const std::string& text) { config.rate_limit = number_in<std::int64_t>(text, 0, 1'000'000); }},
    {"trusted-proxies", "NETWORKS", "",
     "Proxies in front, such as 127.0.0.1,10.0.0.0/8: of requests that they pass on, X-Forwarded-For tells who asks",
     [](Config& config, const std::string& text) { config.trusted_proxies = networks(text); }},
    {"smtp-url", "URL", "",
     "The mail server that takes our mails: smtp://user:password@host:587, smtps://host. With a user the connection is "
     "always encrypted. Empty: mails become files in DATA/outbox. It belongs in the variable or the file, since other "
     "users can see flags",
     [](Config& config, const std::string& text) { config.smtp_url = smtp_url(text); }},
    {"smtp-connections", "NUMBER", "20", "Connections to the mail server, at most",
     [](Config& config, const std::string& text) { config.smtp_connections = number_in<std::size_t>(text, 1, 200); }},
    {"smtp-rate", "NUMBER", "0", "Mails a minute that the mail server is given, at most, on each node. 0: no limit",
     [](Config& config, const std::string& text) { config.smtp_rate = number_in<std::size_t>(text, 0, 1'000'000); }},
    {"mail-from", "ADDRESS", "status@localhost", "Who our mails are from; each page adds its name",
     [](Config& config, const std::string& text) { config.mail_from = mail_address(text); }},
    {"mail-bounces", "ADDRESS", "",
     "Where mails go back to that cannot be delivered, such as bounces@example.com: in fact to "
     "bounces+<subscriber>@example.com, for `daymark bounce` to take in. Empty: to `mail-from`, for people to read. "
     "See docs/notifications.md",
     [](Config& config, const std::string& text) { config.mail_bounces = bounces_address(text); }},
    {"dkim-key-file", "FILE", "",
     "RSA key in PEM with which mails are signed for the domain of `mail-from`. Empty: they are not, because the mail "
     "server does it",
     [](Config& config, const std::string& text) { config.dkim_key_file = text; }},
    {"dkim-selector", "NAME", "daymark", "The key's name in the DNS: NAME._domainkey.<domain>",
     [](Config& config, const std::string& text) { config.dkim_selector = host_name(text); }},
    {"dns-servers", "ADDRESSES", "",
     "Name servers that are asked what the DNS says of our mails, such as 192.0.2.53,[2001:db8::53]:53, and where our "
     "database and mail server are. Empty: the system's",
     [](Config& config, const std::string& text) { config.dns_servers = name_servers(text); }},
    {"send-delay", "SECONDS", "5", "How long news waits before it is sent, so that it can be taken back",
     [](Config& config, const std::string& text) { config.send_delay = number_in(text, 0, 3600) * one_second; }},
    {"flood-limit", "NUMBER", "60",
     "News of one page within ten minutes that stop its messages until somebody says how to go on. 0: no limit",
     [](Config& config, const std::string& text) { config.flood_limit = number_in<std::int64_t>(text, 0, 1'000'000); }},
    {"allow-networks", "NETWORKS", "",
     "Private networks such as 10.0.0.0/8 that webhooks may lead to all the same. Then they may use any port",
     [](Config& config, const std::string& text) { config.allow_networks = networks(text); }},
    {"twilio-url", "URL", "", "Another address for Twilio, such as a gateway of your own",
     [](Config& config, const std::string& text) { set_provider(config, "twilio", text); }},
    {"vonage-url", "URL", "", "The same for Vonage",
     [](Config& config, const std::string& text) { set_provider(config, "vonage", text); }},
    {"esendex-url", "URL", "", "The same for Esendex",
     [](Config& config, const std::string& text) { set_provider(config, "esendex", text); }},
    {"messagebird-url", "URL", "", "The same for MessageBird",
     [](Config& config, const std::string& text) { set_provider(config, "messagebird", text); }},
    {"sns-url", "URL", "", "The same for Amazon SNS",
     [](Config& config, const std::string& text) { set_provider(config, "sns", text); }},
    {"x-url", "URL", "", "The same for X",
     [](Config& config, const std::string& text) { set_provider(config, "x", text); }},
    {"slack-url", "URL", "", "The same for Slack, where readers agree to be told in a channel",
     [](Config& config, const std::string& text) { set_provider(config, "slack", text); }},
    {"discord-url", "URL", "", "The same for Discord",
     [](Config& config, const std::string& text) { set_provider(config, "discord", text); }},
    {"slack-client-id", "ID", "",
     "Client ID of your Slack app, by which readers connect a channel themselves. Empty: they paste the address of a "
     "webhook. See docs/notifications.md",
     [](Config& config, const std::string& text) { config.oauth_apps["slack"].client_id = text; }},
    {"slack-client-secret", "SECRET", "",
     "Its client secret. It belongs in the variable or the file, since other users can see flags",
     [](Config& config, const std::string& text) { config.oauth_apps["slack"].client_secret = text; }},
    {"discord-client-id", "ID", "", "The same for Discord",
     [](Config& config, const std::string& text) { config.oauth_apps["discord"].client_id = text; }},
    {"discord-client-secret", "SECRET", "",
     "Its client secret. It belongs in the variable or the file, since other users can see flags",
     [](Config& config, const std::string& text) { config.oauth_apps["discord"].client_secret = text; }},
    {"x-client-id", "ID", "",
     "Client ID of your app at X, by which pages are connected to an account there. Empty: their owners fill in keys",
     [](Config& config, const std::string& text) { config.oauth_apps["x"].client_id = text; }},
    {"x-client-secret", "SECRET", "",
     "Its client secret. It belongs in the variable or the file, since other users can see flags",
     [](Config& config, const std::string& text) { config.oauth_apps["x"].client_secret = text; }},
    {"shutdown-grace", "SECONDS", "10", "How long a stop waits for requests under way",
     [](Config& config, const std::string& text) { config.shutdown_grace_seconds = number_in(text, 0, 3600); }},
};

const Setting* find_setting(std::string_view name) {
    const auto found = std::ranges::find(table, name, &Setting::name);
    return found == std::end(table) ? nullptr : &*found;
}

/// A text with the place it came from, for errors.
struct Given {
    std::string text;
    std::string place;
};

std::map<std::string_view, Given> gather(const Texts& flags, const Environment& environment) {
    std::map<std::string_view, Given> given;
    for (const Setting& setting : table) {
        if (const auto flag = flags.find(setting.name); flag != flags.end()) {
            given[setting.name] = {flag->second, setting.flag()};
        } else if (const auto value = environment(setting.variable())) {
            given[setting.name] = {*value, setting.variable()};
        }
    }
    const auto file = given.find("config");
    if (file == given.end()) return given;
    for (const auto& [name, text] : read_config_file(file->second.text)) {
        const std::string place = "Settings file " + file->second.text;
        const Setting* setting = find_setting(name);
        if (setting == nullptr || name == "config") throw UsageError(place + ": there is no setting \"" + name + "\".");
        given.try_emplace(setting->name, Given{text, place + ", " + name});
    }
    return given;
}

std::string table_cell(std::string_view text) {
    std::string cell;
    for (const char c : text) cell += c == '|' ? std::string("\\|") : c == '<' ? "&lt;" : std::string(1, c);
    return cell;
}

}  // namespace

std::string HostPort::text() const {
    const std::string shown = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return shown + ":" + std::to_string(port);
}

std::string HostPort::url() const {
    const bool every = host == "0.0.0.0" || host == "::";
    return "http://" + HostPort{every ? "localhost" : host, port}.text();
}

HostPort read_host_port(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    const bool split = colon != std::string_view::npos && colon > 0;
    std::string_view host = split ? text.substr(0, colon) : std::string_view();
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (host.empty() || (!bracketed && host.find(':') != std::string_view::npos)) {
        throw UsageError("must be HOST:PORT such as 127.0.0.1:8080 or [::1]:8080, not \"" + std::string(text) + "\"");
    }
    return {std::string(host), number_in<std::uint16_t>(std::string(text.substr(colon + 1)), 0, 65535)};
}

std::string Config::base_url_at(std::uint16_t port) const {
    return base_url.empty() ? HostPort{listen.host, port}.url() : base_url;
}

std::string Setting::variable() const {
    std::string variable = "DAYMARK_";
    for (const char c : name) variable += c == '-' ? '_' : static_cast<char>(c - 'a' + 'A');
    return variable;
}

std::span<const Setting> settings() { return table; }

Config load_config(const Texts& flags, const Environment& environment) {
    const auto given = gather(flags, environment);
    Config config;
    for (const Setting& setting : table) {
        setting.set(config, std::string(setting.initial));
        const auto found = given.find(setting.name);
        if (found == given.end()) continue;
        try {
            setting.set(config, found->second.text);
        } catch (const UsageError& error) {
            throw UsageError(found->second.place + " " + error.what() + ".");
        }
    }
    config.admin_listen_given = given.contains("admin-listen");
    if (config.secret_file.empty()) config.secret_file = config.data + "/secret.key";
    return config;
}

std::optional<std::string> from_environment(const std::string& variable) {
    const char* text = std::getenv(variable.c_str());
    if (text == nullptr || *text == '\0') return std::nullopt;
    return text;
}

std::string settings_markdown() {
    std::string text =
        "# Settings\n\n"
        "Written by `daymark settings --markdown` from the table in `src/app/config.cpp`; do not edit by hand.\n\n"
        "Every setting may be a flag, an environment variable, or a line of the TOML file that `--config` names "
        "(`listen = \"0.0.0.0:80\"`). A flag wins over a variable, a variable over the file, the file over the "
        "default. "
        "An empty variable counts as not set.\n\n"
        "| Setting | Flag | Variable | Default | Meaning |\n| --- | --- | --- | --- | --- |\n";
    for (const Setting& setting : table) {
        const std::string initial = setting.initial.empty() ? "empty" : "`" + std::string(setting.initial) + "`";
        text += "| " + std::string(setting.name) + " | `" + setting.flag() + " " + std::string(setting.takes) +
                "` | `" + setting.variable() + "` | " + initial + " | " + table_cell(setting.meaning) + " |\n";
    }
    return text;
}

}  // namespace daymark::app
