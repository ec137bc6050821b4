// Group commit, checkpoints, and what happens after the disk has failed.
#include "platform/db/sqlite_writer.h"

#include "platform/db/failures.h"

#include <algorithm>

namespace daymark::db {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t batch_limit = 256;
constexpr auto batch_time = 20ms;
constexpr Clock::duration shortest_recovery_pause = 250ms;
constexpr Clock::duration longest_recovery_pause = 1min;
// Pages of 4 KiB: from 4 MiB of log on copy what can be copied, from 16 MiB on wait for readers so that the log
// restarts.
constexpr int checkpoint_frames = 1000;
constexpr int restart_frames = 4000;
constexpr int restart_wait_ms = 200;

std::string detail_of(const std::exception& failure) {
    const auto* error = dynamic_cast<const Error*>(&failure);
    return error ? error->log_detail() : failure.what();
}

}  // namespace

SqliteWriter::SqliteWriter(std::string file, Limits limits)
    : file_(std::move(file)),
      limits_(limits),
      connection_(std::make_unique<SqliteConnection>(file_, SqliteConnection::Access::Write)),
      next_checkpoint_frames_(checkpoint_frames) {
    ::stat(file_.c_str(), &identity_);
    thread_ = std::thread([this] { loop(); });
}

SqliteWriter::~SqliteWriter() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

std::vector<std::function<void()>> SqliteWriter::run(const std::function<void(Tx&)>& work) {
    if (std::this_thread::get_id() == thread_.get_id()) throw internal("a write inside a write would wait for itself");
    Job job;
    job.work = &work;
    std::unique_lock lock(mutex_);
    if (poisoned_) throw unavailable("writes are refused: " + poisoned_why_);
    if (queue_.size() >= limits_.queue) throw unavailable("the queue of writes is full");
    queue_.push_back(&job);
    wake_.notify_one();
    if (!job.done.wait_for(lock, limits_.patience, [&] { return job.state != State::Queued; })) {
        // It has not begun and now it never will, so saying that it failed is true.
        std::erase(queue_, &job);
        throw unavailable("the write did not begin in time");
    }
    job.done.wait(lock, [&] { return job.state == State::Done; });
    lock.unlock();
    if (job.refusal) throw unavailable(*job.refusal);
    if (job.failure) std::rethrow_exception(job.failure);
    return std::move(job.hints);
}

bool SqliteWriter::healthy() const { return !poisoned_ && file_in_place(); }

std::size_t SqliteWriter::waiting() const {
    const std::lock_guard lock(mutex_);
    return queue_.size();
}

void SqliteWriter::loop() {
    std::unique_lock lock(mutex_);
    while (true) {
        if (poisoned_) {
            if (wake_.wait_for(lock, recovery_pause_, [&] { return stopping_; })) return;
        } else {
            wake_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
        }
        lock.unlock();
        poisoned_ ? recover() : run_batch();
        lock.lock();
    }
}

void SqliteWriter::run_batch() {
    Batch batch;
    std::optional<std::string> refusal;
    try {
        connection_->command("begin immediate");
        const Clock::time_point started = Clock::now();
        while (Job* job = begin_next(batch.size(), started)) {
            batch.push_back(job);
            run_job(*job);
        }
        commit();
    } catch (const std::exception& error) {
        refusal = "commit: " + detail_of(error);
        connection_->abandon();
        // A writer of another program that holds the lock is no reason to distrust the file.
        if (!batch.empty() || connection_->broken()) poison(detail_of(error));
    }
    deliver(batch, refusal);
    if (!refusal) checkpoint_when_due();
}

SqliteWriter::Job* SqliteWriter::begin_next(std::size_t begun, Clock::time_point started) {
    if (begun >= batch_limit || Clock::now() - started > batch_time) return nullptr;
    const std::lock_guard lock(mutex_);
    if (queue_.empty()) return nullptr;
    Job* job = queue_.front();
    queue_.pop_front();
    job->state = State::Running;
    return job;
}

void SqliteWriter::run_job(Job& job) {
    connection_->command("savepoint job");
    try {
        SqliteTx tx(*connection_);
        (*job.work)(tx);
        job.hints = tx.finish();
    } catch (...) {
        job.failure = std::current_exception();
    }
    // Some failures take the whole transaction with them, and its other jobs.
    if (connection_->broken() || !connection_->in_transaction()) throw unavailable("the transaction was lost");
    if (job.failure) connection_->command("rollback to job");
    connection_->command("release job");
}

void SqliteWriter::commit() {
    if (!file_in_place()) throw unavailable("the database file was moved, deleted or replaced");
    connection_->command("commit");
}

void SqliteWriter::deliver(const Batch& batch, const std::optional<std::string>& refusal) {
    const std::lock_guard lock(mutex_);
    for (Job* job : batch) {
        // A job's own failure may rest on what a neighbour wrote, so it too is void without the commit.
        job->refusal = refusal;
        finish(*job);
    }
}

void SqliteWriter::finish(Job& job) {
    job.state = State::Done;
    // Notified under the lock: afterwards the job, which lives on its caller's stack, may be gone.
    job.done.notify_one();
}

void SqliteWriter::checkpoint_when_due() {
    const int frames = connection_->log_frames();
    if (frames < next_checkpoint_frames_) {
        // The log began anew.
        if (frames < checkpoint_frames) next_checkpoint_frames_ = checkpoint_frames;
        return;
    }
    try {
        connection_->checkpoint(frames < restart_frames ? 0 : restart_wait_ms);
        next_checkpoint_frames_ = frames + checkpoint_frames;
    } catch (const std::exception& error) {
        poison(detail_of(error));
    }
}

void SqliteWriter::poison(const std::string& why) {
    const std::lock_guard lock(mutex_);
    poisoned_ = true;
    poisoned_why_ = why;
    for (Job* job : queue_) {
        job->refusal = "writes are refused: " + why;
        finish(*job);
    }
    queue_.clear();
}

void SqliteWriter::recover() noexcept {
    const Clock::time_point started = Clock::now();
    try {
        check_afresh();
        recovery_pause_ = {};
        const std::lock_guard lock(mutex_);
        poisoned_ = false;
    } catch (const std::exception&) {
        // Still poisoned. Looking through a big damaged file again and again must not keep the machine busy.
        recovery_pause_ = std::clamp(4 * (Clock::now() - started), shortest_recovery_pause, longest_recovery_pause);
    }
}

void SqliteWriter::check_afresh() {
    if (!file_in_place()) throw unavailable("the database file is not in its place");
    connection_->abandon();
    auto fresh = std::make_unique<SqliteConnection>(file_, SqliteConnection::Access::Write);
    // The new connection must have joined the log before the old one leaves it: the last to leave would make the next
    // rebuild the log's index from the file, and frames of the commit that was reported as failed would count as good.
    const std::int64_t version = fresh->run("recover", "pragma user_version", {}).rows.at(0).integer(0);
    connection_ = std::move(fresh);

    // A commit that changes nothing but must be written and synced, and the whole log copied and synced.
    connection_->command("begin immediate");
    connection_->command("pragma user_version = " + std::to_string(version));
    connection_->command("commit");
    connection_->checkpoint(restart_wait_ms);
    const Rows verdict = connection_->run("recover", "pragma quick_check(1)", {}).rows;
    if (verdict.at(0).text(0) != "ok") throw unavailable("the database file is damaged");
}

bool SqliteWriter::file_in_place() const {
    struct stat now {};
    return ::stat(file_.c_str(), &now) == 0 && now.st_ino == identity_.st_ino && now.st_dev == identity_.st_dev;
}

}  // namespace daymark::db
