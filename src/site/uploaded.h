// Pictures that owners gave, as readers' browsers ask for them.
#pragma once

#include "platform/db/db.h"
#include "platform/http/message.h"

#include <optional>
#include <string_view>

namespace daymark::site {

/// `path` is below any page's root: an address holds when the page gets another name. Nothing when it is not that of an
/// upload, 404 when there is none. Throws Error Unavailable while the database is away.
[[nodiscard]] std::optional<http::Response> uploaded(db::Db& db, std::string_view path);

}  // namespace daymark::site
