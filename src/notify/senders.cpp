// Signs of life, and marks.
#include "notify/senders.h"

#include "notify/delivery_store.h"
#include "notify/event_store.h"
#include "notify/sending.h"
#include "platform/telemetry/log.h"

#include <algorithm>

namespace daymark::notify {
namespace {

// Guess: what people should have heard so long ago may be news no more; somebody must say.
constexpr Millis overdue_after = 6 * one_hour;
constexpr const char* replaced = "This database took the place of another, perhaps from a backup";

}  // namespace

Senders::Senders(db::Db& db, const World& world, SenderOptions options)
    : db_(db), world_(world), options_(std::move(options)), worker_(options_.worker) {}

bool Senders::may_send() const {
    return registered_ && db_.read([](db::Tx& tx) { return sending(tx).state == SendingState::Running; });
}

void Senders::look_after() {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_beat_ || (options_.ready && !options_.ready())) return;
    if (!registered_) look_after_database();
    give_a_sign();
    db_.write([&](db::Tx& tx) {
        hold_overdue(tx, world_.clock.now() - overdue_after,
                     "Nobody sent it for six hours; say whether it shall still be sent");
    });
    give_up_the_dead(now);
    next_beat_ = now + std::chrono::milliseconds(options_.beat_every);
    look_after_database();
}

void Senders::leave() {
    if (registered_) db_.write([&](db::Tx& tx) { give_up_sender(tx, worker_, world_.clock.now()); });
}

void Senders::give_a_sign() {
    if (registered_ && !db_.write([&](db::Tx& tx) { return beat(tx, worker_); })) {
        // Others gave us up, and may be sending what we have under way: go on as somebody else.
        worker_ = world_.ids.make();
        registered_ = false;
    }
    if (!registered_) enter();
}

void Senders::enter() {
    db_.write([&](db::Tx& tx) {
        for (const Sender& other : list_senders(tx)) {
            const auto& dead = options_.forerunners;
            if (options_.alone || std::ranges::find(dead, other.worker) != dead.end())
                give_up_sender(tx, other.worker, world_.clock.now());
        }
        insert_sender(tx, worker_);
    });
    registered_ = true;
}

void Senders::give_up_the_dead(Instant now) {
    for (const Sender& other : db_.read([](db::Tx& tx) { return list_senders(tx); })) {
        if (other.worker == worker_) continue;
        auto [known, fresh] = others_.try_emplace(other.worker, other.beat, now);
        if (!fresh && known->second.first != other.beat) known->second = {other.beat, now};
        if (now - known->second.second < std::chrono::milliseconds(options_.lost_after)) continue;
        db_.write([&](db::Tx& tx) { give_up_sender(tx, other.worker, world_.clock.now()); });
        others_.erase(other.worker);
    }
}

/// What a restored backup owes may have been sent long ago, so that nothing goes out before the operator says so.
void Senders::look_after_database() {
    if (options_.marks == nullptr || !mark_is_due_.exchange(false)) return;
    try {
        if (!renew_mark(*options_.marks)) return;
    } catch (...) {
        mark_is_due_ = true;
        throw;
    }
    telemetry::log(telemetry::Level::Error, "notify.held",
                   {{"why", replaced},
                    {"then", "daymark sending resume, with --drop to send nothing that the database still owes"}});
}

/// Whether the database turned out to be another.
bool Senders::renew_mark(MarkFile& marks) {
    const Millis now = world_.clock.now();
    bool other = false;
    if (marks.node().empty()) {
        marks.set_node(world_.ids.make());
    } else {
        const auto mark = db_.read([&](db::Tx& tx) { return mark_of(tx, marks.node()); });
        other = !mark || !marks.knows(*mark);
    }
    const std::string next = world_.ids.make();
    marks.expect(next, now);
    db_.write([&](db::Tx& tx) {
        set_mark(tx, marks.node(), next);
        if (other) set_sending(tx, SendingState::Held, replaced, now);
    });
    marks.settle();
    return other;
}

}  // namespace daymark::notify
