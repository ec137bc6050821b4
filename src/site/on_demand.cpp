// Pages of old notices, and pages in other languages.
#include "site/on_demand.h"

#include "general_notices/general_notice_store.h"
#include "incidents/incident_store.h"
#include "maintenances/maintenance_store.h"
#include "pages/page_store.h"
#include "platform/base/id.h"
#include "site/compile.h"
#include "site/gather_notices.h"
#include "site/render_feed.h"
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
    std::string path;      // below the root of the language
    std::string notice;    // its id, or ""
    std::string_view to_root = "./";

    /// Nothing when no document has such a path.
    static std::optional<Wanted> of(std::string_view path) {
        const auto [language, rest] = local_path(path);
        Wanted wanted{std::string(language), std::string(rest), {}};
        const bool is_page = rest.empty() && language == path;
        if (is_page || rest == "history.rss" || rest == "history.atom" || rest == "public-api") return wanted;
        std::string_view id = rest;
        for (const std::string_view folder : {"incident/", "maintenance/", "notice/"}) {
            if (!rest.starts_with(folder)) continue;
            wanted.to_root = "../";
            id.remove_prefix(folder.size());
        }
        wanted.notice = id;
        return looks_like_id(wanted.notice) ? std::optional(wanted) : std::nullopt;
    }
};

std::shared_ptr<const Variants> OnDemand::find(const CompiledPage& page, std::string_view path, Mount mount) {
    const auto wanted = Wanted::of(path);
    if (!wanted) return nullptr;
    const std::string key = page.page_id + (mount == Mount::OwnHost ? "/" : "/p/") + std::string(path);
    const std::string version = std::to_string(page.revision) + "/" + std::to_string(page.compiled_at);
    if (auto kept = recent_.find(key, version)) return kept;
    auto made = db_.read([&](db::Tx& tx) { return make(tx, page, *wanted, mount); });
    if (!made) return nullptr;
    auto document = std::make_shared<const Variants>(std::move(*made));
    recent_.keep(key, version, document);
    return document;
}

std::optional<Variants> OnDemand::make(db::Tx& tx, const CompiledPage& page, const Wanted& wanted, Mount mount) {
    const auto record = pages::find(tx, page.page_id);
    if (!record || !is_public(*record)) return std::nullopt;
    const Millis now = page.compiled_at;
    const std::string& own = record->settings.language;
    const std::string& language = wanted.language.empty() ? own : wanted.language;
    const Texts texts(language, own);
    if (wanted.path.empty()) return compile_home(gather(tx, *record, now, address_, language), mount);
    PageView view;
    view.face = face_of(*record, address_, language);
    view.compiled_at = now;
    const auto packed = [](const Document& document) { return pack(document, 200, Caching::Public); };
    if (wanted.path == "history.rss") return packed(render_rss(view.face, newest_notices(tx, *record, now, texts)));
    if (wanted.path == "history.atom") return packed(render_atom(view.face, newest_notices(tx, *record, now, texts)));
    if (wanted.path == "public-api") return packed(render_public_api(view.face));
    const auto notice = find_notice(tx, page.page_id, wanted.notice, now, texts);
    if (!notice) return std::nullopt;
    return compile_notice(view, *notice, wanted.to_root);
}

}  // namespace daymark::site
