// Pictures that owners gave, as readers' browsers and copies of a page ask for them.
#pragma once

#include "pages/page.h"
#include "platform/db/db.h"
#include "site/compiled_page.h"

#include <optional>
#include <string_view>

namespace daymark::site {

/// `path` is below any page's root: an address holds when the page gets another name. Nothing when there is no such
/// upload.
[[nodiscard]] std::optional<uploads::Content> find_uploaded(db::Tx& tx, std::string_view path);

/// Logos and icon of the page, as far as they are its uploads and not too heavy to stand ready with it. `before`: what
/// stood ready so far.
[[nodiscard]] Pictures pictures_of(db::Tx& tx, const pages::Page& page, const Pictures& before);

/// Nothing when the path is not that of an upload, 404 when there is none. What `page` has needs no database; without
/// one, all else throws Error Unavailable.
[[nodiscard]] std::optional<http::Response> uploaded(db::Db& db, const CompiledPage* page, std::string_view path);

}  // namespace daymark::site
