// Pages of old notices, and pages in other languages.
#include "site/on_demand.h"

#include "general_notices/general_notice_store.h"
#include "incidents/incident_store.h"
#include "maintenances/maintenance_store.h"
#include "pages/page_store.h"
#include "platform/base/id.h"
#include "site/compile.h"
#include "site/gather_notices.h"
#include "site/render_words.h"

namespace daymark::site {
namespace {

/// The notice of this id, whatever its kind, if readers may see it.
std::optional<NoticeView> find_notice(db::Tx& tx, const std::string& page_id, const std::string& id, Millis now,
                                      const Texts& texts) {
    const auto incident = incidents::find(tx, page_id, id);
    if (incident && incident->published) return notice_of(tx, *incident, texts);
    if (const auto maintenance = maintenances::find(tx, page_id, id)) return notice_of(tx, *maintenance, texts);
    const auto general = general_notices::find(tx, page_id, id);
    if (general && general->published && general->has_begun(now)) return notice_of(tx, *general, texts);
    return std::nullopt;
}

}  // namespace

LocalPath local_path(std::string_view path) {
    const std::string_view first = path.substr(0, path.find('/'));
    if (Words::find(first) == nullptr) return {{}, path};
    return {first, path.substr(std::min(first.size() + 1, path.size()))};
}

struct OnDemand::Wanted {
    std::string language;  // "": the page's own
    std::string notice;    // "": the page itself
    std::string_view to_root;

    /// Nothing when no document has such a path.
    static std::optional<Wanted> of(std::string_view path) {
        auto [language, rest] = local_path(path);
        Wanted wanted{std::string(language), {}, "./"};
        for (const std::string_view folder : {"incident/", "maintenance/", "notice/"}) {
            if (!rest.starts_with(folder)) continue;
            wanted.to_root = "../";
            rest.remove_prefix(folder.size());
            break;
        }
        wanted.notice = rest;
        const bool is_page = !language.empty() && language == path;
        return is_page || looks_like_id(wanted.notice) ? std::optional(wanted) : std::nullopt;
    }
};

std::shared_ptr<const Variants> OnDemand::find(const CompiledPage& page, std::string_view path, Mount mount) {
    const auto wanted = Wanted::of(path);
    if (!wanted) return nullptr;
    const std::string key = page.page_id + (mount == Mount::OwnHost ? "/" : "/p/") + std::string(path);
    const std::string version = std::to_string(page.revision) + "/" + std::to_string(page.compiled_at);
    if (auto kept = recent_.find(key, version)) return kept;
    auto made = make(page, *wanted, mount);
    if (made) recent_.keep(key, version, made);
    return made;
}

std::shared_ptr<const Variants> OnDemand::make(const CompiledPage& page, const Wanted& wanted, Mount mount) {
    PageView view;
    std::optional<NoticeView> notice;
    const bool found = db_.read([&](db::Tx& tx) {
        const auto record = pages::find(tx, page.page_id);
        if (!record || !is_public(*record)) return false;
        const std::string& own = record->settings.language;
        const std::string& language = wanted.language.empty() ? own : wanted.language;
        if (wanted.notice.empty()) {
            view = gather(tx, *record, page.compiled_at, address_, language);
            return true;
        }
        view.face = face_of(*record, address_, language);
        view.compiled_at = page.compiled_at;
        notice = find_notice(tx, page.page_id, wanted.notice, view.compiled_at, Texts(language, own));
        return notice.has_value();
    });
    if (!found) return nullptr;
    return std::make_shared<const Variants>(notice ? compile_notice(view, *notice, wanted.to_root)
                                                   : compile_home(view, mount));
}

}  // namespace daymark::site
