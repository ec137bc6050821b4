// Renewal of tokens.
#include "notify/x_renewal.h"

#include "pages/page_store.h"
#include "platform/telemetry/log.h"

#include <chrono>

namespace daymark::notify {
namespace {

constexpr auto look_every = std::chrono::seconds(5);
constexpr Millis renewed_before = 10 * one_minute;  // their end
constexpr Millis held_for = one_minute;             // longer than any answer takes; then others may try

/// Guess: by these words X says that it takes this refresh token never again: it was used, or the account's owner took
/// the permission back. The operator's own mistakes have other words.
bool is_over(const site::GrantAnswer& answer) {
    return answer.why == "invalid_grant" || answer.why == "invalid_request";
}

}  // namespace

void XRenewal::start() {
    if (means_.app_at(*site::find_oauth_service("x")) == nullptr) return;
    thread_ = std::thread([this] { run(); });
}

void XRenewal::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    woken_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void XRenewal::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        try {
            if (!ready_ || ready_()) renew_due();
        } catch (const std::exception& error) {
            telemetry::log(telemetry::Level::Warning, "x.renewal_failed", {{"why", error.what()}});
        }
        lock.lock();
        woken_.wait_for(lock, look_every, [this] { return stopping_; });
    }
}

void XRenewal::renew_due() {
    const net::OAuthApp* app = means_.app_at(*site::find_oauth_service("x"));
    if (app == nullptr) return;
    for (;;) {
        const Millis now = world_.clock.now(), until = now + held_for;
        const auto taken =
            db_.write([&](db::Tx& tx) { return pages::take_x_to_renew(tx, world_, now, now + renewed_before, until); });
        if (!taken) return;
        renew(*taken, *app, until);
    }
}

void XRenewal::renew(const pages::XConnection& taken, const net::OAuthApp& app, Millis until) {
    if (!taken.tokens) return;  // sealed with another server's key: nobody here can use it
    const site::OAuthService& x = *site::find_oauth_service("x");
    const site::GrantAnswer answer = site::read_grant(
        x, means_.ask(net::token_request(means_.token_url_of(x), app,
                                         {{"grant_type", "refresh_token"}, {"refresh_token", taken.tokens->refresh}})));
    const Millis now = world_.clock.now();
    if (!answer.grant) {
        telemetry::log(telemetry::Level::Warning, "x.not_renewed", {{"page", taken.page_id}, {"why", answer.why}});
        if (!is_over(answer)) return;  // what is held is tried again in a minute
    }
    keep_at_it([&](db::Tx& tx) {
        const auto page = pages::find(tx, taken.page_id);
        if (!page) return;
        const Act act{world_, {}, {}, now, page->workspace_id, page->id};
        if (answer.grant)
            pages::keep_x_tokens(tx, world_, taken, until, {answer.grant->access_token, answer.grant->refresh_token},
                                 now + answer.grant->lasts);
        else
            pages::break_x(tx, act, taken, until);
    });
}

/// The pair before is worth nothing any more: what was answered is kept as soon as the database is back.
void XRenewal::keep_at_it(const std::function<void(db::Tx&)>& work) {
    for (;;) {
        try {
            return db_.write(work);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Unavailable) throw;
        }
        std::unique_lock lock(mutex_);
        if (woken_.wait_for(lock, std::chrono::seconds(1), [this] { return stopping_; }))
            throw Error(ErrorCode::Unavailable, "Stopped before new tokens of X could be kept");
    }
}

}  // namespace daymark::notify
