// This process among those that send from the same database: it gives signs of life, takes over what the dead had under
// way, and sends nothing from a database that took the place of another.
#pragma once

#include "activity/act.h"
#include "notify/mark_file.h"
#include "platform/db/db.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace daymark::notify {

struct SenderOptions {
    std::string worker;                         // names this process among senders
    bool alone = false;                         // nobody else sends: whatever others had under way is due again at once
    std::vector<std::string> forerunners = {};  // senders that are known to be dead
    Millis lost_after = 90 * one_second;        // a sender whose beat stands still for so long is dead
    Millis beat_every = 5 * one_second;
    std::function<bool()> ready = {};  // whether the database has what is needed; none: it has
    MarkFile* marks = nullptr;         // tells a database that took the place of another; none: nobody looks
};

/// Used by one thread, but for what says otherwise.
class Senders {
public:
    Senders(db::Db& db, const World& world, SenderOptions options);

    /// To be called again and again; there is something to do once a beat.
    void look_after();
    /// Nothing is under way any more, and nothing will be.
    void leave();

    /// The name under which to claim. It changes when others gave this process up: what it had claimed is theirs then.
    [[nodiscard]] const std::string& worker() const { return worker_; }
    /// Whether this process sends at all. Not before it is registered and has looked whether this is the database that
    /// it knows. Any thread.
    [[nodiscard]] bool may_send() const;
    [[nodiscard]] bool registered() const { return registered_; }
    /// Something went out: a database that knows nothing of it must be told from this one. Any thread.
    void note_sent() { mark_is_due_ = true; }

private:
    using Instant = std::chrono::steady_clock::time_point;

    void give_a_sign();
    void enter();
    void give_up_the_dead(Instant now);
    void look_after_database();
    [[nodiscard]] bool renew_mark(MarkFile& marks);

    db::Db& db_;
    const World& world_;
    const SenderOptions options_;
    std::string worker_;
    Instant next_beat_{};
    std::atomic<bool> registered_ = false;
    std::atomic<bool> mark_is_due_ = true;                            // something was sent since the last
    std::map<std::string, std::pair<std::int64_t, Instant>> others_;  // their beats, and when these changed
};

}  // namespace daymark::notify
