// What all loops of one server have in common: the options, the handler, the workers, and the counts that span loops.
#pragma once

#include "platform/http/server.h"
#include "platform/http/workers.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>

namespace daymark::http {

/// A counter that one thread raises and any may read.
class Counter {
public:
    void add() { value_.store(value_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> value_ = 0;
};

/// A peer for the limit per address: an IPv4 address, or the /64 that an IPv6 peer can choose its addresses from.
using PeerKey = std::array<unsigned char, 16>;

/// Counts the connections of each peer.
class PeerCounts {
public:
    explicit PeerCounts(std::size_t limit) : limit_(limit) {}
    /// False when the peer already has as many as it may.
    [[nodiscard]] bool admit(const PeerKey& peer);
    void leave(const PeerKey& peer);

private:
    const std::size_t limit_;  // 0: none, and then nothing is counted
    std::mutex mutex_;
    std::map<PeerKey, std::size_t> counts_;
};

struct ServerCore {
    ServerCore(ServerOptions options_, Handler& handler_);

    const ServerOptions options;
    const unsigned loops;
    Handler& handler;
    WorkerPool workers;
    PeerCounts peers;
    std::atomic<std::size_t> connections = 0;
    std::atomic<std::size_t> streams = 0;
    std::atomic<std::size_t> buffered_bytes = 0;  // of request bodies, until their worker is done

    /// Counts a stream in; false when there are as many as may be.
    [[nodiscard]] bool admit_stream();

    /// Told when a connection or a listener has gone; `wait_until_empty` waits for the last one.
    void connection_closed();
    void listener_closed();
    void wait_until_empty(int at_most_ms);

    std::atomic<std::size_t> listeners = 0;

private:
    void announce();

    std::mutex mutex_;
    std::condition_variable emptied_;
};

/// A request body's part in `ServerCore::buffered_bytes`, given back on destruction.
class BufferedShare {
public:
    explicit BufferedShare(ServerCore& core) : core_(&core) {}
    BufferedShare(BufferedShare&& other) noexcept : core_(other.core_), bytes_(std::exchange(other.bytes_, 0)) {}
    BufferedShare(const BufferedShare&) = delete;
    BufferedShare& operator=(const BufferedShare&) = delete;
    BufferedShare& operator=(BufferedShare&&) = delete;
    ~BufferedShare() { core_->buffered_bytes.fetch_sub(bytes_, std::memory_order_relaxed); }

    /// False when all bodies together are now too much to hold.
    [[nodiscard]] bool add(std::size_t bytes);

private:
    ServerCore* core_;
    std::size_t bytes_ = 0;
};

}  // namespace daymark::http
