// For tests: a client of raw bytes over loopback, and a handler whose answers tests can hold back.
#pragma once

#include "platform/http/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include <arpa/inet.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace daymark::http {

/// An answer as it stood on the wire; status 0 when the connection ended before one.
struct RawAnswer {
    int status = 0;
    std::string head;
    std::string body;

    [[nodiscard]] bool has(const std::string& line) const {
        return head.find("\r\n" + line + "\r\n") != std::string::npos;
    }
};

/// Gives up after five seconds of silence, so that no test hangs.
class RawClient {
public:
    explicit RawClient(std::uint16_t port) : RawClient() { connect(port); }
    RawClient() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        const timeval patience{5, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
        ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    }
    ~RawClient() { ::close(socket_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    void connect(std::uint16_t port) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
    }
    [[nodiscard]] bool connected() const { return connected_; }
    /// Small beside what servers' sockets hold, yet with room for many small segments: the kernel counts each with its
    /// overhead, drops what goes beyond, and then sends again at the pace of its timers.
    void small_receive_buffer() {
        const int bytes = 64 * 1024;
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
    }

    /// False when the server has gone.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    void end_sending() { ::shutdown(socket_, SHUT_WR); }
    void reset() {
        const linger at_once{1, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
        ::close(socket_);
        socket_ = -1;
    }

    [[nodiscard]] RawAnswer read(bool with_body = true) {
        RawAnswer answer;
        std::size_t end = 0;
        while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
            if (!receive()) return answer;
        }
        answer.head = received_.substr(0, end + 2);
        received_.erase(0, end + 4);
        answer.status = std::stoi(answer.head.substr(9, 3));
        const std::size_t length_at = answer.head.find("\r\ncontent-length: ");
        if (!with_body || length_at == std::string::npos) return answer;
        const std::size_t length = std::stoul(answer.head.substr(length_at + 18));
        while (received_.size() < length && receive()) {
        }
        answer.body = received_.substr(0, length);
        received_.erase(0, length);
        return answer;
    }
    [[nodiscard]] RawAnswer ask(std::string_view bytes) {
        send(bytes);
        return read();
    }
    /// What a stream brings up to and with `mark`; less when it ends or is silent for too long.
    [[nodiscard]] std::string read_to(std::string_view mark) {
        std::size_t at = 0;
        while ((at = received_.find(mark)) == std::string::npos && receive()) {
        }
        const std::size_t size = at == std::string::npos ? received_.size() : at + mark.size();
        std::string text = received_.substr(0, size);
        received_.erase(0, size);
        return text;
    }
    /// Lets nothing more in, and so acknowledges nothing: as a client that has lost its network.
    void lose_network() {
        sock_filter drop = {BPF_RET | BPF_K, 0, 0, 0};
        const sock_fprog program{1, &drop};
        ::setsockopt(socket_, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program));
    }
    /// Whether the server has ended the connection in good order, with nothing left to read.
    [[nodiscard]] bool ended() { return received_.empty() && !receive() && last_receive_ == 0; }
    /// Whether there is something to read now.
    [[nodiscard]] bool has_input() {
        char byte = 0;
        return !received_.empty() || ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0;
    }

private:
    bool receive() {
        std::string part(64 * 1024, '\0');
        last_receive_ = ::recv(socket_, part.data(), part.size(), 0);
        if (last_receive_ > 0) received_.append(part, 0, static_cast<std::size_t>(last_receive_));
        return last_receive_ > 0;
    }

    int socket_;
    bool connected_ = false;
    ssize_t last_receive_ = 0;
    std::string received_;
};

inline std::string get_request(const std::string& path, const std::string& headers = "") {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
}
inline std::string post_request(const std::string& path, const std::string& body, const std::string& headers = "") {
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           headers + "\r\n" + body;
}

/// "/ready…" is answered from memory, "/stream/…" is a stream on the topic of that name, "/wait…" is answered when the
/// test lets it, the rest as `work` says.
class TestHandler final : public Handler {
public:
    static constexpr std::size_t big = 6 << 20;  // more than the socket buffers of both sides hold

