// The epoll set, and the eventfd that ends its wait when something was posted.
#include "platform/http/poller.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <sys/eventfd.h>
#include <unistd.h>

namespace daymark::http {
namespace {

Descriptor opened(int number) {
    if (number < 0) throw std::system_error(errno, std::generic_category());
    return Descriptor(number);
}

}  // namespace

void Descriptor::close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
}

Poller::Poller()
    : epoll_(opened(::epoll_create1(EPOLL_CLOEXEC))),
      wake_up_(opened(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))),
      events_(256) {
    if (!watch(wake_up_.number(), EPOLLIN, nullptr)) throw std::system_error(errno, std::generic_category());
}

bool Poller::watch(int descriptor, std::uint32_t events, void* who) {
    epoll_event event{.events = events, .data = {.ptr = who}};
    return ::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void Poller::change(int descriptor, std::uint32_t events, void* who) {
    epoll_event event{.events = events, .data = {.ptr = who}};
    ::epoll_ctl(epoll_.number(), EPOLL_CTL_MOD, descriptor, &event);
}

void Poller::post(Task task) {
    bool first = false;
    {
        const std::lock_guard lock(mutex_);
        first = posted_.empty();
        posted_.push_back(std::move(task));
    }
    // One wake-up serves all that is posted until it is heard.
    if (first) static_cast<void>(::eventfd_write(wake_up_.number(), 1));
}

std::span<const epoll_event> Poller::wait(int timeout_ms) {
    const int count = ::epoll_wait(epoll_.number(), events_.data(), static_cast<int>(events_.size()), timeout_ms);
    if (count <= 0) return {};
    const auto end = events_.begin() + count;
    const auto wake_up = std::find_if(events_.begin(), end, [](const epoll_event& one) { return !one.data.ptr; });
    if (wake_up == end) return {events_.begin(), end};
    std::iter_swap(wake_up, end - 1);
    run_posted();
    return {events_.begin(), end - 1};
}

void Poller::run_posted() {
    eventfd_t ignored = 0;
    static_cast<void>(::eventfd_read(wake_up_.number(), &ignored));
    std::vector<Task> tasks;
    {
        const std::lock_guard lock(mutex_);
        tasks.swap(posted_);
    }
    for (const Task& task : tasks) task();
}

}  // namespace daymark::http
