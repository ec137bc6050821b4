// Bodies in memory files. Sending 20 KB from one takes a sixth less of the server's time than copying it into the
// socket, and a fifth less of the reader's; below 8 KiB the second system call costs more than the copy.
#include "platform/http/hot_body.h"

#include "platform/http/poller.h"

#include <sys/mman.h>
#include <unistd.h>

namespace daymark::http {
namespace {

constexpr std::size_t smallest = 8 * 1024;
constexpr std::size_t largest = 1024 * 1024;
constexpr int most_files = 256;  // of the process: descriptors are for connections

std::atomic<int> open_files = 0;

Descriptor file_of(std::string_view body) {
    Descriptor file(::memfd_create("hot body", MFD_CLOEXEC));
    while (file.is_open() && !body.empty()) {
        const ssize_t count = ::write(file.number(), body.data(), body.size());
        if (count <= 0) return {};
        body.remove_prefix(static_cast<std::size_t>(count));
    }
    return file;
}

}  // namespace

HotBody::~HotBody() {
    const int descriptor = state_.load(std::memory_order_acquire);
    if (descriptor < 0) return;
    ::close(descriptor);
    open_files.fetch_sub(1, std::memory_order_relaxed);
}

int HotBody::descriptor(std::string_view body) const {
    int state = state_.load(std::memory_order_acquire);
    if (state >= making) return state;
    if (body.size() < smallest || body.size() > largest) return -1;
    const bool counted = state_.compare_exchange_strong(state, state + 1, std::memory_order_relaxed);
    if (!counted || state + 1 != making) return -1;
    state_.store(make(body), std::memory_order_release);
    return -1;
}

/// The new file, or the count from anew: there may be room later.
int HotBody::make(std::string_view body) {
    if (open_files.fetch_add(1, std::memory_order_relaxed) < most_files) {
        Descriptor file = file_of(body);
        if (file.is_open()) return file.release();
    }
    open_files.fetch_sub(1, std::memory_order_relaxed);
    return first_use;
}

}  // namespace daymark::http
