// Gathers the notices that readers see of one page.
#pragma once

#include "components/component.h"
#include "general_notices/general_notice.h"
#include "incidents/incident.h"
#include "maintenances/maintenance.h"
#include "notices/selection.h"
#include "pages/page.h"
#include "platform/db/db.h"
#include "site/page_view.h"
#include "site/texts.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace daymark::site {

/// How things are called in the language of a view.
struct Wording {
    Texts texts;
    std::map<std::string, std::string> names;  // of components, by id

    /// With the names of all the page's components.
    [[nodiscard]] static Wording of(db::Tx& tx, const pages::Page& page, const Texts& texts);
    void add_name(const components::Component& component) {
        names[component.id] = texts.of(component.name, component.translations, "name");
    }
};

/// Fills the lists of notices; the ids of components that an open one touches.
[[nodiscard]] std::set<std::string> add_notices(db::Tx& tx, const pages::Page& page, Millis since,
                                                const Wording& wording, PageView& view);

/// Notices of all kinds, newest start first.
[[nodiscard]] std::vector<NoticeView> selected_notices(db::Tx& tx, const pages::Page& page,
                                                       const notices::Selection& selection, Millis now,
                                                       const Wording& wording);
/// The newest ones for feeds, by the time they came out: at most 25, of one component if it is named.
[[nodiscard]] std::vector<NoticeView> newest_notices(db::Tx& tx, const pages::Page& page, Millis now,
                                                     const Wording& wording, const std::string& component = {});

/// A notice as readers see it; names of components that are gone are left out.
[[nodiscard]] NoticeView notice_of(db::Tx& tx, const incidents::Incident& incident, const Texts& texts);
[[nodiscard]] NoticeView notice_of(db::Tx& tx, const maintenances::Maintenance& maintenance, const Texts& texts);
[[nodiscard]] NoticeView notice_of(db::Tx& tx, const general_notices::GeneralNotice& notice, const Texts& texts);

/// The notice of this id, whatever its kind, if readers may see it.
[[nodiscard]] std::optional<NoticeView> find_notice(db::Tx& tx, const std::string& page_id, const std::string& id,
                                                    Millis now, const Texts& texts);

}  // namespace daymark::site
