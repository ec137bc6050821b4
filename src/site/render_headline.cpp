// From the page's status word to the sentence of contract product.md §1.2.
#include "site/render_headline.h"

#include "site/render_bar.h"

#include <string_view>

namespace daymark::site {
namespace {

using components::Status;

/// The component that a ONE… word speaks of; null when the tree has none or several of that status.
const NodeView* find_only(const std::vector<NodeView>& nodes, Status status, int& seen) {
    const NodeView* only = nullptr;
    for (const NodeView& node : nodes) {
        if (const NodeView* below = find_only(node.children, status, seen)) only = below;
        if (node.is_group || node.status != status) continue;
        ++seen;
        only = &node;
    }
    return seen == 1 ? only : nullptr;
}

std::string_view key_part(Status status) {
    switch (status) {
        case Status::Operational:
            break;
        case Status::UnderMaintenance:
            return "maintenance";
        case Status::DegradedPerformance:
            return "degraded";
        case Status::PartialOutage:
            return "partial";
        case Status::MinorOutage:
            return "minor";
        case Status::MajorOutage:
            return "major";
    }
    return "";
}

/// Splits the sentence around the name it has a place for.
Headline around_name(std::string_view sentence, const std::string& name, char tone) {
    constexpr std::string_view place = "{component}";
    const std::size_t at = sentence.find(place);
    if (at == std::string_view::npos) return {.before = std::string(sentence), .name = {}, .after = {}, .tone = tone};
    return {.before = std::string(sentence.substr(0, at)),
            .name = name,
            .after = std::string(sentence.substr(at + place.size())),
            .tone = tone};
}

Headline plain(const std::string& sentence, char tone) {
    return {.before = sentence, .name = {}, .after = {}, .tone = tone};
}

Headline with_extent(const PageView& view, const Words& words, bool all, bool one, Status status) {
    const char tone = letter_of(status);
    const std::string part(key_part(status));
    if (one) {
        int seen = 0;
        if (const NodeView* node = find_only(view.tree, status, seen)) {
            return around_name(words.text("headline_one_" + part), node->name, tone);
        }
    }
    if (all) return plain(words.text("headline_all_" + part), tone);
    // Contract: some components under maintenance and the plain word share one sentence.
    if (status == Status::UnderMaintenance) return plain(words.text("headline_maintenance"), tone);
    return plain(words.text("headline_some_" + part), tone);
}

}  // namespace

Headline headline_of(const PageView& view, const Words& words) {
    const std::string_view word = components::wire_name(view.fine);
    const bool all = word.starts_with("ALL"), one = word.starts_with("ONE"), some = word.starts_with("SOME");
    const auto status = components::status_from(word.substr(all || one ? 3 : some ? 4 : 0));
    if (status && *status != Status::Operational) return with_extent(view, words, all, one, *status);
    if (word == "UP") return plain(words.text("headline_up"), 'o');
    return plain(words.text("headline_issues"), 'd');
}

}  // namespace daymark::site
