// A component on a page of its own: its days as a table, and what was reported of it.
#pragma once

#include "site/page_view.h"
#include "site/render.h"

#include <vector>

namespace daymark::site {

/// The component of this id, wherever in the tree; null when readers do not see one.
[[nodiscard]] const NodeView* find_node(const std::vector<NodeView>& tree, std::string_view id);

/// `notices` are the newest that touch it. Its address is "c/<id>".
[[nodiscard]] Document render_component(const PageView& view, const NodeView& node,
                                        const std::vector<NoticeView>& notices);

}  // namespace daymark::site
