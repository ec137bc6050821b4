// The threads of the dispatcher, and what they do in turn.
#include "notify/dispatcher.h"

#include "notify/delivery_store.h"
#include "notify/event_store.h"
#include "notify/spread.h"
#include "platform/base/crash_point.h"
#include "platform/telemetry/log.h"

#include <algorithm>
#include <utility>

namespace daymark::notify {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

// Results become durable together: so many, or after so long, whichever is first. So much may be sent twice after a
// crash.
constexpr std::size_t results_at_once = 100;
constexpr auto results_wait = 100ms;
constexpr auto look_every = 200ms;  // for what other nodes raised
constexpr auto longest_stop = 20s;
constexpr std::int64_t most_events = 20;  // of a page that are looked at in one turn
constexpr std::size_t batch = 128;
constexpr Millis look_again = one_second;
constexpr std::int64_t few_suspects = 16;

}  // namespace

Dispatcher::Dispatcher(db::Db& db, const World& world, net::HttpClient& http, Mailer& mailer, DispatcherOptions options)
    : db_(db),
      world_(world),
      http_(http),
      mailer_(mailer),
      options_(std::move(options)),
      preparation_(world, options_.means),
      mail_servers_(Receivers::Limits{.under_way = static_cast<int>(options_.window)}),
      senders_(db, world, options_.sender) {}

void Dispatcher::start() {
    spreader_ = std::thread([this] { spread_loop(); });
    sender_ = std::thread([this] { send_loop(); });
}

void Dispatcher::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake();
    if (spreader_.joinable()) spreader_.join();
    if (sender_.joinable()) sender_.join();
}

void Dispatcher::wake() {
    {
        const std::lock_guard lock(mutex_);
        ++wakes_;
    }
    woken_.notify_all();
}

/// Until something happens, at most so long. `seen`: what the caller had seen of it.
void Dispatcher::pause(std::chrono::milliseconds longest, std::uint64_t& seen) {
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, longest, [&] { return stopping_ || wakes_ != seen; });
    seen = wakes_;
}

/// What fails is tried again later; it is said once for as long as it stays the same.
void Dispatcher::guard(const char* what, const std::function<void()>& work) {
    std::string failure;
    try {
        work();
    } catch (const Error& error) {
        failure = error.message() + (error.log_detail().empty() ? "" : ": " + error.log_detail());
    } catch (const std::exception& error) {
        failure = error.what();
    }
    const std::lock_guard lock(mutex_);
    std::string& last = failures_[what];
    if (failure != last && !failure.empty())
        telemetry::log(telemetry::Level::Warning, "notify.failed", {{"work", what}, {"why", failure}});
    last = failure;
}

void Dispatcher::spread_loop() {
    std::uint64_t seen = 0;
    while (!stopping()) {
        bool busy = false;
        guard("spread", [&] { busy = spread(); });
        if (busy)
            wake();
        else
            pause(look_every, seen);
    }
}

void Dispatcher::send_loop() {
    std::uint64_t seen = 0;
    SteadyClock::time_point give_up{};
    for (;;) {
        const bool ending = stopping();
        if (ending && give_up == SteadyClock::time_point{}) give_up = SteadyClock::now() + longest_stop;
        bool busy = false;
        guard("senders", [&] { senders_.look_after(); });
        guard("results", [&] { busy = take_in_results(ending); });
        if (!ending) guard("send", [&] { busy = send_some() || busy; });
        if (ending && (under_way_ == 0 || SteadyClock::now() > give_up)) break;
        if (!busy) pause(ending ? 20ms : look_every, seen);
    }
    guard("results", [&] { take_in_results(true); });
    guard("senders", [&] { senders_.leave(); });
}

void Dispatcher::run_until_idle() {
    senders_.look_after();
    for (bool busy = true; busy;) {
        const bool waiting = under_way_ > 0;  // asked first: what came of it stands ready when nothing is
        busy = spread();
        busy = send_some() || busy;
        busy = take_in_results(true) || busy;
        if (!busy && waiting) std::this_thread::sleep_for(1ms);
        busy = busy || waiting;
    }
}

bool Dispatcher::stopping() const {
    const std::lock_guard lock(mutex_);
    return stopping_;
}

bool Dispatcher::spread() {
    const bool pieces = senders_.registered() && db_.read([](db::Tx& tx) { return has_pieces(tx); });
    if (pieces) {
        db_.write([&](db::Tx& tx) {
            cancel_some(tx, spread_piece);
            revive_some(tx, spread_piece, world_.clock.now());
        });
    }
    const bool listed = senders_.may_send() && spread_some(db_, world_, options_.flood);
    if (listed) ++pieces_;
    return listed || pieces;
}

