// Wiring of what tells people.
#include "app/notifications.h"

#include "app/mail_check.h"
#include "platform/base/file.h"
#include "platform/db/postgres_address.h"
#include "platform/mail/smtp_url.h"

#include <stdexcept>

namespace daymark::app {
namespace {

std::unique_ptr<notify::Mailer> mailer_of(const Program& program) {
    const Config& config = program.config();
    if (config.smtp_url.empty()) return notify::folder_mailer(config.data + "/outbox", program.clock());
    mail::SmtpClient::Options options;
    options.url = config.smtp_url;
    options.connections = config.smtp_connections;
    options.mails_per_minute = config.smtp_rate;
    options.own_name = config.base_host;
    return notify::relay_mailer(std::move(options));
}

net::HttpClient::Limits http_limits(const Config& config) {
    net::HttpClient::Limits limits;
    // Where the operator opened a network of their own, the receivers there listen where they like.
    if (!config.allow_networks.empty()) limits.ports.clear();
    return limits;
}

notify::DispatcherOptions options_of(Program& program, const std::string& base_url, const mail::DkimSigner* signer,
                                     const notify::SenderFile& file, notify::MarkFile& marks) {
    const Config& config = program.config();
    notify::DispatcherOptions options;
    options.means.pages = pages::Address::of(base_url, config.base_host);
    options.means.identity = {config.mail_from, config.mail_bounces, signer};
    options.means.provider_urls = config.provider_urls;
    options.sender.worker = program.world().ids.make();
    options.sender.alone = config.uses_sqlite();
    options.sender.forerunners = file.take_over(options.sender.worker);
    options.flood = config.flood_limit;
    options.sender.marks = &marks;
    options.sender.ready = [&program] { return program.migrated(); };
    return options;
}

/// What runs for us elsewhere: the database and the mail server.
std::vector<std::string> our_hosts(const Config& config) {
    std::vector<std::string> hosts;
    if (!config.smtp_url.empty()) hosts.push_back(mail::read_smtp_url(config.smtp_url).host);
    if (config.uses_sqlite()) return hosts;
    for (const db::PostgresParameters& server : db::postgres_hosts(config.database)) {
        for (const char* keyword : {"host", "hostaddr"}) hosts.push_back(db::value_of(server, keyword));
    }
    return hosts;
}

net::AddressGuard guard_of(const Config& config, const net::NamedHosts& ours) {
    return net::AddressGuard(config.allow_networks, [&ours](const std::string& address) {
        return net::is_own_address(address) || ours.have(address);
    });
}

}  // namespace

std::optional<mail::DkimSigner> signer_of(const Config& config) {
    if (config.dkim_key_file.empty()) return std::nullopt;
    const auto key = read_file(config.dkim_key_file);
    if (!key) throw std::runtime_error("Cannot read the DKIM key in " + config.dkim_key_file + ".");
    const std::string domain = config.mail_from.substr(config.mail_from.rfind('@') + 1);
    return mail::DkimSigner(domain, config.dkim_selector, *key);
}

Notifications::Notifications(Program& program, const std::string& base_url)
    : program_(program),
      signer_(signer_of(program.config())),
      file_(program.config().data + "/sender"),
      marks_(program.config().data + "/marks"),
      mailer_(mailer_of(program)),
      our_hosts_(our_hosts(program.config()), program.config().dns_servers),
      http_(guard_of(program.config(), our_hosts_), http_limits(program.config())),
      domains_(program.db(), program.world(),
               [this](net::HttpRequest request, std::function<void(net::HttpAnswer)> done) {
                   domain_http_.send(std::move(request), std::move(done));
               }),
      // A page's own domain leads to this server: here its addresses are no secret place.
      domain_http_(net::AddressGuard(program.config().allow_networks, [](const std::string&) { return false; }),
                   {.answer_bytes = 1024, .connections = 16, .ports = {80, 443}}),
      dispatcher_(program.db(), program.world(), http_, *mailer_,
                  options_of(program, base_url, signer_ ? &*signer_ : nullptr, file_, marks_)),
      watch_([config = program.config()](std::stop_token stop) { return look_at_mail(config, std::move(stop)); },
             program.clock()) {
    program_.lend(&watch_);
}

Notifications::~Notifications() {
    program_.lend(nullptr);
    stop();
}

}  // namespace daymark::app
