// Wiring of the outside world, the secret key and the database.
#include "app/program.h"

#include "embedded/migrations.h"
#include "platform/db/migrate.h"

#include <chrono>
#include <filesystem>
#include <stdexcept>

namespace daymark::app {
namespace {

Config with_data_folder(Config config) {
    std::error_code failed;
    std::filesystem::create_directories(config.data, failed);
    if (failed) {
        throw std::runtime_error("Cannot make the data folder " + config.data + ": " + failed.message() +
                                 ". Name another one with --data.");
    }
    return config;
}

std::unique_ptr<db::Db> open_database(const Config& config) {
    if (config.uses_sqlite()) return db::open_sqlite(config.sqlite_file(), config.db_connections);
    return db::open_postgres(config.database, config.db_connections);
}

}  // namespace

Program::Program(Config config)
    : config_(with_data_folder(std::move(config))),
      ids_(clock_, random_),
      key_(crypto::SecretKey::load_or_make(config_.secret_file)),
      world_{clock_,
             random_,
             ids_,
             key_,
             "automation." + config_.base_host,
             config_.base_host,
             config_.base_url_at(config_.listen.port),
             [this](const std::string& page_id) {
                 if (listener_) listener_(page_id);
             },
             config_.send_delay,
             [this] {
                 if (event_listener_) event_listener_();
             },
             config_.oauth_apps["x"].is_set_up()},
      db_(open_database(config_)) {}

int Program::migrate() {
    try {
        const int steps = db::migrate(*db_, embedded::migrations());
        migrated_ = true;
        note_try();
        return steps;
    } catch (...) {
        note_try();
        throw;
    }
}

void Program::note_try() {
    {
        const std::lock_guard lock(mutex_);
        tried_ = true;
    }
    tried_to_migrate_.notify_all();
}

bool Program::migrated_soon() {
    if (migrated_) return true;
    std::unique_lock lock(mutex_);
    tried_to_migrate_.wait_for(lock, std::chrono::milliseconds(1500), [this] { return tried_; });
    return migrated_;
}

Act Program::command_act(const std::string& user_id) const {
    return {world_, {ActorKind::Command, {}, user_id}, {}, clock_.now(), {}, {}};
}

}  // namespace daymark::app
