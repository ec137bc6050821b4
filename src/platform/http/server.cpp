// The server: one loop per core on the same port, and the order in which everything starts and stops.
#include "platform/http/server.h"

#include "platform/http/listener.h"
#include "platform/http/loop.h"

#include <utility>

namespace daymark::http {

class Server::Impl {
public:
    Impl(ServerOptions options, Handler& handler) : core_(std::move(options), handler) {
        for (Descriptor& listener : listen_on(core_.options.address, core_.options.port, core_.loops)) {
            port_ = port_of(listener);
            loops_.push_back(std::make_unique<Loop>(core_, std::move(listener)));
        }
    }
    ~Impl() { stop(0); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }

    void start() {
        started_ = true;
        core_.workers.start();
        for (const auto& loop : loops_) loop->start();
    }

    void stop(int grace_ms) {
        if (!started_) return;
        started_ = false;
        for (const auto& loop : loops_) loop->begin_stop();
        core_.wait_until_empty(grace_ms);
        // Loops first: what the workers still hold of a connection may only die when its loop has ended.
        for (const auto& loop : loops_) loop->finish();
        core_.workers.stop();
    }

    void tell(const std::string& topic, const std::shared_ptr<const std::string>& event) {
        for (const auto& loop : loops_) loop->tell(topic, event);
    }

    void end(const std::string& topic) {
        for (const auto& loop : loops_) loop->end(topic);
    }

    [[nodiscard]] ServerCounts counts() const {
        ServerCounts counts;
        for (const auto& loop : loops_) {
            counts.connections_accepted += loop->accepted.value();
            counts.connections_refused += loop->refused_connections.value();
            counts.requests_ready += loop->ready_requests.value();
            counts.requests_worked += loop->worked_requests.value();
            counts.requests_refused += loop->refused_requests.value();
            counts.requests_shed += loop->shed_requests.value();
            counts.streams_refused += loop->refused_streams.value();
            counts.streams_dropped += loop->dropped_streams.value();
        }
        counts.streams_open = core_.streams.load();
        counts.connections_open = core_.connections.load();
        counts.worker_queue = core_.workers.waiting();
        return counts;
    }

private:
    ServerCore core_;
    std::vector<std::unique_ptr<Loop>> loops_;
    std::uint16_t port_ = 0;
    bool started_ = false;
};

Server::Server(ServerOptions options, Handler& handler) : impl_(std::make_unique<Impl>(std::move(options), handler)) {}

Server::~Server() = default;

std::uint16_t Server::port() const { return impl_->port(); }
void Server::start() { impl_->start(); }
void Server::stop(int grace_ms) { impl_->stop(grace_ms); }
void Server::tell(const std::string& topic, std::shared_ptr<const std::string> event) { impl_->tell(topic, event); }
void Server::end(const std::string& topic) { impl_->end(topic); }
ServerCounts Server::counts() const { return impl_->counts(); }

}  // namespace daymark::http