    TestHandler() : small_(make("ready")), page_(make(page())), big_(make(std::string(big, 'r'))) {}

    /// Small enough to be sent from a file once it is hot, and no two parts of it are alike.
    static std::string page() {
        std::string text;
        for (int i = 0; i < 50'000; ++i) text += std::to_string(i) + ",";
        return text;
    }

    std::optional<Ready> ready(const RequestHead& head) override {
        sigset_t blocked;
        ::pthread_sigmask(SIG_BLOCK, nullptr, &blocked);
        sigpipe_blocked = ::sigismember(&blocked, SIGPIPE) == 1;
        if (head.path == "/ready") return Ready{small_, head.method != Method::Head};
        if (head.path == "/ready-page") return Ready{page_, true};
        if (head.path == "/ready-big") return Ready{big_, true};
        if (head.path == "/ready-throws") throw std::runtime_error("ready");
        return std::nullopt;
    }
    std::optional<Stream> stream(const RequestHead& head) override {
        constexpr std::string_view streams = "/stream/";
        if (!head.path.starts_with(streams)) return std::nullopt;
        return Stream{std::string(head.path.substr(streams.size())), event_text("first")};
    }
    Plan plan(const RequestHead& head) override {
        Plan plan;
        if (head.path == "/small") plan.max_body = 10;
        plan.reserved = head.path.find("reserved") != std::string_view::npos;
        plan.coded_body = head.path == "/coded";
        return plan;
    }
    Response handle(Request request) override {
        if (request.path.starts_with("/wait")) {
            std::unique_lock lock(mutex_);
            ++waiting_;
            changed_.notify_all();
            changed_.wait(lock, [this] { return released_; });
        }
        return work(request);
    }

    /// Lets all that waits, and will wait, go on.
    void release() {
        const std::lock_guard lock(mutex_);
        released_ = true;
        changed_.notify_all();
    }
    void await_waiting(int count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return waiting_ >= count; });
    }

    std::atomic<bool> sigpipe_blocked = false;  // on the thread that last asked for ready bytes
    std::function<Response(const Request&)> work = [](const Request& request) {
        Response response;
        response.headers = {{"content-type", "text/plain"}};
        response.body = std::string(method_name(request.method)) + " " + request.path + " " + request.body;
        return response;
    };

private:
    static std::shared_ptr<const ReadyBytes> make(const std::string& body) {
        auto bytes = std::make_shared<ReadyBytes>();
        bytes->head = "HTTP/1.1 200 OK\r\ncontent-length: " + std::to_string(body.size()) + "\r\n";
        bytes->body = body;
        return bytes;
    }

    std::shared_ptr<const ReadyBytes> small_;
    std::shared_ptr<const ReadyBytes> page_;
    std::shared_ptr<const ReadyBytes> big_;
    std::mutex mutex_;
    std::condition_variable changed_;
    int waiting_ = 0;
    bool released_ = false;
};

/// A running server on a port of its own.
class TestServer {
public:
    explicit TestServer(ServerOptions options = {}) : server_(prepared(std::move(options)), handler) {
        server_.start();
    }
    ~TestServer() {
        handler.release();
        server_.stop(0);
    }
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return server_.port(); }
    [[nodiscard]] ServerCounts counts() const { return server_.counts(); }
    void stop(int grace_ms) { server_.stop(grace_ms); }
    void tell(const std::string& topic, const std::string& word) {
        server_.tell(topic, std::make_shared<const std::string>(event_text(word)));
    }
    void end(const std::string& topic) { server_.end(topic); }
    /// Waits until the counts are as wanted, at most five seconds.
    [[nodiscard]] bool reaches(const std::function<bool(const ServerCounts&)>& wanted) const {
        for (int i = 0; i < 5000; ++i) {
            if (wanted(server_.counts())) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return false;
    }

    TestHandler handler;

private:
    static ServerOptions prepared(ServerOptions options) {
        options.port = 0;
        if (options.loops == 0) options.loops = 2;
        return options;
    }

    Server server_;
};

}  // namespace daymark::http
