// The rule from component states to a page's headline.
#include "components/page_status.h"

namespace daymark::components {
namespace {

constexpr std::array<std::string_view, 18> page_words = {
    "UP",
    "HASISSUES",
    "UNDERMAINTENANCE",
    "ALLUNDERMAINTENANCE",
    "SOMEUNDERMAINTENANCE",
    "ONEUNDERMAINTENANCE",
    "ALLDEGRADEDPERFORMANCE",
    "SOMEDEGRADEDPERFORMANCE",
    "ONEDEGRADEDPERFORMANCE",
    "ALLPARTIALOUTAGE",
    "SOMEPARTIALOUTAGE",
    "ONEPARTIALOUTAGE",
    "ALLMINOROUTAGE",
    "SOMEMINOROUTAGE",
    "ONEMINOROUTAGE",
    "ALLMAJOROUTAGE",
    "SOMEMAJOROUTAGE",
    "ONEMAJOROUTAGE",
};
static_assert(page_words.size() == static_cast<std::size_t>(PageStatus::OneMajorOutage) + 1);

/// The ALL word of each status that is not Operational; SOME and ONE follow it in the enum.
PageStatus all_word_of(Status worst) {
    switch (worst) {
        case Status::UnderMaintenance:
            return PageStatus::AllUnderMaintenance;
        case Status::DegradedPerformance:
            return PageStatus::AllDegradedPerformance;
        case Status::PartialOutage:
            return PageStatus::AllPartialOutage;
        case Status::MinorOutage:
            return PageStatus::AllMinorOutage;
        case Status::MajorOutage:
            return PageStatus::AllMajorOutage;
        case Status::Operational:
            break;
    }
    return PageStatus::Up;
}

}  // namespace

std::string_view wire_name(PageStatus status) { return page_words[static_cast<std::size_t>(status)]; }

std::optional<PageStatus> page_status_from(std::string_view word) {
    const auto* const found = std::ranges::find(page_words, word);
    if (found == page_words.end()) return std::nullopt;
    return static_cast<PageStatus>(found - page_words.begin());
}

PageStatus fine_status(std::span<const Status> leaves, OpenNotices open) {
    const Status worst = worst_of(leaves);
    if (worst == Status::Operational && open.incident) return PageStatus::HasIssues;
    if (worst == Status::Operational) return open.maintenance ? PageStatus::UnderMaintenance : PageStatus::Up;
    // Guess: one component that is all there is counts as ALL, and ONE tells how many have the worst status, so that
    // a page with one major and one partial outage says ONEMAJOROUTAGE.
    const auto having_it = std::ranges::count(leaves, worst);
    const int step = having_it == std::ssize(leaves) ? 0 : having_it == 1 ? 2 : 1;
    return static_cast<PageStatus>(static_cast<int>(all_word_of(worst)) + step);
}

PageStatus coarse_status(std::span<const Status> leaves, OpenNotices open) {
    const Status worst = worst_of(leaves);
    if (open.incident || worst > Status::UnderMaintenance) return PageStatus::HasIssues;
    const bool maintained = open.maintenance || worst == Status::UnderMaintenance;
    return maintained ? PageStatus::UnderMaintenance : PageStatus::Up;
}

PageStatus coarse_of(PageStatus fine) {
    switch (fine) {
        case PageStatus::Up:
            return PageStatus::Up;
        case PageStatus::UnderMaintenance:
        case PageStatus::AllUnderMaintenance:
        case PageStatus::SomeUnderMaintenance:
        case PageStatus::OneUnderMaintenance:
            return PageStatus::UnderMaintenance;
        default:
            return PageStatus::HasIssues;
    }
}

std::string fine_word(std::span<const Status> leaves, OpenNotices open) {
    return std::string(wire_name(fine_status(leaves, open)));
}

std::string coarse_word(std::span<const Status> leaves, OpenNotices open) {
    return std::string(wire_name(coarse_status(leaves, open)));
}

}  // namespace daymark::components
