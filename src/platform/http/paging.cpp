// Reading of page numbers.
#include "platform/http/paging.h"

#include <algorithm>
#include <charconv>

namespace daymark::http {
namespace {

std::int64_t positive_or(const Request& request, std::string_view name, std::int64_t otherwise) {
    const auto text = request.query_value(name);
    if (!text) return otherwise;
    std::int64_t number = 0;
    const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), number);
    const bool whole = failed == std::errc() && end == text->data() + text->size();
    return whole && number > 0 ? number : otherwise;
}

}  // namespace

Paging paging_of(const Request& request) {
    // A page number beyond this asks for more rows than any page has; the limit keeps the product within 64 bits.
    constexpr std::int64_t last_page = 1'000'000'000;
    const std::int64_t limit = std::min<std::int64_t>(positive_or(request, "per_page", 50), 100);
    const std::int64_t page = std::min(positive_or(request, "page", 1), last_page);
    return {page, limit};
}

}  // namespace daymark::http
