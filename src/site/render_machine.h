// What robots, search engines and home screens read.
#pragma once

#include "site/page_view.h"
#include "site/render.h"

namespace daymark::site {

/// Where robots may go. Addresses with tokens and forms are of no use to them.
[[nodiscard]] Document render_robots(const PageFace& face);
/// The page in every language, its history and calendar, and each notice that is shown on it.
[[nodiscard]] Document render_sitemap(const PageView& view);
[[nodiscard]] Document render_manifest(const PageFace& face);

}  // namespace daymark::site
