// Pages of old notices.
#include "site/old_notices.h"

#include "general_notices/general_notice_store.h"
#include "incidents/incident_store.h"
#include "maintenances/maintenance_store.h"
#include "pages/page_store.h"
#include "platform/base/id.h"
#include "site/compile.h"
#include "site/gather_notices.h"

namespace daymark::site {

std::shared_ptr<const Variants> OldNotices::find(const CompiledPage& page, std::string_view path) {
    bool is_long = false;
    std::string_view id_part = path;
    for (const std::string_view long_form : {"incident/", "maintenance/", "notice/"}) {
        if (!path.starts_with(long_form)) continue;
        is_long = true;
        id_part.remove_prefix(long_form.size());
        break;
    }
    const std::string id(id_part);
    if (!looks_like_id(id)) return nullptr;
    const std::string key = page.page_id + "/" + std::to_string(page.revision) + "/" + std::string(path);
    if (auto kept = recent_.find(key)) return kept;
    auto made = make(page, id, is_long ? "../" : "./");
    if (made) recent_.keep(key, made);
    return made;
}

std::shared_ptr<const Variants> OldNotices::make(const CompiledPage& page, const std::string& id,
                                                 std::string_view to_root) {
    std::optional<NoticeView> notice;
    PageView view;
    db_.read([&](db::Tx& tx) {
        const auto record = pages::find(tx, page.page_id);
        if (!record || !is_public(*record)) return;
        view.face = face_of(*record, address_);
        view.compiled_at = page.compiled_at;
        const auto incident = incidents::find(tx, page.page_id, id);
        if (incident && incident->published) notice = notice_of(tx, *incident);
        if (const auto maintenance = maintenances::find(tx, page.page_id, id)) notice = notice_of(tx, *maintenance);
        const auto general = general_notices::find(tx, page.page_id, id);
        if (general && general->published && general->has_begun(view.compiled_at)) notice = notice_of(tx, *general);
    });
    if (!notice) return nullptr;
    return std::make_shared<const Variants>(compile_notice(view, *notice, to_root));
}

}  // namespace daymark::site
