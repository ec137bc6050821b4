// HTTP to one server, by libcurl: TLS verified, time limited, nothing followed, nothing sent twice by accident.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace daymark::client {

struct HttpRequest {
    std::string method = "GET";
    std::string path;  // with the query, below the server's address
    std::string body;  // JSON; empty: none
    std::string idempotency_key;
};

struct HttpAnswer {
    long status = 0;
    std::string body;
    long retry_after = 0;  // seconds the server asks to wait; 0 when it does not
};

/// Where and as whom to ask.
struct Address {
    std::string url;  // without a slash at the end
    std::string key;
};

/// "a/b c" → "a%2Fb%20c": one segment of a path, whatever was typed.
[[nodiscard]] std::string segment(std::string_view text);

class Http {
public:
    /// `wait` waits that many seconds.
    Http(Address address, std::function<void(long)> wait) : address_(std::move(address)), wait_(std::move(wait)) {}

    /// The server's answer, whatever its status. A server that is busy (429 or 503) and says for how long is asked
    /// again, three times in all. Trouble Unreachable when there is no whole answer.
    [[nodiscard]] HttpAnswer send(const HttpRequest& request) const;

    [[nodiscard]] const std::string& url() const { return address_.url; }

private:
    [[nodiscard]] HttpAnswer send_once(const HttpRequest& request) const;

    Address address_;
    std::function<void(long)> wait_;
};

}  // namespace daymark::client
