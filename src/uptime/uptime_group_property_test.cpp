// Laws of groups and of the headline, on random trees of components.
#include "uptime/uptime_laws.h"

#include "components/page_status.h"

#include <numeric>

namespace daymark::uptime {
namespace {

using namespace laws;

/// A leaf or a group, up to three levels of groups deep.
struct Tree {
    bool is_group = false;
    std::vector<Tree> children;
    std::optional<int> uptime;
    std::vector<Day> bar;
    Status status = Status::Operational;
};

Tree any_tree(int levels) {
    Tree tree;
    tree.is_group = levels > 0 && *rc::gen::inRange(0, 3) > 0;
    for (int i = tree.is_group ? *rc::gen::inRange(0, 4) : 0; i > 0; --i) tree.children.push_back(any_tree(levels - 1));
    if (tree.is_group) return tree;
    tree.status = *any_status();
    const std::vector<Millis> edges = {0, 50, 100, 150, 200};
    const History history = any_history();
    const Life life = any_life();
    tree.uptime = hundredths(tally(history, window, life));
    tree.bar = days(history, edges, life);
    return tree;
}

std::optional<int> uptime_of(const Tree& tree) {
    if (!tree.is_group) return tree.uptime;
    std::vector<std::optional<int>> children;
    for (const Tree& child : tree.children) children.push_back(uptime_of(child));
    return group_hundredths(children);
}

std::vector<Day> bar_of(const Tree& tree) {
    if (!tree.is_group) return tree.bar;
    std::vector<std::vector<Day>> children;
    for (const Tree& child : tree.children) children.push_back(bar_of(child));
    return group_days(children);
}

/// The definition again, without the functions under test.
std::optional<int> defined_uptime(const Tree& tree) {
    if (!tree.is_group) return tree.uptime;
    std::vector<int> known;
    for (const Tree& child : tree.children) {
        if (const std::optional<int> value = defined_uptime(child)) known.push_back(*value);
    }
    if (known.empty()) return std::nullopt;
    return std::accumulate(known.begin(), known.end(), 0) / static_cast<int>(known.size());
}

void collect_leaves(const Tree& tree, std::vector<const Tree*>& leaves) {
    if (!tree.is_group) leaves.push_back(&tree);
    for (const Tree& child : tree.children) collect_leaves(child, leaves);
}

TEST(UptimeLaws, GroupsFollowTheirDefinition) {
    holds([] {
        const Tree tree = any_tree(3);
        RC_ASSERT(uptime_of(tree) == defined_uptime(tree));
        std::vector<const Tree*> leaves;
        collect_leaves(tree, leaves);
        const std::vector<Day> bar = bar_of(tree);
        RC_ASSERT(bar.empty() == leaves.empty());
        for (std::size_t i = 0; i < bar.size(); ++i) {
            std::optional<Status> worst;
            Millis down = 0;
            for (const Tree* leaf : leaves) {
                if (leaf->bar[i].worst) worst = worst ? std::max(*worst, *leaf->bar[i].worst) : *leaf->bar[i].worst;
                down = std::max(down, leaf->bar[i].down_ms);
            }
            RC_ASSERT((bar[i].worst == worst));
            RC_ASSERT(bar[i].down_ms == down);
        }
    });
}

TEST(UptimeLaws, TheHeadlineFollowsItsDefinition) {
    holds([] {
        std::vector<const Tree*> found;
        const Tree tree = any_tree(3);
        collect_leaves(tree, found);
        const bool open_incident = *rc::gen::arbitrary<bool>();
        std::vector<Status> leaves;
        std::map<Status, std::size_t> counts;
        for (const Tree* leaf : found) leaves.push_back(leaf->status), ++counts[leaf->status];

        std::string expected = open_incident ? "HASISSUES" : "UP";
        if (!counts.empty() && counts.rbegin()->first != Status::Operational) {
            const auto& [worst, count] = *counts.rbegin();
            expected = count == leaves.size() ? "ALL" : count == 1 ? "ONE" : "SOME";
            expected += components::wire_name(worst);
        }
        RC_ASSERT(components::fine_word(leaves, {open_incident}) == expected);

        const bool trouble = open_incident || (!counts.empty() && counts.rbegin()->first > Status::UnderMaintenance);
        const bool maintained = counts.contains(Status::UnderMaintenance);
        const std::string coarse = trouble ? "HASISSUES" : maintained ? "UNDERMAINTENANCE" : "UP";
        RC_ASSERT(components::coarse_word(leaves, {open_incident}) == coarse);
    });
}

}  // namespace
}  // namespace daymark::uptime
