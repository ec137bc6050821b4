// Waits for sockets to become ready, and lets other threads hand work to the thread that waits.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include <sys/epoll.h>

namespace daymark::http {

/// Owns a file descriptor.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }

    void close();
    [[nodiscard]] int release() { return std::exchange(number_, -1); }
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }

private:
    int number_ = -1;
};

/// One thread's epoll set.
class Poller {
public:
    using Task = std::function<void()>;

    Poller();

    /// `who` comes back with the events of the descriptor. Closing it ends the watch.
    [[nodiscard]] bool watch(int descriptor, std::uint32_t events, void* who);
    void change(int descriptor, std::uint32_t events, void* who);

    /// From any thread: `task` will run, and die, on the thread that waits.
    void post(Task task);

    /// Runs what was posted and returns what is ready, after `timeout_ms` at the latest.
    [[nodiscard]] std::span<const epoll_event> wait(int timeout_ms);

private:
    void run_posted();

    Descriptor epoll_;
    Descriptor wake_up_;
    std::mutex mutex_;
    std::vector<Task> posted_;
    std::vector<epoll_event> events_;
};

}  // namespace daymark::http
