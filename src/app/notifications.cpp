// Wiring of what tells people.
#include "app/notifications.h"

#include "platform/base/file.h"

#include <stdexcept>

namespace daymark::app {
namespace {

std::optional<mail::DkimSigner> signer_of(const Config& config) {
    if (config.dkim_key_file.empty()) return std::nullopt;
    const auto key = read_file(config.dkim_key_file);
    if (!key) throw std::runtime_error("Cannot read the DKIM key in " + config.dkim_key_file + ".");
    const std::string domain = config.mail_from.substr(config.mail_from.rfind('@') + 1);
    return mail::DkimSigner(domain, config.dkim_selector, *key);
}

std::unique_ptr<notify::Mailer> mailer_of(const Program& program) {
    const Config& config = program.config();
    if (config.smtp_url.empty()) return notify::folder_mailer(config.data + "/outbox", program.clock());
    mail::SmtpClient::Options options;
    options.url = config.smtp_url;
    options.connections = config.smtp_connections;
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
                                     const notify::SenderFile& file) {
    const Config& config = program.config();
    notify::DispatcherOptions options;
    options.means.pages = pages::Address::of(base_url, config.base_host);
    options.means.identity = {config.mail_from, config.mail_bounces, signer};
    options.means.provider_urls = config.provider_urls;
    options.worker = program.world().ids.make();
    options.alone = config.uses_sqlite();
    options.forerunners = file.take_over(options.worker);
    options.flood = config.flood_limit;
    options.ready = [&program] { return program.migrated(); };
    return options;
}

}  // namespace

Notifications::Notifications(Program& program, const std::string& base_url)
    : signer_(signer_of(program.config())),
      file_(program.config().data + "/sender"),
      mailer_(mailer_of(program)),
      http_(net::AddressGuard(program.config().allow_networks), http_limits(program.config())),
      dispatcher_(program.db(), program.world(), http_, *mailer_,
                  options_of(program, base_url, signer_ ? &*signer_ : nullptr, file_)) {}

}  // namespace daymark::app
