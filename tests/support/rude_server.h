// A TCP server on the loopback that treats each connection as a test likes: a thread each, no protocol of its own.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace daymark::test {

class RudeServer {
public:
    struct Request {
        std::string head;  // with the blank line
        std::string body;  // as long as Content-Length says

        /// "POST /hook HTTP/1.1".
        [[nodiscard]] std::string line() const { return head.substr(0, head.find("\r\n")); }
        [[nodiscard]] bool has(const std::string& header) const {
            return head.find("\r\n" + header + "\r\n") != std::string::npos;
        }
    };

    /// The server's end of a connection.
    class Peer {
    public:
        explicit Peer(int socket) : socket_(socket) {}
        /// Nothing when the client goes before it is whole.
        [[nodiscard]] std::optional<Request> read();
        /// At least one byte, whatever it is; "" when the client has gone.
        [[nodiscard]] std::string read_bytes();
        /// False when the client has gone.
        bool send(std::string_view bytes);
        /// The connection is to end without the usual farewell.
        void reset();
        /// Until the client goes, or the server stops.
        void wait_for_end();

    private:
        int socket_;
        std::string rest_;  // came with what was read
    };

    /// Runs on a thread of its own for each connection, which ends when it returns.
    using Manners = std::function<void(Peer&)>;

    /// Listens on 127.0.0.1, and where there is one on ::1.
    explicit RudeServer(Manners manners);
    /// Ends all connections.
    ~RudeServer();
    RudeServer(const RudeServer&) = delete;
    RudeServer& operator=(const RudeServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    /// "http://127.0.0.1:12345" and the path.
    [[nodiscard]] std::string url(const std::string& path = "/") const;
    [[nodiscard]] bool has_ipv6() const { return listeners_.size() == 2; }

    /// Connections so far, among them all that were made before this is called.
    [[nodiscard]] std::size_t accepted();
    /// Until it has no more connections open than that. False when that takes longer than a test should.
    [[nodiscard]] bool wait_until_open_at_most(std::size_t count);

    /// Reads requests and answers each with `answer`, as long as the client keeps the connection.
    [[nodiscard]] static Manners answering(std::string answer);

private:
    struct Guest {
        int socket = -1;
        bool gone = false;
        std::thread thread;
    };

    void run();
    void accept_from(int listener);
    void serve(Guest& guest);

    const Manners manners_;
    std::vector<int> listeners_;
    std::uint16_t port_ = 0;
    int bell_ = -1;  // an eventfd, for those who want the thread's attention
    std::mutex mutex_;
    std::condition_variable changed_;
    std::list<Guest> guests_;
    std::size_t accepted_ = 0, open_ = 0;
    std::size_t asked_ = 0, told_ = 0;  // how often the count was asked for, and was known
    bool stopping_ = false;
    std::thread thread_;
};

/// "HTTP/1.1 200 OK" with these headers, each with its line end, and a Content-Length.
[[nodiscard]] std::string http_answer(const std::string& status, const std::string& body = {},
                                      const std::string& headers = {});

}  // namespace daymark::test
