// Notices for programs: what a page has published, by list, by month, one by one.
#pragma once

#include "pages/page.h"
#include "platform/db/db.h"
#include "platform/json/json.h"

#include <optional>
#include <string>

namespace daymark::site {

/// A page of which notices are told, and the address that their own pages are below.
struct Teller {
    const pages::Page& page;
    std::string root_url;
    Millis now = 0;
};

/// Newest first.
[[nodiscard]] json::array public_incidents(db::Tx& tx, const Teller& teller, std::int64_t limit, std::int64_t offset);
[[nodiscard]] json::array public_maintenances(db::Tx& tx, const Teller& teller, std::int64_t limit,
                                              std::int64_t offset);
[[nodiscard]] json::array public_general_notices(db::Tx& tx, const Teller& teller, std::int64_t limit,
                                                 std::int64_t offset);
/// One of them; nothing when readers may not see it.
[[nodiscard]] std::optional<json::object> public_incident(db::Tx& tx, const Teller& teller, const std::string& id);
[[nodiscard]] std::optional<json::object> public_maintenance(db::Tx& tx, const Teller& teller, const std::string& id);
[[nodiscard]] std::optional<json::object> public_general_notice(db::Tx& tx, const Teller& teller,
                                                                const std::string& id);

/// Incidents and maintenances that began in the month of `at` in the page's zone, newest first: `{"notices": […]}`, 20
/// on each `page` from 1.
[[nodiscard]] json::object public_month(db::Tx& tx, const Teller& teller, Millis at, std::int64_t page);

}  // namespace daymark::site
