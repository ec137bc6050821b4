// The states of a component: their words on the wire and their order from best to worst.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace daymark::components {

/// From best to worst: the greater value is the worse status.
enum class Status {
    Operational,
    UnderMaintenance,
    DegradedPerformance,
    PartialOutage,
    MinorOutage,  // Contract product.md §1.1: a legacy word, still accepted
    MajorOutage,
};

inline constexpr std::array<std::string_view, 6> status_words = {
    "OPERATIONAL", "UNDERMAINTENANCE", "DEGRADEDPERFORMANCE", "PARTIALOUTAGE", "MINOROUTAGE", "MAJOROUTAGE",
};
static_assert(status_words.size() == static_cast<std::size_t>(Status::MajorOutage) + 1);

/// "DEGRADEDPERFORMANCE" …
[[nodiscard]] constexpr std::string_view wire_name(Status status) {
    return status_words[static_cast<std::size_t>(status)];
}

/// The status of a wire word, written exactly so.
[[nodiscard]] constexpr std::optional<Status> status_from(std::string_view word) {
    const auto* const found = std::ranges::find(status_words, word);
    if (found == status_words.end()) return std::nullopt;
    return static_cast<Status>(found - status_words.begin());
}

/// The worst of several; Operational when there are none.
[[nodiscard]] constexpr Status worst_of(std::span<const Status> statuses) {
    return statuses.empty() ? Status::Operational : *std::ranges::max_element(statuses);
}

}  // namespace daymark::components
