// A proxy on the loopback in front of a real server, which freezes, refuses and cuts connections on demand.
#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <thread>

namespace daymark::test {

class TcpProxy {
public:
    /// `host` is an address or name, or (beginning with '/') the path of a Unix socket.
    TcpProxy(std::string host, std::string port);
    ~TcpProxy();
    TcpProxy(const TcpProxy&) = delete;
    TcpProxy& operator=(const TcpProxy&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }

    /// Forward: as if it were not there. Freeze: connections are accepted and kept, but no byte passes. Refuse: every
    /// connection is closed at once.
    enum class Mode { Forward, Freeze, Refuse };
    void set(Mode mode);
    /// Closes all connections there are.
    void cut();
    /// The next time a client sends this text, it still arrives, but the connection is cut before any answer.
    void cut_after(std::string text);

private:
    struct Pair {
        int client, server;
        bool doomed = false;  // waits until the server has answered, tells nobody, and ends
        bool finished = false;
    };

    void loop();
    void accept_one();
    void pass_on(Pair& pair, bool from_client);
    void close(Pair& pair);
    [[nodiscard]] int connect_to_server() const;

    const std::string host_, service_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<bool> stopping_ = false;
    std::mutex mutex_;
    Mode mode_ = Mode::Forward;
    std::string cut_after_;
    std::list<Pair> pairs_;
    std::thread thread_;
};

}  // namespace daymark::test
