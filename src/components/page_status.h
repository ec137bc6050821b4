// The headline of a page: one word made of the states of its components.
#pragma once

#include "components/status.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace daymark::components {

/// `UnderMaintenance` is only a coarse word, the ALL, SOME and ONE words only fine ones (contract api.md §1.3).
enum class PageStatus {
    Up,
    HasIssues,
    UnderMaintenance,
    AllUnderMaintenance,
    SomeUnderMaintenance,
    OneUnderMaintenance,
    AllDegradedPerformance,
    SomeDegradedPerformance,
    OneDegradedPerformance,
    AllPartialOutage,
    SomePartialOutage,
    OnePartialOutage,
    AllMinorOutage,
    SomeMinorOutage,
    OneMinorOutage,
    AllMajorOutage,
    SomeMajorOutage,
    OneMajorOutage,
};

/// "SOMEPARTIALOUTAGE" …
[[nodiscard]] std::string_view wire_name(PageStatus status);
[[nodiscard]] std::optional<PageStatus> page_status_from(std::string_view word);

/// What is told of the page at the moment, besides the states of its components.
struct OpenNotices {
    bool incident = false;     // published and not resolved
    bool maintenance = false;  // in progress
};

/// The fine status over the visible, unarchived leaves: how many of them have the worst status of all.
[[nodiscard]] PageStatus fine_status(std::span<const Status> leaves, OpenNotices open);

/// The coarse status of the same: Up, HasIssues or UnderMaintenance.
[[nodiscard]] PageStatus coarse_status(std::span<const Status> leaves, OpenNotices open);

/// The coarse status a fine one stands for, as when it is set by hand. It cannot know of an incident that is open
/// during a mere maintenance: where the leaves are at hand, `coarse_status` is the one to ask.
[[nodiscard]] PageStatus coarse_of(PageStatus fine);

/// The words of the two: fields `mainStatus` and `status` of the contract.
[[nodiscard]] std::string fine_word(std::span<const Status> leaves, OpenNotices open);
[[nodiscard]] std::string coarse_word(std::span<const Status> leaves, OpenNotices open);

}  // namespace daymark::components
