// The one thread that changes a SQLite file: queued transactions that arrive together share a commit.
#pragma once

#include "platform/db/sqlite_connection.h"

#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace daymark::db {

class SqliteWriter {
public:
    struct Limits {
        std::size_t queue = 1000;
        std::chrono::milliseconds patience{2000};
    };
    explicit SqliteWriter(std::string file) : SqliteWriter(std::move(file), Limits{}) {}
    SqliteWriter(std::string file, Limits limits);
    ~SqliteWriter();
    SqliteWriter(const SqliteWriter&) = delete;
    SqliteWriter& operator=(const SqliteWriter&) = delete;

    /// Runs the work on the writer's thread under a savepoint of its own; returns the hints once it is durable.
    /// Throws Error Unavailable when it has not begun in time, and at once when the queue is full or the file has
    /// failed.
    std::vector<std::function<void()>> run(const std::function<void(Tx&)>& work);

    /// Whether commits are possible: the file is in its place and its device has not failed.
    [[nodiscard]] bool healthy() const;
    /// How many writes have not begun.
    [[nodiscard]] std::size_t waiting() const;

private:
    enum class State { Queued, Running, Done };
    struct Job {
        const std::function<void(Tx&)>* work = nullptr;
        State state = State::Queued;
        std::condition_variable done;
        std::exception_ptr failure;          // the work's own
        std::optional<std::string> refusal;  // why nothing was made durable
        std::vector<std::function<void()>> hints;
    };
    using Batch = std::vector<Job*>;

    void loop();
    void run_batch();
    [[nodiscard]] Job* begin_next(std::size_t begun, std::chrono::steady_clock::time_point started);
    void run_job(Job& job);
    void commit();
    void deliver(const Batch& batch, const std::optional<std::string>& refusal);
    static void finish(Job& job);
    void checkpoint_when_due();

    /// From here on writes are refused until `recover` has looked at the file and written to it.
    void poison(const std::string& why);
    void recover() noexcept;
    void check_afresh();
    [[nodiscard]] bool file_in_place() const;

    const std::string file_;
    const Limits limits_;
    struct stat identity_ {};
    std::unique_ptr<SqliteConnection> connection_;  // the thread's alone
    int next_checkpoint_frames_;
    std::chrono::steady_clock::duration recovery_pause_{};

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job*> queue_;
    bool stopping_ = false;
    std::atomic<bool> poisoned_ = false;
    std::string poisoned_why_;
    std::thread thread_;
};

}  // namespace daymark::db
