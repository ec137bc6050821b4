// A bounded pool of threads for work that may block, some of them kept free for work that must not wait.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace daymark::http {

/// Which line a task stands in. Reserved tasks are taken first, and some workers take nothing else.
enum class Lane { Common, Reserved };

class WorkerPool {
public:
    using Task = std::function<void()>;

    /// `reserved` of the `workers` threads take tasks of the reserved lane only. Each lane holds `queue_limit` tasks.
    WorkerPool(unsigned workers, unsigned reserved, std::size_t queue_limit);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    void start();
    /// False when the lane is full or the pool has stopped; the task is then untouched.
    [[nodiscard]] bool submit(Task& task, Lane lane);
    /// Drops what waits, lets what runs finish, joins the threads.
    void stop();
    [[nodiscard]] std::size_t waiting() const;

private:
    void run(bool takes_common);
    [[nodiscard]] std::deque<Task>* next_lane(bool takes_common);

    const unsigned workers_;
    const unsigned reserved_;
    const std::size_t queue_limit_;
    mutable std::mutex mutex_;
    // One for each kind of worker, so that a common task's wake-up never goes to one that may not take it.
    std::condition_variable common_work_;
    std::condition_variable reserved_work_;
    std::deque<Task> common_;
    std::deque<Task> reserved_tasks_;
    bool stopped_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace daymark::http
