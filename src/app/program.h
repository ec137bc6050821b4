// What every command with a database runs in: the outside world, the secret key, the database.
#pragma once

#include "activity/act.h"
#include "app/config.h"
#include "platform/db/db.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace daymark::app {

/// Built in the order of its members and taken down in reverse.
class Program {
public:
    /// Makes the data folder and the secret key when they are missing and opens the database, which it does not touch
    /// yet. Throws std::runtime_error with a sentence for the operator.
    explicit Program(Config config);
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] const Config& config() const { return config_; }
    [[nodiscard]] db::Db& db() { return *db_; }
    [[nodiscard]] const World& world() const { return world_; }
    [[nodiscard]] const Clock& clock() const { return clock_; }

    /// Brings the schema up; the number of steps run. Throws Error Unavailable while the database is away.
    int migrate();
    /// The same unless it was done before.
    void ensure_migrated() {
        if (!migrated_) migrate();
    }
    /// Whether the schema is known to be up: before that, nobody may ask the database for more than its health.
    [[nodiscard]] bool migrated() const { return migrated_; }
    /// The same for a caller, who came early perhaps: waits for the first try's outcome, up to 1.5 s.
    [[nodiscard]] bool migrated_soon();

    /// What is done by a command rather than by a caller of the API.
    [[nodiscard]] Act command_act(const std::string& user_id = {}) const;

    /// Who hears of durable changes of pages. To be set before anything changes one.
    void on_page_changed(std::function<void(const std::string& page_id)> listener) { listener_ = std::move(listener); }
    /// Who hears that something is to be told. To be set before anything raises an event.
    void on_event_raised(std::function<void()> listener) { event_listener_ = std::move(listener); }

    /// What callers of the API are told of whether mails arrive; nullptr when it goes. Not while a server answers.
    void lend(deliverability::Watch* watch) { world_.deliverability = watch; }

private:
    void note_try();

    Config config_;
    SystemClock clock_;
    SystemRandom random_;
    IdMaker ids_;
    crypto::SecretKey key_;
    std::function<void(const std::string&)> listener_;
    std::function<void()> event_listener_;
    World world_;
    std::unique_ptr<db::Db> db_;
    std::atomic<bool> migrated_{false};
    std::mutex mutex_;
    std::condition_variable tried_to_migrate_;
    bool tried_ = false;
};

}  // namespace daymark::app
