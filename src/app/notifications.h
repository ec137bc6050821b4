// What tells people, wired: mail server, HTTP client, dispatcher.
#pragma once

#include "app/program.h"
#include "notify/dispatcher.h"
#include "notify/sender_file.h"
#include "platform/mail/dkim.h"

#include <memory>
#include <optional>

namespace daymark::app {

class Notifications {
public:
    /// `base_url`: of the main host as messages name it. Throws std::runtime_error with a sentence for the operator.
    Notifications(Program& program, const std::string& base_url);
    ~Notifications() { stop(); }

    void start() { dispatcher_.start(); }
    void stop() { dispatcher_.stop(); }
    void wake() { dispatcher_.wake(); }
    [[nodiscard]] const notify::Dispatcher& dispatcher() const { return dispatcher_; }

private:
    std::optional<mail::DkimSigner> signer_;
    notify::SenderFile file_;
    std::unique_ptr<notify::Mailer> mailer_;
    net::HttpClient http_;
    notify::Dispatcher dispatcher_;
};

}  // namespace daymark::app
