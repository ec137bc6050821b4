// Helpers over HTTP messages: names, look-ups and percent-decoding.
#include "platform/http/message.h"

#include <algorithm>
#include <array>

namespace daymark::http {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct Reason {
    int status;
    std::string_view text;
};

constexpr std::array reasons = {
    Reason{100, "Continue"},
    Reason{101, "Switching Protocols"},
    Reason{200, "OK"},
    Reason{201, "Created"},
    Reason{202, "Accepted"},
    Reason{204, "No Content"},
    Reason{206, "Partial Content"},
    Reason{301, "Moved Permanently"},
    Reason{302, "Found"},
    Reason{303, "See Other"},
    Reason{304, "Not Modified"},
    Reason{307, "Temporary Redirect"},
    Reason{308, "Permanent Redirect"},
    Reason{400, "Bad Request"},
    Reason{401, "Unauthorized"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{406, "Not Acceptable"},
    Reason{408, "Request Timeout"},
    Reason{409, "Conflict"},
    Reason{410, "Gone"},
    Reason{412, "Precondition Failed"},
    Reason{413, "Content Too Large"},
    Reason{414, "URI Too Long"},
    Reason{415, "Unsupported Media Type"},
    Reason{416, "Range Not Satisfiable"},
    Reason{417, "Expectation Failed"},
    Reason{421, "Misdirected Request"},
    Reason{422, "Unprocessable Content"},
    Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{500, "Internal Server Error"},
    Reason{501, "Not Implemented"},
    Reason{502, "Bad Gateway"},
    Reason{503, "Service Unavailable"},
    Reason{504, "Gateway Timeout"},
    Reason{505, "HTTP Version Not Supported"},
};

}  // namespace

std::string_view method_name(Method method) {
    switch (method) {
        case Method::Get:
            return "GET";
        case Method::Head:
            return "HEAD";
        case Method::Post:
            return "POST";
        case Method::Put:
            return "PUT";
        case Method::Patch:
            return "PATCH";
        case Method::Delete:
            return "DELETE";
        case Method::Options:
            return "OPTIONS";
    }
    return "GET";
}

bool same_ignoring_case(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, {}, lower, lower);
}

std::string to_lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

std::string_view RequestHead::header(std::string_view name) const {
    const auto found = std::ranges::find_if(
        headers, [name](const HeaderView& header) { return same_ignoring_case(header.name, name); });
    return found == headers.end() ? std::string_view() : found->value;
}

std::string_view Request::header(std::string_view lower_case_name) const {
    const auto found = std::ranges::find(headers, lower_case_name, &std::pair<std::string, std::string>::first);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
    for (auto entry = query.rbegin(); entry != query.rend(); ++entry) {
        if (entry->first == name) return entry->second;
    }
    return std::nullopt;
}

namespace {

std::vector<std::pair<std::string, std::string>> decode_query(std::string_view query) {
    std::vector<std::pair<std::string, std::string>> parameters;
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view one = query.substr(0, end);
        query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
        if (one.empty()) continue;
        const std::size_t equals = one.find('=');
        const std::string_view value = equals == std::string_view::npos ? std::string_view() : one.substr(equals + 1);
        parameters.emplace_back(percent_decode(one.substr(0, equals), true), percent_decode(value, true));
    }
    return parameters;
}

}  // namespace

Request to_request(const RequestHead& head) {
    Request request;
    request.method = head.method;
    request.target = head.target;
    request.path = head.path;
    request.query = decode_query(head.query);
    request.headers.reserve(head.headers.size());
    for (const HeaderView& header : head.headers) request.headers.emplace_back(to_lower(header.name), header.value);
    request.host = to_lower(head.host);
    return request;
}

std::string_view reason_of(int status) {
    const auto found = std::ranges::find(reasons, status, &Reason::status);
    return found == reasons.end() ? std::string_view("Unknown") : found->text;
}

std::string event_text(std::string_view word) {
    const std::string text(word);
    return "id: " + text + "\ndata: " + text + "\n\n";
}

std::string error_body(std::string_view code, std::string_view message) {
    std::string body;
    for (const std::string_view part : {std::string_view(R"({"error":{"code":")"), code,
                                        std::string_view(R"(","message":")"), message, std::string_view(R"("}})")}) {
        body += part;
    }
    return body;
}

std::string percent_decode(std::string_view text, bool plus_is_space) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            const int high = hex_value(text[i + 1]);
            const int low = hex_value(text[i + 2]);
            if (high >= 0 && low >= 0) {
                decoded += static_cast<char>(high * 16 + low);
                i += 2;
                continue;
            }
        }
        decoded += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
    return decoded;
}

}  // namespace daymark::http
