// What tells people, wired: mail server, HTTP client, dispatcher.
#pragma once

#include "app/program.h"
#include "deliverability/watch.h"
#include "notify/dispatcher.h"
#include "notify/domain_watch.h"
#include "notify/sender_file.h"
#include "platform/mail/dkim.h"
#include "platform/net/named_hosts.h"

#include <memory>
#include <optional>

namespace daymark::app {

/// The key in `dkim-key-file`, if that is set. Throws std::runtime_error with a sentence for the operator.
[[nodiscard]] std::optional<mail::DkimSigner> signer_of(const Config& config);

class Notifications {
public:
    /// `base_url`: of the main host as messages name it. Throws std::runtime_error with a sentence for the operator.
    Notifications(Program& program, const std::string& base_url);
    ~Notifications();

    void start() { dispatcher_.start(); }
    void stop() { dispatcher_.stop(); }
    void wake() { dispatcher_.wake(); }
    [[nodiscard]] const notify::Dispatcher& dispatcher() const { return dispatcher_; }
    [[nodiscard]] notify::DomainWatch& domains() { return domains_; }

private:
    Program& program_;
    std::optional<mail::DkimSigner> signer_;
    notify::SenderFile file_;
    notify::MarkFile marks_;
    std::unique_ptr<notify::Mailer> mailer_;
    net::NamedHosts our_hosts_;
    net::HttpClient http_;
    notify::DomainWatch domains_;
    net::HttpClient domain_http_;  // goes before whom it calls back
    notify::Dispatcher dispatcher_;
    deliverability::Watch watch_;
};

}  // namespace daymark::app