bool Dispatcher::send_some() {
    give_back_lost_claims();
    if (under_way_ >= options_.window - std::min(batch, options_.window / 2) || !senders_.may_send()) return false;
    const Millis now = world_.clock.now();
    auto pages = db_.read([&](db::Tx& tx) { return list_busy_pages(tx, now); });
    if (pages.empty()) return false;
    std::rotate(pages.begin(), pages.begin() + static_cast<std::ptrdiff_t>(turn_++ % pages.size()), pages.end());
    // Fair lanes: while others have something to send, no page takes more than half of what is free.
    const std::size_t free = options_.window - under_way_;
    const std::size_t share = pages.size() == 1 ? free : std::max<std::size_t>(1, free / 2);
    // That all is owed for good comes first: of what is still being listed, a batch goes out after each piece.
    const std::uint64_t pieces = pieces_;
    const bool listed_more = std::exchange(pieces_seen_, pieces) != pieces;
    std::size_t taken = 0;
    for (const std::string& page_id : pages) {
        std::size_t left = std::min(share, options_.window - std::min<std::size_t>(under_way_, options_.window));
        const auto due = db_.read([&](db::Tx& tx) { return list_due(tx, page_id, now, most_events); });
        for (const StoredEvent& event : due) {
            if (left == 0) break;
            if (event.state == EventState::Waiting || (event.state == EventState::Spreading && !listed_more)) continue;
            std::size_t count = 0;
            try {
                count = claim(event, std::min(left, batch));
            } catch (...) {
                // Nothing of it was sent: sending comes last, and does not fail.
                lost_claims_.push_back({senders_.worker(), claims_});
                throw;
            }
            left -= std::min(left, count);
            taken += count;
        }
    }
    return taken > 0;
}

std::size_t Dispatcher::claim(const StoredEvent& event, std::size_t most) {
    const Claim mine{senders_.worker(), ++claims_};
    const Millis now = world_.clock.now();
    const auto taken = db_.write([&](db::Tx& tx) {
        const auto earlier = list_earlier(tx, event);
        auto deliveries = take(tx, event.id, mine, now, static_cast<std::int64_t>(most), earlier);
        for (const auto suspects : {Suspects::Few, Suspects::One}) {
            if (deliveries.empty() && under_way_ == 0)
                deliveries = take(tx, event.id, mine, now, few_suspects, earlier, suspects);
        }
        if (deliveries.size() < most) {
            if (!earlier.empty()) pass_over(tx, event.id, earlier, now, now + look_again);
            const auto next = next_due(tx, event.id);
            // What is due and was not taken waits for what is under way, whose end wakes us.
            if (event.state == EventState::Sending && (!next || *next > now))
                set_due(tx, event.id, next ? *next : now + look_again);
            if (deliveries.empty()) finish_if_done(tx, event.id);
        }
        crash_point("claim.before_commit");
        return deliveries;
    });
    if (taken.empty()) return 0;
    crash_point("claim.after_commit");
    auto messages = db_.read([&](db::Tx& tx) { return preparation_.prepare(tx, event, taken); });
    for (Prepared& message : messages) preparation_.put_in_bytes(message);
    hand_over(event, mine, std::move(messages));
    return taken.size();
}

void Dispatcher::hand_over(const StoredEvent& event, const Claim& claim, std::vector<Prepared> messages) {
    const Millis now = world_.clock.now();
    std::vector<Prepared> ready;
    std::vector<std::pair<Delivery, Millis>> later;
    std::vector<const Prepared*> called_off;
    for (Prepared& message : messages) {
        if (!message.called_off.empty()) {
            called_off.push_back(&message);
        } else if (const Millis wait = wait_for(message, now); wait > 0) {
            later.emplace_back(message.delivery, now + wait);
        } else {
            ready.push_back(std::move(message));
        }
    }
    db_.write([&](db::Tx& tx) {
        for (const Prepared* message : called_off)
            call_off(tx, message->delivery, message->too_late ? DeliveryState::Dead : DeliveryState::Cancelled,
                     message->called_off);
        for (const auto& [delivery, due_at] : later) {
            put_back(tx, delivery, due_at);
            notify::wake(tx, event.id, due_at);
        }
        note_attempts(tx, claim, now);
        if (ready.empty()) finish_if_done(tx, event.id);
    });
    crash_point("send.before_connect");
    under_way_ += ready.size();
    for (Prepared& message : ready) send(std::move(message));
}

