// Pages of old notices, and pages in other languages.
#include "site/on_demand.h"

#include "notices/removed.h"
#include "pages/page_store.h"
#include "platform/base/id.h"
#include "site/compile.h"
#include "site/gather_metrics.h"
#include "site/gather_notices.h"
#include "site/history.h"
#include "site/local_path.h"
#include "site/render_badge.h"
#include "site/render_calendar.h"
#include "site/render_component.h"
#include "site/render_feed.h"
#include "site/render_history.h"
#include "site/render_machine.h"
#include "site/render_metrics.h"
#include "site/render_pictures.h"
#include "site/render_subscribe.h"
#include "site/render_widgets.h"
#include "site/render_words.h"
#include "site/uploaded.h"
#include "site/widgets.h"

#include <map>

namespace daymark::site {
namespace {

Variants packed(const Document& document, Caching caching = Caching::Public) { return pack(document, 200, caching); }

/// One page at one moment in one language, and the documents that are made of it.
struct Scene {
    db::Tx& tx;
    const pages::Page& page;
    Millis now;
    const Address& address;
    const Audience& audience;
    const std::string& language;
    Texts texts;
    const FileLayout* layout = nullptr;  // of a copy
    const OAuthMeans* means = nullptr;   // none: readers connect nothing here
    mutable std::optional<PageView> gathered = std::nullopt;

    [[nodiscard]] Wording wording() const { return Wording::of(tx, page, texts, audience); }
    [[nodiscard]] std::optional<NoticeView> told(const std::string& id) const {
        return find_notice(tx, page.id, id, now, texts, audience);
    }
    /// Gathered once, however many documents are made of it.
    [[nodiscard]] const PageView& whole() const {
        if (!gathered) {
            gathered = gather(tx, page, now, address, audience, language);
            if (layout != nullptr) lay_out(gathered->face, *layout);
        }
        return *gathered;
    }
    [[nodiscard]] PageView face() const {
        PageView view;
        view.face = face_of(page, address, language);
        view.compiled_at = now;
        if (layout != nullptr) lay_out(view.face, *layout);
        return view;
    }
    [[nodiscard]] Variants home(Mount mount) const {
        PageView view = whole();
        add_metrics(tx, page, audience, view);
        return compile_home(view, mount);
    }
    [[nodiscard]] std::optional<Variants> metric(const std::string& id, Period period) const {
        const auto found = gather_metric(tx, page, id, period, now, audience);
        if (!found) return std::nullopt;
        return packed(render_metric(face(), *found));
    }
    [[nodiscard]] std::optional<Variants> notice(const std::string& id, std::string_view to_root) const {
        if (const auto found = told(id)) return compile_notice(face(), *found, to_root);
        if (!audience.sees_all() || !notices::was_removed(tx, page.id, id)) return std::nullopt;
        const PageFace frame = face().face;
        return pack(render_missing(&frame, MissingReason::Gone), 410, Caching::None);
    }
    [[nodiscard]] std::optional<Variants> component(const std::string& id) const {
        const PageView& view = whole();
        const NodeView* node = find_node(view.tree, id);
        if (node == nullptr) return std::nullopt;
        return packed(render_component(view, *node, selected_notices(tx, page, {.component = id}, now, wording())));
    }
    /// Of the whole page, or of the component with this id; nothing when it is not shown.
    [[nodiscard]] std::optional<FeedPlace> place(const std::string& id, const std::string& path) const {
        if (id.empty()) return FeedPlace{path};
        const PageView& view = whole();
        const NodeView* node = find_node(view.tree, id);
        return node == nullptr ? std::nullopt : std::optional(FeedPlace{path, node->name});
    }
    template <class Render>
    [[nodiscard]] std::optional<Variants> feed(const std::string& id, const std::string& path, Render render) const {
        const auto at = place(id, path);
        if (!at) return std::nullopt;
        return packed(render(face().face, newest_notices(tx, page, now, wording(), id), *at));
    }
    [[nodiscard]] std::optional<Variants> calendar_file(const std::string& id, const std::string& path) const {
        const auto at = place(id, path);
        if (!at) return std::nullopt;
        return packed(render_ical(face(), gather_calendar(tx, page, id, now, wording()), *at));
    }
    [[nodiscard]] std::optional<Variants> calendar(const std::optional<std::pair<int, int>>& month) const {
        const auto shown = gather_calendar_month(tx, page, month, now, wording());
        if (!shown) return std::nullopt;
        return packed(render_calendar(face(), *shown, month.has_value()));
    }
    /// The form of one way to hear of the page, or of the notice with this id.
    [[nodiscard]] std::optional<Variants> subscribe(const std::string& way, const std::string& id,
                                                    std::string_view to_root) const {
        const PageView& view = whole();
        SubscribeForm form;
        form.way = find_way(view.face, way);
        if (form.way == nullptr) return std::nullopt;
        const OAuthService* service = means == nullptr ? nullptr : find_oauth_service(form.way->channel);
        form.connects = service != nullptr && means->app_at(*service) != nullptr;
        std::optional<NoticeView> notice;
        if (!id.empty() && !(notice = told(id))) return std::nullopt;
        return packed(render_subscribe(view, form, std::string(to_root), notice ? &*notice : nullptr));
    }
    [[nodiscard]] std::optional<Variants> history(const HistoryRequest& request) const {
        const auto history = gather_history(tx, page, request, now, texts, audience);
        if (!history) return std::nullopt;
        return packed(render_history(face(), *history));
    }
    /// Of the whole page, or what `tell` says of a component.
    template <class Tell>
    [[nodiscard]] std::optional<Variants> badge(const std::string& id, const BadgeOptions& options, Tell tell) const {
        const PageView& view = whole();
        const NodeView* node = find_node(view.tree, id);
        if (!id.empty() && node == nullptr) return std::nullopt;
        const std::optional<Badge> badge = node == nullptr ? page_badge(view) : tell(view, *node);
        if (!badge) return std::nullopt;
        return packed(render_badge(view.face, *badge, options), Caching::Minute);
    }
};

struct Wanted {
    enum class Kind {
        Page,
        Notice,
        Metric,
        Component,
        Rss,
        Atom,
        JsonFeed,
        CalendarFile,
        Calendar,
        History,
        PublicApi,
        Subscribe,
        Robots,
        Sitemap,
        Manifest,
        Widget,
        FooterBadge,
        Badge,
        UptimeBadge,
        OldIcon,
        SharePicture
    };

