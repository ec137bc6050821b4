// Mails instead of a mail server, and a dispatcher that works when a test says so.
#pragma once

#include "notify/dispatcher.h"
#include "support/test_app.h"

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace daymark::test {

/// Keeps what it gets; answers as it was told.
class FakeMailer final : public notify::Mailer {
public:
    void send(mail::Letter letter, std::function<void(notify::Verdict)> done) override {
        notify::Verdict verdict;
        {
            const std::lock_guard lock(mutex_);
            if (answer) verdict = answer(letter);
            letters_.push_back(std::move(letter));
        }
        done(verdict);
    }

    /// What came since the last call.
    [[nodiscard]] std::vector<mail::Letter> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(letters_, {});
    }
    /// To whom, in order of their addresses.
    [[nodiscard]] std::vector<std::string> take_receivers() {
        std::vector<std::string> receivers;
        for (const mail::Letter& letter : take()) receivers.push_back(letter.to);
        std::ranges::sort(receivers);
        return receivers;
    }

    std::function<notify::Verdict(const mail::Letter&)> answer;

private:
    std::mutex mutex_;
    std::vector<mail::Letter> letters_;
};

/// A mail whose long lines are not parted.
inline std::string unparted(std::string mail) {
    static constexpr std::string_view soft_end = "=\n";
    std::erase(mail, '\r');
    for (std::size_t at = mail.find(soft_end); at != std::string::npos; at = mail.find(soft_end, at))
        mail.erase(at, soft_end.size());
    return mail;
}

/// What a test app's people are told.
class Told {
public:
    explicit Told(TestApp& app) : Told(app, [](notify::DispatcherOptions&) {}) {}
    Told(TestApp& app, const std::function<void(notify::DispatcherOptions&)>& change)
        : dispatcher(app.db(), app.world(), http, mailer, options_of(app, change)) {}

    /// Everything that is due now.
    void run() { dispatcher.run_until_idle(); }

    FakeMailer mailer;
    net::HttpClient http{net::AddressGuard{{http::Network::of("127.0.0.0/8").value()}}, {.ports = {}}};
    notify::Dispatcher dispatcher;

private:
    static notify::DispatcherOptions options_of(TestApp& app,
                                                const std::function<void(notify::DispatcherOptions&)>& change) {
        notify::DispatcherOptions options;
        options.means.pages = pages::Address::of(app.world().base_url, app.world().base_host);
        options.means.identity.address = "status@status.test";
        options.sender.worker = app.world().ids.make();
        change(options);
        return options;
    }
};

}  // namespace daymark::test
