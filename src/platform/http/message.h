// HTTP messages: what a request is once its bytes were judged, and what an answer is before it becomes bytes.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daymark::http {

enum class Method { Get, Head, Post, Put, Patch, Delete, Options };

/// "GET", "HEAD" …
[[nodiscard]] std::string_view method_name(Method method);

/// Whether two ASCII texts differ at most in the case of their letters.
[[nodiscard]] bool same_ignoring_case(std::string_view left, std::string_view right);

/// ASCII letters in lower case, all else as it stands.
[[nodiscard]] std::string to_lower(std::string_view text);

/// A header as it stands in the read buffer. Names compare without case.
struct HeaderView {
    std::string_view name;
    std::string_view value;
};

/// A parsed request head. All views point into the connection's read buffer: valid only during the call that gets it.
struct RequestHead {
    Method method = Method::Get;
    std::string_view target;  // as sent, origin form ("/a%20b?x=1")
    std::string_view path;    // before '?', still percent-encoded, already checked; "*" for "OPTIONS *"
    std::string_view query;   // after '?', still percent-encoded
    std::string_view host;    // without port, as sent (case not folded)
    std::span<const HeaderView> headers;
    bool http_1_0 = false;

    /// Value of the first header of that name (any case); empty when absent.
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// A whole request, owned, as a worker gets it.
struct Request {
    Method method = Method::Get;
    std::string target;
    std::string path;                                          // percent-encoded, as sent; the router decodes segments
    std::vector<std::pair<std::string, std::string>> query;    // decoded, in the order sent
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
    std::string host;                                          // lower case, without port
    std::string body;                                          // chunked bodies are already joined
    std::string remote_address;                                // the peer's IP address

    /// Value of the first header of that name (lower case); empty when absent.
    [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;
    /// Decoded value of a query parameter; the last one wins when it is repeated.
    [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;
};

/// A copy of a head that outlives the read buffer, with the query decoded; body and remote address are left empty.
[[nodiscard]] Request to_request(const RequestHead& head);

/// An answer of a worker. The server adds Content-Length, Date and Connection, and drops the body for HEAD, 204 and
/// 304.
struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;  // no CR, LF or NUL in values: such headers are dropped
    std::string body;
    /// Set instead of `body` when the bytes already live elsewhere.
    std::shared_ptr<const std::string> shared_body;
};

/// An answer ready in memory: bytes that never change and may be sent to any number of connections at once.
struct ReadyBytes {
    /// Status line and all headers except Date and Connection, each line ended by CRLF, without the blank line.
    std::string head;
    std::string body;
};

/// Which ready bytes to send. `body_too` is false for HEAD and 304.
struct Ready {
    std::shared_ptr<const ReadyBytes> bytes;
    bool body_too = true;
};

/// An answer that goes on for as long as the client listens: server-sent events.
struct Stream {
    std::string topic;  // what `Broadcast` calls it
    std::string event;  // the first, sent at once; empty: there is nothing to say yet
};

/// An event as streams carry it. `word` is also its id; neither may contain line ends.
[[nodiscard]] std::string event_text(std::string_view word);

/// Text of a status code ("Not Found"); "Unknown" for codes that Daymark does not send.
[[nodiscard]] std::string_view reason_of(int status);

/// Body `{"error":{"code":…,"message":…}}` for refusals that the server itself makes. Plain ASCII messages only.
[[nodiscard]] std::string error_body(std::string_view code, std::string_view message);

/// Decodes %XX once. The input was checked by the parser; a bad triplet is kept as it stands.
/// With `plus_is_space` (query strings), '+' becomes a space.
[[nodiscard]] std::string percent_decode(std::string_view text, bool plus_is_space = false);

}  // namespace daymark::http
