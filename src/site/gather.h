// Gathers everything readers see of one page into a PageView, in one consistent read.
#pragma once

#include "incidents/incident.h"
#include "maintenances/maintenance.h"
#include "pages/page.h"
#include "platform/db/db.h"
#include "site/page_view.h"

#include <string>

namespace daymark::site {

/// Where pages live, as absolute addresses show it: scheme "http", host "localhost", port ":8080" or nothing.
struct Address {
    std::string scheme = "http";
    std::string base_host = "localhost";
    std::string port;

    [[nodiscard]] std::string root_of(const std::string& subdomain) const {
        return scheme + "://" + subdomain + "." + base_host + port;
    }
};

/// The work grows with what is shown (components, 90 days, open and recent incidents), not with the page's history.
[[nodiscard]] PageView gather(db::Tx& tx, const pages::Page& page, Millis now, const Address& address);

/// A view with the face only: enough to render an old notice.
[[nodiscard]] PageFace face_of(const pages::Page& page, const Address& address);

/// A notice as readers see it; names of components that are gone are left out.
[[nodiscard]] NoticeView notice_of(db::Tx& tx, const incidents::Incident& incident);
[[nodiscard]] NoticeView notice_of(db::Tx& tx, const maintenances::Maintenance& maintenance);

}  // namespace daymark::site
