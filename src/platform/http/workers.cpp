// The worker pool: two queues under one lock.
#include "platform/http/workers.h"

#include <algorithm>
#include <utility>

namespace daymark::http {

WorkerPool::WorkerPool(unsigned workers, unsigned reserved, std::size_t queue_limit)
    : workers_(std::max(workers, 1U)), reserved_(std::min(reserved, workers_ - 1)), queue_limit_(queue_limit) {}

WorkerPool::~WorkerPool() { stop(); }

void WorkerPool::start() {
    for (unsigned i = 0; i < workers_; ++i) {
        threads_.emplace_back([this, takes_common = i >= reserved_] { run(takes_common); });
    }
}

bool WorkerPool::submit(Task& task, Lane lane) {
    const std::lock_guard lock(mutex_);
    std::deque<Task>& queue = lane == Lane::Reserved ? reserved_tasks_ : common_;
    if (stopped_ || queue.size() >= queue_limit_) return false;
    queue.push_back(std::move(task));
    // A reserved task may be taken by either kind; whoever comes too late finds nothing and waits again.
    if (lane == Lane::Reserved) reserved_work_.notify_one();
    common_work_.notify_one();
    return true;
}

void WorkerPool::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        common_.clear();
        reserved_tasks_.clear();
    }
    common_work_.notify_all();
    reserved_work_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
}

std::size_t WorkerPool::waiting() const {
    const std::lock_guard lock(mutex_);
    return common_.size() + reserved_tasks_.size();
}

std::deque<WorkerPool::Task>* WorkerPool::next_lane(bool takes_common) {
    if (!reserved_tasks_.empty()) return &reserved_tasks_;
    return takes_common && !common_.empty() ? &common_ : nullptr;
}

void WorkerPool::run(bool takes_common) {
    std::unique_lock lock(mutex_);
    while (!stopped_) {
        std::deque<Task>* lane = next_lane(takes_common);
        if (lane == nullptr) {
            (takes_common ? common_work_ : reserved_work_).wait(lock);
            continue;
        }
        Task task = std::move(lane->front());
        lane->pop_front();
        lock.unlock();
        task();
        task = nullptr;
        lock.lock();
    }
}

}  // namespace daymark::http
