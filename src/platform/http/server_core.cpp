// Counts that span the loops of a server.
#include "platform/http/server_core.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace daymark::http {

ServerCore::ServerCore(ServerOptions options_, Handler& handler_)
    : options(std::move(options_)),
      loops(options.loops > 0 ? options.loops : std::max(std::thread::hardware_concurrency(), 1U)),
      handler(handler_),
      workers(options.workers, options.reserved_workers, options.queue_limit),
      peers(options.max_connections_per_address) {}

bool ServerCore::admit_stream() {
    // Whoever asks for pages must always find room, so streams never take all connections.
    const std::size_t most = std::min(options.max_streams, options.max_connections / 4 * 3);
    if (streams.fetch_add(1) < most) return true;
    streams.fetch_sub(1);
    return false;
}

void ServerCore::connection_closed() {
    if (connections.fetch_sub(1) == 1 && listeners.load() == 0) announce();
}

void ServerCore::listener_closed() {
    if (listeners.fetch_sub(1) == 1) announce();
}

void ServerCore::announce() {
    const std::lock_guard lock(mutex_);
    emptied_.notify_all();
}

void ServerCore::wait_until_empty(int at_most_ms) {
    std::unique_lock lock(mutex_);
    emptied_.wait_for(lock, std::chrono::milliseconds(at_most_ms),
                      [this] { return listeners.load() == 0 && connections.load() == 0; });
}

bool PeerCounts::admit(const PeerKey& peer) {
    if (limit_ == 0) return true;
    const std::lock_guard lock(mutex_);
    std::size_t& count = counts_[peer];
    if (count >= limit_) return false;
    ++count;
    return true;
}

void PeerCounts::leave(const PeerKey& peer) {
    if (limit_ == 0) return;
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(peer);
    if (found != counts_.end() && --found->second == 0) counts_.erase(found);
}

bool BufferedShare::add(std::size_t bytes) {
    bytes_ += bytes;
    const std::size_t before = core_->buffered_bytes.fetch_add(bytes, std::memory_order_relaxed);
    return before + bytes <= core_->options.max_buffered_bytes;
}

}  // namespace daymark::http
