// Reading of page numbers.
#include "platform/http/paging.h"

#include "platform/text/number.h"

#include <algorithm>

namespace daymark::http {
namespace {

std::int64_t positive_or(const Request& request, std::string_view name, std::int64_t otherwise) {
    const auto given = request.query_value(name);
    if (!given) return otherwise;
    const std::int64_t number = text::whole_number<std::int64_t>(*given).value_or(0);
    return number > 0 ? number : otherwise;
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
