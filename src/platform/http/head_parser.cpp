// The head parser: one pass over the lines, then the rules that need the whole head (RFC 9112, and stricter).
#include "platform/http/head_parser.h"

#include "platform/http/characters.h"
#include "platform/http/target_check.h"
#include "platform/text/trim.h"

#include <optional>

namespace daymark::http {
namespace {

struct MethodName {
    std::string_view name;
    Method method;
};
constexpr std::array methods = {
    MethodName{"GET", Method::Get},         MethodName{"HEAD", Method::Head},   MethodName{"POST", Method::Post},
    MethodName{"PUT", Method::Put},         MethodName{"PATCH", Method::Patch}, MethodName{"DELETE", Method::Delete},
    MethodName{"OPTIONS", Method::Options},
};

const Refusal* read_method(std::string_view name, Method& method) {
    for (const MethodName& known : methods) {
        if (known.name == name) {
            method = known.method;
            return nullptr;
        }
    }
    const bool forbidden = name == "TRACE" || name == "CONNECT";
    return forbidden ? &refusal::method_not_allowed : &refusal::unknown_method;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

const Refusal* read_version(std::string_view version, bool& http_1_0) {
    http_1_0 = version == "HTTP/1.0";
    if (http_1_0 || version == "HTTP/1.1") return nullptr;
    const bool well_formed = version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) &&
                             version[6] == '.' && is_digit(version[7]);
    return well_formed ? &refusal::version : &refusal::request_line;
}

/// Digits only, at most `most` of them; nothing otherwise.
std::optional<std::uint64_t> read_digits(std::string_view text, std::size_t most) {
    if (text.empty() || text.size() > most) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

}  // namespace

HeadParser::State HeadParser::parse(std::string_view bytes) {
    bytes_ = bytes;
    head_ = {};
    framing_ = {};
    refusal_ = nullptr;
    header_count_ = 0;
    host_ = target_host_ = {};
    host_seen_ = length_seen_ = coding_seen_ = asks_close_ = asks_keep_alive_ = false;
    // Some old clients end a body with one CR LF too many (RFC 9112, section 2.2).
    position_ = bytes.starts_with("\r\n") ? 2 : 0;

    std::string_view line;
    Line found = next_line(line);
    if (found == Line::Whole) refusal_ = read_request_line(line);
    if (refusal_ != nullptr) return State::Refused;
    if (found == Line::Partial) return incomplete(refusal::target_too_long);

    headers_begin_ = position_;
    while (found == Line::Whole) {
        found = next_line(line);
        if (position_ - headers_begin_ > max_header_bytes) return refuse(refusal::headers_too_large);
        if (found != Line::Whole) break;
        refusal_ = line.empty() ? judge_whole() : read_header(line);
        if (refusal_ != nullptr) return State::Refused;
        if (line.empty()) return State::Done;
    }
    return found == Line::Partial ? incomplete(refusal::headers_too_large) : refuse(refusal::line_end);
}

HeadParser::Line HeadParser::next_line(std::string_view& line) {
    const std::size_t end = bytes_.find('\n', position_);
    if (end == std::string_view::npos) return Line::Partial;
    if (end == position_ || bytes_[end - 1] != '\r') return Line::Broken;
    line = bytes_.substr(position_, end - 1 - position_);
    position_ = end + 1;
    return Line::Whole;
}

/// The last line has not ended: it may be refused already, so that nobody waits in vain.
HeadParser::State HeadParser::incomplete(const Refusal& too_long) {
    const std::string_view rest = bytes_.substr(position_);
    static_assert(max_request_line == max_header_line);
    if (rest.size() > max_header_line + 1) return refuse(too_long);
    const bool in_request_line = head_.target.empty();
    if (!in_request_line && bytes_.size() - headers_begin_ > max_header_bytes + 1) return refuse(too_long);
    const std::size_t carriage_return = rest.find('\r');
    if (carriage_return != std::string_view::npos && carriage_return + 1 < rest.size()) {
        return refuse(refusal::line_end);
    }
    // Such as a TLS client that speaks to the plain port.
    if (in_request_line && !rest.empty() && rest[0] != '\r' && !is_in(rest[0], InToken)) {
        return refuse(refusal::request_line);
    }
    return State::NeedMore;
}

HeadParser::State HeadParser::refuse(const Refusal& reason) {
    refusal_ = &reason;
    return State::Refused;
}

const Refusal* HeadParser::read_request_line(std::string_view line) {
    if (line.size() > max_request_line) return &refusal::target_too_long;
    const std::size_t method_end = skip_while(line, 0, InToken);
    if (method_end == 0 || method_end == line.size() || line[method_end] != ' ') return &refusal::request_line;
    const std::string_view rest = line.substr(method_end + 1);
    const std::size_t target_end = rest.find(' ');
    // Without a version it is HTTP/0.9; the other is how an HTTP/2 client says hello.
    if (target_end == std::string_view::npos || line == "PRI * HTTP/2.0") return &refusal::request_line;
    if (const Refusal* wrong = read_version(rest.substr(target_end + 1), head_.http_1_0)) return wrong;
    if (const Refusal* wrong = read_method(line.substr(0, method_end), head_.method)) return wrong;
    return read_target(rest.substr(0, target_end));
}

const Refusal* HeadParser::read_target(std::string_view target) {
    if (target.empty()) return &refusal::target;
    if (target[0] == '/') return read_origin_target(target);
    if (target != "*") return read_absolute_target(target);
    if (head_.method != Method::Options) return &refusal::target;
    head_.target = head_.path = target;
    return nullptr;
}

const Refusal* HeadParser::read_absolute_target(std::string_view target) {
    const std::size_t scheme_end = target.find("://");
    if (scheme_end == std::string_view::npos) return &refusal::target;
    const std::string_view scheme = target.substr(0, scheme_end);
    const bool secure = same_ignoring_case(scheme, "https");
    if (!secure && !same_ignoring_case(scheme, "http")) return &refusal::target;
    default_port_ = secure ? 443 : 80;
    target.remove_prefix(scheme_end + 3);
    const std::size_t path_begin = target.find_first_of("/?");
    if (!read_authority(target.substr(0, path_begin), target_host_)) return &refusal::target;
    if (path_begin == std::string_view::npos) return read_origin_target("/");
    // "http://host?query" is legal, but its origin form ("/?query") does not stand in the bytes; nobody sends it.
    if (target[path_begin] == '?') return &refusal::target;
    return read_origin_target(target.substr(path_begin));
}

const Refusal* HeadParser::read_origin_target(std::string_view target) {
    bool escaped = false;
    std::size_t at = 0;
    while ((at = skip_while(target, at, InPath)) < target.size() && target[at] == '%') {
        escaped = true;
        ++at;
    }
    const std::size_t path_end = at;
    std::size_t parameters = 0;
    if (path_end < target.size() && target[path_end] == '?') {
        ++parameters;
        while ((at = skip_while(target, at + 1, InQuery)) < target.size() && target[at] == '%') escaped = true;
        for (const char c : target.substr(path_end)) parameters += c == '&' ? 1 : 0;
    }
    if (at != target.size()) return &refusal::target;
    if (parameters > max_query_parameters) return &refusal::parameters;

    head_.target = target;
    head_.path = target.substr(0, path_end);
    if (parameters > 0) head_.query = target.substr(path_end + 1);
    if (escaped && !(decodes_to_utf8(head_.path) && decodes_to_utf8(head_.query))) return &refusal::target;
    const bool may_climb = escaped || head_.path.find("..") != std::string_view::npos;
    return may_climb && climbs(head_.path) ? &refusal::dot_segments : nullptr;
}

const Refusal* HeadParser::read_header(std::string_view line) {
    if (line.size() > max_header_line || header_count_ == max_headers) return &refusal::headers_too_large;
    if (line[0] == ' ' || line[0] == '\t') return &refusal::folded;
    const std::size_t colon = skip_while(line, 0, InToken);
    if (colon == 0 || colon == line.size() || line[colon] != ':') return &refusal::header_name;
    const HeaderView header{line.substr(0, colon), text::trimmed(line.substr(colon + 1))};
    if (skip_while(header.value, 0, InValue) != header.value.size()) return &refusal::header_value;
    headers_[header_count_++] = header;
    return note_header(header);
}

/// The few headers that the server itself obeys, told apart by length first.
const Refusal* HeadParser::note_header(const HeaderView& header) {
    const auto is = [&header](std::string_view name) { return same_ignoring_case(header.name, name); };
    switch (header.name.size()) {
        case 4:
            return is("Host") ? note_host(header.value) : nullptr;
        case 6:
            if (!is("Expect")) return nullptr;
            framing_.expects_continue = true;
            return same_ignoring_case(header.value, "100-continue") ? nullptr : &refusal::expectation;
        case 10:
            if (is("Connection")) note_connection(header.value);
            return nullptr;
        case 14:
            return is("Content-Length") ? note_content_length(header.value) : nullptr;
        case 16:
            if (is("Content-Encoding") && !same_ignoring_case(header.value, "identity")) framing_.coded = true;
            return nullptr;
        case 17:
            return is("Transfer-Encoding") ? note_transfer_encoding(header.value) : nullptr;
        default:
            return nullptr;
    }
}

const Refusal* HeadParser::note_host(std::string_view value) {
    if (host_seen_ || !read_authority(value, host_)) return &refusal::host;
    host_seen_ = true;
    head_.host = host_.host;
    return nullptr;
}

const Refusal* HeadParser::note_content_length(std::string_view value) {
    const std::optional<std::uint64_t> length = read_digits(value, 18);
    if (length_seen_ || !length) return &refusal::content_length;
    length_seen_ = true;
    framing_.content_length = *length;
    return nullptr;
}

const Refusal* HeadParser::note_transfer_encoding(std::string_view value) {
    const bool second = coding_seen_;
    coding_seen_ = true;
    framing_.chunked = same_ignoring_case(value, "chunked");
    if (second || value.empty()) return &refusal::transfer_encoding;
    if (framing_.chunked) return nullptr;
    const bool one_coding = skip_while(value, 0, InToken) == value.size();
    return one_coding && !length_seen_ ? &refusal::unknown_coding : &refusal::transfer_encoding;
}

void HeadParser::note_connection(std::string_view value) {
    while (!value.empty()) {
        const std::size_t comma = value.find(',');
        const std::string_view option = text::trimmed(value.substr(0, comma));
        asks_close_ = asks_close_ || same_ignoring_case(option, "close");
        asks_keep_alive_ = asks_keep_alive_ || same_ignoring_case(option, "keep-alive");
        value = comma == std::string_view::npos ? std::string_view() : value.substr(comma + 1);
    }
}

/// The head has ended: the rules between its lines.
const Refusal* HeadParser::judge_whole() {
    if (!host_seen_) return &refusal::host;
    if (coding_seen_ && (length_seen_ || head_.http_1_0)) return &refusal::transfer_encoding;
    if (!target_host_.host.empty()) {
        const auto port_of = [this](const Authority& one) { return one.port == 0 ? default_port_ : one.port; };
        const bool same = same_ignoring_case(target_host_.host, host_.host) && port_of(target_host_) == port_of(host_);
        if (!same) return &refusal::host;
    }
    framing_.keep_alive = !asks_close_ && (!head_.http_1_0 || asks_keep_alive_);
    // RFC 9110, section 10.1.1: from an HTTP/1.0 client it means nothing.
    if (head_.http_1_0) framing_.expects_continue = false;
    head_.headers = std::span(headers_.data(), header_count_);
    return nullptr;
}

/// "name", "name:port", "[::1]:port"; false when malformed.
bool HeadParser::read_authority(std::string_view text, Authority& authority) {
    std::size_t host_end = 0;
    if (text.starts_with('[')) {
        host_end = text.find(']');
        if (host_end == std::string_view::npos || host_end < 3) return false;
        for (const char c : text.substr(1, host_end - 1)) {
            if (!is_in(c, IsHex) && c != ':' && c != '.') return false;
        }
        ++host_end;
    } else {
        host_end = skip_while(text, 0, InHost);
    }
    if (host_end == 0 || host_end > 255) return false;
    authority.host = text.substr(0, host_end);
    if (host_end == text.size()) return true;
    if (text[host_end] != ':') return false;
    const std::string_view port = text.substr(host_end + 1);
    if (port.empty()) return true;
    const std::optional<std::uint64_t> number = read_digits(port, 5);
    if (!number || *number == 0 || *number > 65535) return false;
    authority.port = static_cast<unsigned>(*number);
    return true;
}

}  // namespace daymark::http
