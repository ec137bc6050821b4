// The component tree as HTML rows, with what the script needs to know of the bars.
#pragma once

#include "site/page_view.h"
#include "site/render_words.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::site {

/// Components that are not groups, counted through the whole tree.
struct LeafCounts {
    long all = 0;
    long affected = 0;     // by more than maintenance
    long maintenance = 0;  // under maintenance
};
[[nodiscard]] LeafCounts count_leaves(const std::vector<NodeView>& tree);

/// "Degraded performance".
[[nodiscard]] const std::string& status_word(const Words& words, components::Status status);

struct TreeHtml {
    std::string rows;
    std::vector<std::map<std::size_t, long>> minutes;  // of each bar, in the order of the document
    std::set<char> letters;                            // statuses that some bar shows
};
/// `to_components` leads to where the components' own pages are: "c/" from the page, "" from one of them; `end` is what
/// their addresses end in.
[[nodiscard]] TreeHtml render_tree(const std::vector<NodeView>& tree, const Words& words,
                                   std::string_view to_components = "c/", std::string_view end = "");

/// What the script needs to know of the bars, as JSON that cannot end its element: the last day's date, words for the
/// tooltip, minutes of downtime per bar and day.
[[nodiscard]] std::string bar_data(const PageView& view, const Words& words, const TreeHtml& tree);

}  // namespace daymark::site
