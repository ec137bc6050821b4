// Judges the bytes of a request head. What is not plainly one HTTP/1 request is refused, never repaired.
#pragma once

#include "platform/http/message.h"
#include "platform/http/refusal.h"

#include <array>
#include <cstdint>

namespace daymark::http {

inline constexpr std::size_t max_request_line = 8 * 1024;
inline constexpr std::size_t max_header_line = 8 * 1024;
inline constexpr std::size_t max_header_bytes = 32 * 1024;
inline constexpr std::size_t max_headers = 100;
inline constexpr std::size_t max_query_parameters = 100;

/// How the body is framed, and what the head asks of the connection.
struct Framing {
    bool chunked = false;
    std::uint64_t content_length = 0;
    bool keep_alive = true;
    bool expects_continue = false;
    bool coded = false;  // the body has a Content-Encoding

    [[nodiscard]] bool has_body() const { return chunked || content_length > 0; }
};

/// Parses one head at a time without allocating. The views of `head()` point into the bytes given to `parse`.
class HeadParser {
public:
    enum class State { NeedMore, Done, Refused };

    HeadParser() = default;
    HeadParser(const HeadParser&) = delete;  // `head()` refers to its own headers
    HeadParser& operator=(const HeadParser&) = delete;

    /// `bytes` begin at a message's first byte and may go on behind its head. Starts afresh at each call.
    [[nodiscard]] State parse(std::string_view bytes);

    [[nodiscard]] const RequestHead& head() const { return head_; }
    [[nodiscard]] const Framing& framing() const { return framing_; }
    /// Length of the head including its empty line. Only after Done.
    [[nodiscard]] std::size_t size() const { return position_; }
    /// Only after Refused. `head().method` is right when the request line was.
    [[nodiscard]] const Refusal& refusal() const { return *refusal_; }

private:
    struct Authority {
        std::string_view host;
        unsigned port = 0;  // 0: not given
    };
    enum class Line { Whole, Partial, Broken };

    Line next_line(std::string_view& line);
    [[nodiscard]] State incomplete(const Refusal& too_long);
    [[nodiscard]] State refuse(const Refusal& reason);

    [[nodiscard]] const Refusal* read_request_line(std::string_view line);
    [[nodiscard]] const Refusal* read_target(std::string_view target);
    [[nodiscard]] const Refusal* read_absolute_target(std::string_view target);
    [[nodiscard]] const Refusal* read_origin_target(std::string_view target);
    [[nodiscard]] const Refusal* read_header(std::string_view line);
    [[nodiscard]] const Refusal* note_header(const HeaderView& header);
    [[nodiscard]] const Refusal* note_transfer_encoding(std::string_view value);
    [[nodiscard]] const Refusal* note_content_length(std::string_view value);
    [[nodiscard]] const Refusal* note_host(std::string_view value);
    void note_connection(std::string_view value);
    [[nodiscard]] const Refusal* judge_whole();
    [[nodiscard]] static bool read_authority(std::string_view text, Authority& authority);

    std::string_view bytes_;
    std::size_t position_ = 0;
    std::size_t headers_begin_ = 0;
    RequestHead head_;
    Framing framing_;
    const Refusal* refusal_ = nullptr;
    std::array<HeaderView, max_headers> headers_;
    std::size_t header_count_ = 0;
    Authority host_;
    Authority target_host_;  // of an absolute-form target
    unsigned default_port_ = 80;
    bool host_seen_ = false;
    bool length_seen_ = false;
    bool coding_seen_ = false;
    bool asks_close_ = false;
    bool asks_keep_alive_ = false;
};

}  // namespace daymark::http
