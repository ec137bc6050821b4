// Which part of a list was asked for.
#pragma once

#include "platform/http/message.h"

#include <cstdint>

namespace daymark::http {

/// `page` and `per_page` of a list (contract §1.1).
struct Paging {
    std::int64_t page = 1;
    std::int64_t limit = 50;

    [[nodiscard]] std::int64_t offset() const { return (page - 1) * limit; }
};
/// Guess: what is not a positive number counts as absent, and more than 100 as 100.
[[nodiscard]] Paging paging_of(const Request& request);

}  // namespace daymark::http