    Kind kind = Kind::Page;
    std::string language;  // "": the page's own
    std::string id;        // of a notice, a metric or a component
    std::string way;       // to subscribe
    std::string path;      // below the root of the language
    std::string_view to_root = "./";
    std::optional<HistoryRequest> history;
    std::optional<std::pair<int, int>> month;  // of the calendar
    std::optional<BadgeOptions> badge;
    Period period = Period::Day;

    /// Tells what one path is asked for with from other questions of the same path.
    [[nodiscard]] std::string options() const {
        if (history) return "?" + history->key();
        if (kind == Kind::Metric) return "?" + std::to_string(static_cast<int>(period));
        return badge ? "?" + badge->key() : std::string();
    }

    /// Nothing when no document has such a path.
    static std::optional<Wanted> of(std::string_view path, const http::Request& request) {
        const auto [language, below] = local_path(path);
        const std::string_view rest = kept_path(below);
        Wanted wanted;
        wanted.language = language;
        wanted.path = rest;
        if (language.empty() && wanted.is_for_machines(rest)) return wanted;
        if (rest.empty()) return language.empty() ? std::nullopt : std::optional(wanted);
        wanted.history = HistoryRequest::of(rest, request);
        wanted.period = period_named(request.query_value("period").value_or(""));
        const bool known = wanted.history           ? wanted.is(Kind::History)
                           : rest == "public-api"   ? wanted.is(Kind::PublicApi)
                           : rest.starts_with("c/") ? wanted.is_of_component(rest.substr(2))
                           : rest.starts_with("metrics/")
                               ? wanted.is_metric(rest.substr(8))
                               : wanted.is_widget(rest) || wanted.is_picture(rest) || wanted.is_feed(rest) ||
                                     wanted.is_calendar(rest) || wanted.is_subscribe(rest) || wanted.is_notice(rest);
        if (wanted.kind == Kind::Badge || wanted.kind == Kind::UptimeBadge) wanted.badge = BadgeOptions::of(request);
        return known ? std::optional(wanted) : std::nullopt;
    }

private:
    bool is(Kind of) {
        kind = of;
        return true;
    }
    bool is_for_machines(std::string_view file) {
        if (file == "robots.txt") return is(Kind::Robots);
        if (file == "sitemap.xml") return is(Kind::Sitemap);
        if (file == old_icon_path) return is(Kind::OldIcon);
        return file == "site.webmanifest" && is(Kind::Manifest);
    }
    bool is_feed(std::string_view file) {
        if (file == "history.rss") return is(Kind::Rss);
        if (file == "history.atom") return is(Kind::Atom);
        if (file == "history.json") return is(Kind::JsonFeed);
        return file == "calendar.ics" && is(Kind::CalendarFile);
    }
    bool is_calendar(std::string_view rest) {
        constexpr std::string_view root = "calendar";
        if (!rest.starts_with(root)) return false;
        rest.remove_prefix(root.size());
        if (!rest.empty() && rest.front() == '/') month = Month::named(rest.substr(1));
        return (rest.empty() || month) && is(Kind::Calendar);
    }
    bool is_subscribe(std::string_view rest) {
        constexpr std::string_view form = "subscribe", of_notice = "notices/", tail = "/subscribe";
        if (rest.starts_with(of_notice) && rest.ends_with(tail)) {
            id = rest.substr(of_notice.size(), rest.size() - std::min(rest.size(), of_notice.size() + tail.size()));
            to_root = "../../";
            return looks_like_id(id) && is(Kind::Subscribe);
        }
        if (!rest.starts_with(form)) return false;
        rest.remove_prefix(form.size());
        if (rest.empty()) return is(Kind::Subscribe);
        way = rest.substr(1);
        to_root = "../";
        return rest.front() == '/' && is(Kind::Subscribe);
    }
    bool is_picture(std::string_view file) {
        if (file == badge_path) return is(Kind::Badge);
        if (file == share_path && id.empty()) return is(Kind::SharePicture);
        return file == "uptime.svg" && !id.empty() && is(Kind::UptimeBadge);
    }
    /// Guess: for a language that has no words here the nearest one that has, or the page's own.
    bool is_widget(std::string_view rest) {
        if (rest == light_badge_path || rest == dark_badge_path) return is(Kind::FooterBadge);
        const std::size_t slash = rest.find('/');
        if (slash != std::string_view::npos && language.empty() && rest.substr(slash + 1) == widget_path) {
            const Words* near = Words::find(rest.substr(0, std::min(rest.find('-'), slash)));
            if (near != nullptr) language = near->code();
            path = rest = widget_path;
        }
        return rest == widget_path && is(Kind::Widget);
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
        if (slash == std::string_view::npos) return is(Kind::Component);
        const std::string_view file = rest.substr(slash + 1);
        return is_feed(file) || is_picture(file);
    }
};

std::optional<Variants> made(const Scene& scene, const Wanted& wanted, Mount mount) {
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
        case JsonFeed:
            return scene.feed(wanted.id, wanted.path, render_json_feed);
        case CalendarFile:
            return scene.calendar_file(wanted.id, wanted.path);
        case Calendar:
            return scene.calendar(wanted.month);
        case History:
            return scene.history(*wanted.history);
        case Robots:
            return packed(render_robots(scene.face().face));
        case Sitemap:
            return packed(render_sitemap(scene.whole()));
        case Manifest:
            return packed(render_manifest(scene.face().face));
        case Subscribe:
            return scene.subscribe(wanted.way, wanted.id, wanted.to_root);
        case PublicApi:
            return packed(render_public_api(scene.face().face));
        case Widget:
            return packed(render_widget(scene.whole()));
        case FooterBadge:
            return packed(
                render_footer_badge(scene.whole(), wanted.path == light_badge_path ? Theme::Light : Theme::Dark));
        case Badge:
            return scene.badge(wanted.id, *wanted.badge, component_badge);
        case UptimeBadge:
            return scene.badge(wanted.id, *wanted.badge, uptime_badge);
        case OldIcon:
            return packed(render_old_icon(scene.whole()), Caching::Minute);
        case SharePicture:
            return packed(render_share_picture(scene.whole()), Caching::Minute);
    }
    return std::nullopt;
}

std::optional<Variants> made_from(db::Tx& tx, const CompiledPage& page, const Address& address, const OAuthMeans& means,
                                  const Wanted& wanted, Mount mount) {
    const auto record = pages::find(tx, page.page_id);
    if (!record || !is_shown_to(*record, page.audience)) return std::nullopt;
    const std::string& own = record->settings.language;
    const std::string& language = wanted.language.empty() ? own : wanted.language;
    const Scene scene{tx,      *record, page.compiled_at, address, page.audience, language, Texts(language, own),
                      nullptr, &means};
    auto document = made(scene, wanted, mount);
    // At the end, over whatever was made: no kind of document can be forgotten.
    if (document && !page.audience.is_everybody()) document = kept_private(*document);
    return document;
}

}  // namespace

