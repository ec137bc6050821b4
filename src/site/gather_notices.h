// Gathers the notices that readers see of one page.
#pragma once

#include "components/component.h"
#include "general_notices/general_notice.h"
#include "incidents/incident.h"
#include "maintenances/maintenance.h"
#include "notices/selection.h"
#include "pages/page.h"
#include "platform/db/db.h"
#include "site/audience.h"
#include "site/page_view.h"
#include "site/texts.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace daymark::site {

/// For whom a view is made, and how things are called in it. What its audience may not see has no name.
struct Wording {
    Texts texts;
    Audience audience;
    std::map<std::string, std::string> names = {};  // of components, by id

    /// With the names of the page's components that the audience sees.
    [[nodiscard]] static Wording of(db::Tx& tx, const pages::Page& page, const Texts& texts, const Audience& audience);
    void add_name(const components::Component& component) {
        if (audience.sees(component.id))
            names[component.id] = texts.of(component.name, component.translations, "name");
    }
};

/// Fills the lists of notices; the ids of components that an open one touches.
[[nodiscard]] std::set<std::string> add_notices(db::Tx& tx, const pages::Page& page, Millis since,
                                                const Wording& wording, PageView& view);

/// Notices of all kinds that the wording's audience sees, newest start first.
[[nodiscard]] std::vector<NoticeView> selected_notices(db::Tx& tx, const pages::Page& page,
                                                       const notices::Selection& selection, Millis now,
                                                       const Wording& wording);
/// The newest ones for feeds, by the time they came out: at most 25, of one component if it is named.
[[nodiscard]] std::vector<NoticeView> newest_notices(db::Tx& tx, const pages::Page& page, Millis now,
                                                     const Wording& wording, const std::string& component = {});

/// The notice of this id, whatever its kind, if the audience may see it.
[[nodiscard]] std::optional<NoticeView> find_notice(db::Tx& tx, const std::string& page_id, const std::string& id,
                                                    Millis now, const Texts& texts, const Audience& audience);

}  // namespace daymark::site
