// Requests to other people's servers: addresses checked where they are dialled, limited in time and size, nothing
// followed.
#pragma once

#include "platform/base/clock.h"
#include "platform/net/address_guard.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daymark::net {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
    std::string method = "POST";  // letters
    std::string url;              // http or https, without a user
    /// As they go out, beside Host, Content-Length, Accept and User-Agent, of which the latter two may be given. Names
    /// and values as HTTP has them; none that tells where the message ends or what becomes of the connection.
    Headers headers;
    std::string body;  // none goes out with HEAD
};

/// What came of a request.
struct HttpAnswer {
    enum class Fault {
        None,        // an answer came; `status` is set
        BadAddress,  // no address to which a request can be sent, or no request that can be sent
        Refused,     // its address or port is none that may be reached
        NoName,      // the name leads to no address
        Unreachable,
        BadTls,    // the other side could not prove who it is
        TimedOut,  // connecting took too long when not `sent`
        Broken,    // the connection broke, or what came is no HTTP
    };
    Fault fault = Fault::None;
    bool sent = false;  // the other side may have got the request
    int status = 0;     // and headers, body: as much as came, whatever the fault
    Headers headers;    // names in lower case
    std::string body;   // at most the client's limit; the rest was dropped
    Millis took = 0;

    /// The first header of that name (in lower case), or "".
    [[nodiscard]] std::string header(std::string_view name) const;
};

/// A client with a thread of its own, on which all answers are given. A request goes out once at most; connections are
/// kept for those that follow.
class HttpClient {
public:
    struct Limits {
        // `whole` includes `connect`. As long a request may wait for a connection before, and is then TimedOut.
        Millis connect = 5 * one_second, whole = 15 * one_second;
        std::size_t answer_bytes = 64 * 1024;
        std::size_t connections = 512, connections_per_host = 64;
        std::vector<int> ports = {80, 443, 8080, 8443};  // that may be dialled; none: all
    };
    HttpClient(AddressGuard guard, Limits limits);
    /// Requests under way are given up; their callbacks are called before this returns (TimedOut).
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Returns at once, from any thread. `done` is called exactly once, on the client's thread: it must neither
    /// block nor throw.
    void send(HttpRequest request, std::function<void(HttpAnswer)> done);
    /// The same, waiting for the answer. Never on the client's thread.
    [[nodiscard]] HttpAnswer send_and_wait(HttpRequest request);

private:
    class Loop;
    std::unique_ptr<Loop> loop_;
};

}  // namespace daymark::net
