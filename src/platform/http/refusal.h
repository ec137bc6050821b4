// The answers that the server makes by itself: each with its status, the code of its JSON body and one sentence.
#pragma once

#include <string_view>

namespace daymark::http {

/// One refusal. All of them are constants of this file, passed about by pointer; null means nothing is wrong.
struct Refusal {
    int status;
    std::string_view code;
    std::string_view message;  // plain ASCII without quotes: it goes into JSON as it stands
};

namespace refusal {

inline constexpr Refusal line_end{400, "bad_request", "Lines must end with CR LF."};
inline constexpr Refusal request_line{400, "bad_request", "The request line is malformed."};
inline constexpr Refusal target{400, "bad_request", "The request target is malformed."};
inline constexpr Refusal parameters{400, "bad_request", "The query has too many parameters."};
inline constexpr Refusal header_name{400, "bad_request", "A header name is malformed."};
inline constexpr Refusal header_value{400, "bad_request", "A header value contains a forbidden character."};
inline constexpr Refusal folded{400, "bad_request", "Folded headers are not accepted."};
inline constexpr Refusal host{400, "bad_request", "Exactly one valid Host header is required."};
inline constexpr Refusal content_length{400, "bad_request", "The Content-Length is invalid."};
inline constexpr Refusal transfer_encoding{400, "bad_request", "The Transfer-Encoding is invalid."};
inline constexpr Refusal chunk{400, "bad_request", "The chunked body is malformed."};
inline constexpr Refusal unfinished{400, "bad_request", "The request ended too early."};
inline constexpr Refusal dot_segments{404, "not_found", "Not found"};
inline constexpr Refusal method_not_allowed{405, "method_not_allowed", "This method is not allowed."};
inline constexpr Refusal head_timeout{408, "request_timeout", "The request took too long to arrive."};
inline constexpr Refusal body_timeout{408, "request_timeout", "The request body took too long to arrive."};
inline constexpr Refusal body_too_large{413, "payload_too_large", "The request body is too large."};
inline constexpr Refusal target_too_long{414, "uri_too_long", "The request line is too long."};
inline constexpr Refusal content_encoding{415, "unsupported_media_type", "Content-Encoding is not accepted here."};
inline constexpr Refusal expectation{417, "expectation_failed", "Only 100-continue can be expected."};
inline constexpr Refusal headers_too_large{431, "headers_too_large", "The request headers are too large."};
inline constexpr Refusal internal{500, "internal_server_error", "Something went wrong."};
inline constexpr Refusal unknown_coding{501, "not_implemented", "This Transfer-Encoding is not supported."};
inline constexpr Refusal unknown_method{501, "not_implemented", "This method is not supported."};
inline constexpr Refusal busy{503, "service_unavailable", "The server is busy, please try again."};
inline constexpr Refusal version{505, "http_version_not_supported", "Only HTTP/1.0 and HTTP/1.1 are supported."};

}  // namespace refusal
}  // namespace daymark::http
