// The page's state for programs: summary.json, status.json and components.json (contract api.md §8).
#pragma once

#include "site/page_view.h"

#include <string>

namespace daymark::site {

[[nodiscard]] std::string summary_json(const PageView& view);
/// One word and one sentence, in the shape of Statuspage's status.json.
[[nodiscard]] std::string status_json(const PageView& view);
[[nodiscard]] std::string components_json(const PageView& view);

}  // namespace daymark::site
