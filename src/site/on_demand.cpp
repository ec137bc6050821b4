// Pages of old notices, and pages in other languages.
#include "site/on_demand.h"

#include "general_notices/general_notice_store.h"
#include "incidents/incident_store.h"
#include "maintenances/maintenance_store.h"
#include "pages/page_store.h"
#include "platform/base/id.h"
#include "site/compile.h"
#include "site/gather_metrics.h"
#include "site/gather_notices.h"
#include "site/history.h"
#include "site/render_component.h"
#include "site/render_feed.h"
#include "site/render_history.h"
#include "site/render_metrics.h"
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

Variants packed(const Document& document) { return pack(document, 200, Caching::Public); }

/// One page at one moment in one language, and the documents that are made of it.
struct Scene {
    db::Tx& tx;
    const pages::Page& page;
    Millis now;
    const Address& address;
    const std::string& language;
    Texts texts;

    [[nodiscard]] Wording wording() const { return Wording::of(tx, page, texts); }
    [[nodiscard]] PageView whole() const { return gather(tx, page, now, address, language); }
    [[nodiscard]] PageView face() const {
        PageView view;
        view.face = face_of(page, address, language);
        view.compiled_at = now;
        return view;
    }
    [[nodiscard]] Variants home(Mount mount) const {
        PageView view = whole();
        add_metrics(tx, page, view);
        return compile_home(view, mount);
    }
    [[nodiscard]] std::optional<Variants> metric(const std::string& id, Period period) const {
        const auto found = gather_metric(tx, page, id, period, now);
        if (!found) return std::nullopt;
        return packed(render_metric(face(), *found));
    }
    [[nodiscard]] std::optional<Variants> notice(const std::string& id, std::string_view to_root) const {
        const auto found = find_notice(tx, page.id, id, now, texts);
        if (!found) return std::nullopt;
        return compile_notice(face(), *found, to_root);
    }
    [[nodiscard]] std::optional<Variants> component(const std::string& id) const {
        const PageView view = whole();
        const NodeView* node = find_node(view.tree, id);
        if (node == nullptr) return std::nullopt;
        return packed(render_component(view, *node, selected_notices(tx, page, {.component = id}, now, wording())));
    }
    /// Of the whole page, or of a component.
    template <class Render>
    [[nodiscard]] std::optional<Variants> feed(const std::string& id, const std::string& path, Render render) const {
        FeedPlace place{path};
        if (!id.empty()) {
            const PageView view = whole();
            const NodeView* node = find_node(view.tree, id);
            if (node == nullptr) return std::nullopt;
            place.component = node->name;
        }
        return packed(render(face().face, newest_notices(tx, page, now, wording(), id), place));
    }
    [[nodiscard]] std::optional<Variants> history(const HistoryRequest& request) const {
        const auto history = gather_history(tx, page, request, now, texts);
        if (!history) return std::nullopt;
        return packed(render_history(face(), *history));
    }
};

}  // namespace

LocalPath local_path(std::string_view path) {
    const std::string_view first = path.substr(0, path.find('/'));
    if (Words::find(first) == nullptr) return {{}, path};
    return {first, path.substr(std::min(first.size() + 1, path.size()))};
}

struct OnDemand::Wanted {
    enum class Kind { Page, Notice, Metric, Component, Rss, Atom, History, PublicApi };

    Kind kind = Kind::Page;
    std::string language;  // "": the page's own
    std::string id;        // of a notice, a metric or a component
    std::string path;      // below the root of the language
    std::string_view to_root = "./";
    std::optional<HistoryRequest> history;
    Period period = Period::Day;

    /// What tells its document from others below the same path.
    [[nodiscard]] std::string query() const {
        if (history) return "?" + history->key();
        return kind == Kind::Metric ? "?" + std::to_string(static_cast<int>(period)) : "";
    }

    /// Nothing when no document has such a path.
    static std::optional<Wanted> of(std::string_view path, const http::Request& request) {
        const auto [language, rest] = local_path(path);
        Wanted wanted;
        wanted.language = language;
        wanted.path = rest;
        if (rest.empty()) return language.empty() ? std::nullopt : std::optional(wanted);
        wanted.history = HistoryRequest::of(rest, request);
        wanted.period = period_named(request.query_value("period").value_or(""));
        const bool known = wanted.history                 ? wanted.is(Kind::History)
                           : rest == "public-api"         ? wanted.is(Kind::PublicApi)
                           : rest.starts_with("c/")       ? wanted.is_of_component(rest.substr(2))
                           : rest.starts_with("metrics/") ? wanted.is_metric(rest.substr(8))
                                                          : wanted.is_feed(rest) || wanted.is_notice(rest);
        return known ? std::optional(wanted) : std::nullopt;
    }

private:
    bool is(Kind of) {
        kind = of;
        return true;
    }
    bool is_feed(std::string_view file) {
        if (file == "history.rss") return is(Kind::Rss);
        return file == "history.atom" && is(Kind::Atom);
    }
    bool is_notice(std::string_view rest) {
        for (const std::string_view folder : {"incident/", "maintenance/", "notice/"}) {
            if (!rest.starts_with(folder)) continue;
            to_root = "../";
            rest.remove_prefix(folder.size());
            break;
        }
        id = rest;
        return looks_like_id(id) && is(Kind::Notice);
    }
    bool is_metric(std::string_view rest) {
        id = rest;
        return looks_like_id(id) && is(Kind::Metric);
    }
    bool is_of_component(std::string_view rest) {
        const std::size_t slash = rest.find('/');
        id = rest.substr(0, slash);
        if (!looks_like_id(id)) return false;
        return slash == std::string_view::npos ? is(Kind::Component) : is_feed(rest.substr(slash + 1));
    }
};

std::shared_ptr<const Variants> OnDemand::find(const CompiledPage& page, std::string_view path,
                                               const http::Request& request, Mount mount) {
    const auto wanted = Wanted::of(path, request);
    if (!wanted) return nullptr;
    const std::string key =
        page.page_id + (mount == Mount::OwnHost ? "/" : "/p/") + std::string(path) + wanted->query();
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
    const std::string& own = record->settings.language;
    const std::string& language = wanted.language.empty() ? own : wanted.language;
    const Scene scene{tx, *record, page.compiled_at, address_, language, Texts(language, own)};
    using enum Wanted::Kind;
    switch (wanted.kind) {
        case Page:
            return scene.home(mount);
        case Notice:
            return scene.notice(wanted.id, wanted.to_root);
        case Metric:
            return scene.metric(wanted.id, wanted.period);
        case Component:
            return scene.component(wanted.id);
        case Rss:
            return scene.feed(wanted.id, wanted.path, render_rss);
        case Atom:
            return scene.feed(wanted.id, wanted.path, render_atom);
        case History:
            return scene.history(*wanted.history);
        case PublicApi:
            return packed(render_public_api(scene.face().face));
    }
    return std::nullopt;
}

}  // namespace daymark::site