std::shared_ptr<const Variants> OnDemand::find(const CompiledPage& page, std::string_view path,
                                               const http::Request& request, Mount mount) {
    const auto wanted = Wanted::of(path, request);
    if (!wanted) return nullptr;
    const std::string key = page.page_id + "/" + page.audience.key() + (mount == Mount::OwnHost ? "/" : "/p/") +
                            wanted->language + "/" + wanted->path + wanted->options();
    const std::string version = std::to_string(page.revision) + "/" + std::to_string(page.compiled_at);
    if (auto kept = recent_.find(key, version)) return kept;
    auto fresh = db_.read([&](db::Tx& tx) { return made_from(tx, page, address_, means_, *wanted, mount); });
    if (!fresh) return nullptr;
    auto document = std::make_shared<const Variants>(std::move(*fresh));
    recent_.keep(key, version, document);
    return document;
}

struct PageFiles::Scenes {
    db::Tx& tx;
    pages::Page page;
    Millis now;
    Address address;
    FileLayout layout;
    Audience audience = Audience::everybody();  // files are for whoever has them
    std::map<std::string, std::optional<Scene>> by_language = {};

    const Scene& in(const std::string& language) {
        const std::string& own = page.settings.language;
        auto& [code, scene] = *by_language.try_emplace(language.empty() ? own : language).first;
        if (!scene) scene.emplace(Scene{tx, page, now, address, audience, code, Texts(code, own), &layout});
        return *scene;
    }
};

PageFiles::PageFiles(db::Tx& tx, const pages::Page& page, Millis now, const Address& address, const FileLayout& layout)
    : scenes_(new Scenes{tx, page, now, address, layout}) {}

PageFiles::~PageFiles() = default;

std::optional<Variants> PageFiles::make(const std::string& path, const std::string& query, const std::string& value,
                                        Mount mount) {
    if (auto picture = find_uploaded(scenes_->tx, path))
        return packed({"image/" + picture->type, std::move(picture->bytes), {}});
    http::Request request;
    if (!query.empty()) request.query.emplace_back(query, value);
    const auto wanted = Wanted::of(path, request);
    return wanted ? made(scenes_->in(wanted->language), *wanted, mount) : std::nullopt;
}

}  // namespace daymark::site
