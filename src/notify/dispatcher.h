// The worker that tells people: spreads events to recipients, sends what is due, takes in what came of it.
#pragma once

#include "notify/prepare.h"
#include "notify/receivers.h"
#include "notify/senders.h"
#include "platform/net/http_client.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace daymark::notify {

struct DispatcherOptions {
    Preparation::Means means;
    SenderOptions sender;
    std::size_t window = 512;  // messages under way at once
    std::int64_t flood = 60;   // news of a page within ten minutes that stop it; 0: none
};

/// Each delivery is attempted at least once. It is attempted again only when it failed, or when nobody knows what came
/// of an attempt: the sender died between handing a message over and keeping what was answered.
class Dispatcher {
public:
    Dispatcher(db::Db& db, const World& world, net::HttpClient& http, Mailer& mailer, DispatcherOptions options);
    ~Dispatcher() { stop(); }
    Dispatcher(const Dispatcher&) = delete;
    Dispatcher& operator=(const Dispatcher&) = delete;

    void start();
    /// Ends when what is under way has its answers, after 20 seconds in any case.
    void stop();
    /// Something may be due. Any thread.
    void wake();

    /// What is due now, done on this thread until nothing is left: for tests, instead of `start`.
    void run_until_idle();

    struct Count {
        std::uint64_t sent = 0, again = 0, failed = 0;
    };
    /// By channel, since the start.
    [[nodiscard]] std::map<std::string, Count> counts() const;
    [[nodiscard]] std::size_t under_way() const { return under_way_; }

private:
    using Instant = std::chrono::steady_clock::time_point;

    void spread_loop();
    void send_loop();
    /// One turn each; whether there was something to do.
    bool spread();
    bool send_some();
    bool take_in_results(bool all);

    std::size_t claim(const StoredEvent& event, std::size_t most);
    void hand_over(const StoredEvent& event, const Claim& claim, std::vector<Prepared> messages);
    [[nodiscard]] Millis wait_for(const Prepared& message, Millis now);
    void send(Prepared message);
    void note(const Prepared& message, const Verdict& verdict, Millis resting_until = 0);
    void guard(const char* what, const std::function<void()>& work);

    void give_back_lost_claims();
    [[nodiscard]] bool stopping() const;
    void pause(std::chrono::milliseconds longest, std::uint64_t& seen);

    db::Db& db_;
    const World& world_;
    net::HttpClient& http_;
    Mailer& mailer_;
    const DispatcherOptions options_;
    Preparation preparation_;
    Receivers receivers_;
    Receivers mail_servers_;  // one, whose own connections bound how much is under way
    RetryBudget retries_;

    Senders senders_;

    std::int64_t claims_ = 0;
    std::vector<Claim> lost_claims_;         // of which nobody knows how far they came
    std::size_t turn_ = 0;                   // which page comes first
    std::atomic<std::uint64_t> pieces_ = 0;  // that were listed
    std::uint64_t pieces_seen_ = 0;          // by whom sends

    std::atomic<std::size_t> under_way_ = 0;
    mutable std::mutex mutex_;
    std::condition_variable woken_;
    std::uint64_t wakes_ = 0;
    std::vector<Outcome> outcomes_;
    Instant oldest_outcome_{};
    std::map<std::string, Count> counts_;
    std::map<std::string, std::string> failures_;  // what last went wrong, by what was tried
    bool stopping_ = false;
    std::thread spreader_, sender_;
};

}  // namespace daymark::notify