/// For its receiver's slot, or for others' retries; 0 when it goes out now.
Millis Dispatcher::wait_for(const Prepared& message, Millis now) {
    if (message.not_yet > 0) return message.not_yet;
    const int tries = message.delivery.tries();
    Millis wait = retries_.wait(tries, now);
    if (wait == 0) wait = (message.channel == nullptr ? mail_servers_ : receivers_).enter(message.receiver, now);
    if (wait == 0) retries_.note(tries, now);
    return wait;
}

void Dispatcher::send(Prepared message) {
    auto keep = std::make_shared<Prepared>(std::move(message));
    if (auto* letter = std::get_if<mail::Letter>(&keep->message)) {
        mailer_.send(std::move(*letter), [this, keep](const Verdict& verdict) {
            note(*keep, verdict, mail_servers_.leave(keep->receiver, !verdict.account_fault, world_.clock.now()));
        });
        return;
    }
    http_.send(std::move(std::get<net::HttpRequest>(keep->message)), [this, keep](const net::HttpAnswer& answer) {
        using Fault = net::HttpAnswer::Fault;
        crash_point("send.after_reply_before_record");
        Verdict verdict = answer.fault == Fault::None ? keep->channel->judge(answer) : judge_by_status(answer);
        if (answer.fault != Fault::None) verdict.unknown = answer.sent;
        const bool reached = answer.fault == Fault::None && answer.status < 500 && answer.status != 429;
        const Millis resting_until =
            receivers_.leave(keep->receiver, reached || verdict.result == Verdict::Result::Sent, world_.clock.now());
        note(*keep, verdict, resting_until);
    });
}

void Dispatcher::note(const Prepared& message, const Verdict& verdict, Millis resting_until) {
    // Only jitter: who can guess it learns nothing.
    const double luck = static_cast<double>(std::hash<std::string>()(message.delivery.recipient) % 1000) / 1000;
    // Guess: an SMS is paid for each time; if nobody knows what came of it, it is tried once more.
    const bool dear = message.channel != nullptr && message.channel->reaches == subscribers::Channel::Sms;
    auto waits = message.patience->waits;
    if (dear && verdict.unknown && !waits.empty()) waits = waits.first(1);
    Outcome outcome{
        result_of(message.delivery, verdict, waits, luck, world_.clock.now()), message.target, {}, resting_until};
    outcome.channel = message.channel != nullptr ? message.channel->name : "email";
    senders_.note_sent();
    const std::lock_guard lock(mutex_);
    Count& count = counts_[outcome.channel];
    if (verdict.result == Verdict::Result::Sent)
        ++count.sent;
    else if (outcome.result.state == DeliveryState::Waiting)
        ++count.again;
    else
        ++count.failed;
    if (outcomes_.empty()) oldest_outcome_ = SteadyClock::now();
    outcomes_.push_back(std::move(outcome));
    --under_way_;
    if (outcomes_.size() == 1 || outcomes_.size() == results_at_once || under_way_ == 0) {
        ++wakes_;
        woken_.notify_all();
    }
}

bool Dispatcher::take_in_results(bool all) {
    std::vector<Outcome> outcomes;
    {
        const std::lock_guard lock(mutex_);
        const bool due = !outcomes_.empty() && (all || under_way_ == 0 || outcomes_.size() >= results_at_once ||
                                                SteadyClock::now() - oldest_outcome_ >= results_wait);
        if (!due) return false;
        outcomes.swap(outcomes_);
    }
    try {
        take_in(db_, world_, outcomes);
    } catch (...) {
        // The database is away; what is known is kept until it is back.
        const std::lock_guard lock(mutex_);
        outcomes_.insert(outcomes_.begin(), std::make_move_iterator(outcomes.begin()),
                         std::make_move_iterator(outcomes.end()));
        throw;
    }
    return true;
}

void Dispatcher::give_back_lost_claims() {
    while (!lost_claims_.empty()) {
        db_.write([&](db::Tx& tx) { give_back(tx, lost_claims_.back(), world_.clock.now()); });
        lost_claims_.pop_back();
    }
}

std::map<std::string, Dispatcher::Count> Dispatcher::counts() const {
    const std::lock_guard lock(mutex_);
    return counts_;
}

}  // namespace daymark::notify
