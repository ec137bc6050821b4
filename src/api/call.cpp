// Reading of parameters, bodies and paging.
#include "api/call.h"

#include <algorithm>
#include <charconv>

namespace daymark::api {
namespace {

std::int64_t positive_or(const http::Request& request, std::string_view name, std::int64_t otherwise) {
    const auto text = request.query_value(name);
    if (!text) return otherwise;
    std::int64_t number = 0;
    const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), number);
    const bool whole = failed == std::errc() && end == text->data() + text->size();
    return whole && number > 0 ? number : otherwise;
}

json::value parsed_body(const http::Request& request) {
    if (request.body.find_first_not_of(" \t\r\n") == std::string::npos) return json::object();
    return json::parse(request.body);
}

}  // namespace

const std::string& Call::param(std::string_view name) const {
    for (const auto& [key, value] : params) {
        if (key == name) return value;
    }
    throw Error(ErrorCode::Internal, "Internal error", {"no path parameter " + std::string(name)});
}

json::object Call::body() const {
    json::value parsed = parsed_body(request);
    if (!parsed.is_object()) throw Error(ErrorCode::BadRequest, "The body must be a JSON object");
    return std::move(parsed.get_object());
}

json::object Call::body_or_list(std::string_view name) const {
    json::value parsed = parsed_body(request);
    if (parsed.is_array()) return {{name, std::move(parsed)}};
    if (!parsed.is_object()) throw Error(ErrorCode::BadRequest, "The body must be a JSON object or array");
    return std::move(parsed.get_object());
}

Paging paging_of(const http::Request& request) {
    // A page number beyond this asks for more rows than any page has; the limit keeps the product within 64 bits.
    constexpr std::int64_t last_page = 1'000'000'000;
    const std::int64_t limit = std::min<std::int64_t>(positive_or(request, "per_page", 50), 100);
    const std::int64_t page = std::min(positive_or(request, "page", 1), last_page);
    return {limit, (page - 1) * limit};
}

}  // namespace daymark::api
