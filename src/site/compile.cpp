// Turns a PageView into bytes.
#include "site/compile.h"

#include "site/public_json.h"
#include "site/render_badge.h"
#include "site/render_feed.h"
#include "site/render_gate.h"
#include "site/render_notices.h"
#include "site/render_pictures.h"
#include "site/render_widgets.h"
#include "site/widgets.h"

#include <algorithm>

namespace daymark::site {
namespace {

constexpr std::string_view json_type = "application/json; charset=utf-8";

std::shared_ptr<const Variants> packed(const Document& document, int status = 200, Caching caching = Caching::Public) {
    return std::make_shared<const Variants>(pack(document, status, caching));
}

bool has_own_code(const PageFace& face) {
    const auto filled = [](const std::optional<std::string>& slot) { return slot && !slot->empty(); };
    return filled(face.html_in_meta) || filled(face.html_above_header) || filled(face.html_below_header) ||
           filled(face.html_below_summary) || filled(face.html_above_footer) || filled(face.html_below_footer) ||
           filled(face.css_global) || filled(face.google_analytics);
}

void add_home(CompiledPage& page, const PageView& view) {
    const auto home = [&view](Mount mount) { return std::make_shared<const Variants>(compile_home(view, mount)); };
    page.documents[""] = home(Mount::OwnHost);
    if (has_own_code(view.face)) page.inert[""] = home(Mount::MainHost);
}

/// Notices whose pages stand ready, the open ones first. Others are made for whoever asks (OnDemand): a page with
/// hundreds of notices a week must not weigh on every change of it, nor on every start.
constexpr std::size_t most_ready_notices = 25;

/// Contract §8: the same documents answer under several addresses.
void add_json(CompiledPage& page, const PageView& view) {
    const auto summary = packed({std::string(json_type), summary_json(view), {}});
    for (const char* path : {"summary.json", "v2/summary.json", "v3/summary.json", "api/v2/summary.json"}) {
        page.documents[path] = summary;
    }
    const auto status = packed({std::string(json_type), status_json(view), {}});
    for (const char* path : {"status.json", "v2/status.json", "v3/status.json", "api/v2/status.json"}) {
        page.documents[path] = status;
    }
    const auto components = packed({std::string(json_type), components_json(view), {}});
    for (const char* path : {"components.json", "v2/components.json", "v3/components.json", "api/v2/components.json"}) {
        page.documents[path] = components;
    }
}

/// A document that often stays the same while the page around it changes: then its bytes are taken over from `before`.
std::shared_ptr<const Variants> kept_or_packed(const CompiledPage* before, std::string_view path,
                                               const Document& document, Caching caching = Caching::Public) {
    if (before != nullptr) {
        const auto known = before->documents.find(path);
        const bool same = known != before->documents.end() && known->second->full.front()->body == document.body;
        if (same) return known->second;
    }
    return packed(document, 200, caching);
}

void add_widgets(CompiledPage& page, const PageView& view, const CompiledPage* before) {
    const auto widget = kept_or_packed(before, widget_path, render_widget(view));
    page.documents.insert_or_assign(std::string(widget_path), widget);
    // Snippets mostly name the language, and it is mostly the page's own.
    page.documents.insert_or_assign(view.face.language + "/" + std::string(widget_path), widget);
    for (const auto& [path, theme] : {std::pair{light_badge_path, Theme::Light}, {dark_badge_path, Theme::Dark}}) {
        page.documents.insert_or_assign(std::string(path),
                                        kept_or_packed(before, path, render_footer_badge(view, theme)));
    }
    page.documents.insert_or_assign(
        std::string(badge_path),
        kept_or_packed(before, badge_path, render_badge(view.face, page_badge(view)), Caching::Minute));
    page.documents.insert_or_assign(std::string(icon_path),
                                    kept_or_packed(before, icon_path, render_icon(view), Caching::Minute));
}

void append(std::string& text, const UpdateView& update) {
    text += "\n" + update.status + " " + std::to_string(update.started_at) + " " + update.message;
}

/// Tells by its content whether a notice is still the same: two changes may bear the same millisecond.
std::string mark_of(const NoticeView& notice) {
    std::string text = notice.name + "\n" + notice.status + " " + std::to_string(notice.updated_at) + " " +
                       std::to_string(static_cast<int>(notice.impact));
    for (const Millis at : {notice.started_at, notice.ends_at.value_or(0), notice.resolved_at.value_or(0)}) {
        text += " " + std::to_string(at);
    }
    for (const AffectedComponent& part : notice.affected) {
        text += "\n" + part.name + " " + std::to_string(static_cast<int>(part.status));
    }
    for (const UpdateView& update : notice.updates) append(text, update);
    if (notice.postmortem) append(text, *notice.postmortem);
    return notice.id + " " + std::to_string(std::hash<std::string>{}(text));
}

/// Calls `use` with each notice whose page stands ready, and its mark.
template <class Use>
void each_ready_notice(const PageView& view, const std::string& face_mark, Use use) {
    std::size_t count = 0;
    for (const auto* list : {&view.open, &view.maintenances, &view.general, &view.recent}) {
        for (const NoticeView& notice : *list) {
            if (count++ == most_ready_notices) return;
            use(notice, mark_of(notice) + " " + face_mark);
        }
    }
}

void take_over(CompiledPage& page, const NoticeView& notice, const std::string& mark, const CompiledPage& before) {
    const auto known = before.notice_marks.find(notice.id);
    if (known == before.notice_marks.end() || known->second != mark) return;
    page.notice_marks[notice.id] = mark;
    for (const std::string& path : {notice.id, path_of(notice)}) page.documents[path] = before.documents.at(path);
}

void add_notice(CompiledPage& page, const PageView& view, const NoticeView& notice, const std::string& mark) {
    page.notice_marks[notice.id] = mark;
    page.documents[notice.id] = std::make_shared<const Variants>(compile_notice(view, notice, "./"));
    page.documents[path_of(notice)] = std::make_shared<const Variants>(compile_notice(view, notice, "../"));
}

/// Puts what `make` makes of them in the place of all documents that are not yet as they should be; several paths
/// lead to one document.
template <class IsDone, class Make>
void each_once(CompiledPage& page, IsDone is_done, Make make) {
    std::unordered_map<const Variants*, std::shared_ptr<const Variants>> made;
    const auto renew = [&](std::shared_ptr<const Variants>& document) {
        if (is_done(*document)) return;
        auto& renewed = made[document.get()];
        if (!renewed) renewed = std::make_shared<const Variants>(make(*document));
        document = renewed;
    };
    for (auto& [path, document] : page.documents) renew(document);
    for (auto& [path, document] : page.inert) renew(document);
    renew(page.missing);
}

/// At the end, over all that was made: no document can be forgotten.
void keep_private_where_due(CompiledPage& page) {
    if (page.audience.is_everybody()) return;
    const auto is_done = [](const Variants& one) {
        return one.caching == Caching::Private || one.caching == Caching::None;
    };
    each_once(page, is_done, kept_private);
}

constexpr std::string_view rss_path = "history.rss", atom_path = "history.atom";

void take_feeds_over(CompiledPage& page, const CompiledPage& before) {
    for (const std::string_view path : {rss_path, atom_path}) {
        const auto known = before.documents.find(path);
        if (known != before.documents.end()) page.documents.insert(*known);
    }
    page.feed_mark = before.feed_mark;
}

void add_feeds(CompiledPage& page, const PageView& view, const std::vector<NoticeView>& newest) {
    std::string mark = page.face_mark;
    for (const NoticeView& notice : newest) mark += "\n" + mark_of(notice);
    if (mark == page.feed_mark) return;
    page.feed_mark = mark;
    page.documents.insert_or_assign(std::string(rss_path), packed(render_rss(view.face, newest)));
    page.documents.insert_or_assign(std::string(atom_path), packed(render_atom(view.face, newest)));
}

std::shared_ptr<CompiledPage> begun(const pages::Page& page) {
    auto compiled = std::make_shared<CompiledPage>();
    compiled->page_id = page.id;
    compiled->subdomain = page.subdomain;
    compiled->revision = page.revision;
    compiled->language = page.settings.language;
    compiled->stale_at = std::numeric_limits<Millis>::max();
    return compiled;
}

/// While something is wrong the numbers move with time; else nothing does before midnight.
Millis stale_at(const PageView& view) {
    const Millis tomorrow = view.day_edges.back();
    Millis stale = std::min(tomorrow, view.general_changes_at.value_or(tomorrow));
    for (const MetricView& metric : view.metrics) {
        if (metric.chart.sum()) stale = std::min(stale, metric.chart.edges.back());  // the chart moves on
    }
    for (const NoticeView& notice : view.maintenances) stale = std::min(stale, notice.expand_at.value_or(stale));
    const bool calm = view.open.empty() && view.coarse == components::PageStatus::Up;
    return calm ? stale : std::min(stale, view.compiled_at + one_minute);
}

}  // namespace

Variants compile_home(const PageView& view, Mount mount) {
    if (mount == Mount::MainHost || !has_own_code(view.face)) return pack(render_home(view), 200, Caching::Public);
    PageView own = view;
    own.face.own_code_allowed = true;
    return pack(render_home(own), 200, Caching::Public);
}

Variants compile_notice(const PageView& view, const NoticeView& notice, std::string_view to_root) {
    return pack(render_notice(view, notice, to_root), 200, Caching::Public);
}

std::shared_ptr<const CompiledPage> compile(const pages::Page& page, const PageView& view, const Audience& audience,
                                            const CompiledPage* before) {
    auto compiled = begun(page);
    compiled->audience = audience;
    compiled->pictures = view.pictures;
    compiled->compiled_at = view.compiled_at;
    compiled->stale_at = stale_at(view);
    add_home(*compiled, view);
    add_json(*compiled, view);
    add_widgets(*compiled, view, before);
    compiled->face_mark = std::to_string(page.updated_at) + "/" + view.face.root_url;
    if (before != nullptr) {
        each_ready_notice(view, compiled->face_mark, [&](const NoticeView& notice, const std::string& mark) {
            take_over(*compiled, notice, mark, *before);
        });
        take_feeds_over(*compiled, *before);
    }
    const bool same_face = before != nullptr && before->face_mark == compiled->face_mark;
    compiled->missing =
        same_face ? before->missing : packed(render_missing(&view.face, MissingReason::NotFound), 404, Caching::None);
    keep_private_where_due(*compiled);
    return compiled;
}

std::shared_ptr<const CompiledPage> complete(const CompiledPage& first, const PageView& view,
                                             const std::vector<NoticeView>& newest) {
    CompiledPage whole = first;
    each_ready_notice(view, whole.face_mark, [&](const NoticeView& notice, const std::string& mark) {
        if (!whole.notice_marks.contains(notice.id)) add_notice(whole, view, notice, mark);
    });
    add_feeds(whole, view, newest);
    keep_private_where_due(whole);
    return with_brotli(whole);
}

std::shared_ptr<const CompiledPage> with_brotli(const CompiledPage& page) {
    auto whole = std::make_shared<CompiledPage>(page);
    const auto is_done = [](const Variants& document) { return document.has_brotli(); };
    each_once(*whole, is_done, [](const Variants& document) { return with_brotli(document); });
    return whole;
}

std::shared_ptr<const CompiledPage> compile_gone(const pages::Page& page) {
    auto compiled = begun(page);
    compiled->gone = true;
    compiled->missing = packed(render_missing(nullptr, MissingReason::NoSuchPage), 410, Caching::None);
    return compiled;
}

std::shared_ptr<const CompiledPage> compile_closed(const pages::Page& page, Gate gate, Rooms rooms) {
    auto compiled = begun(page);
    for (const auto& [key, room] : rooms) {
        compiled->compiled_at = std::max(compiled->compiled_at, room->compiled_at);
        compiled->stale_at = std::min(compiled->stale_at, room->stale_at);
        compiled->pictures = room->pictures;
    }
    const auto whole = [](const Document& document, int status) {
        return std::make_shared<const Variants>(with_brotli(pack(document, status, Caching::None)));
    };
    compiled->missing = whole(render_missing(nullptr, MissingReason::NoSuchPage), 404);
    compiled->closed = whole(render_gate({.has_password = gate.has_password()}, page.settings.language), 401);
    compiled->gate = std::make_shared<const Gate>(std::move(gate));
    compiled->rooms = std::move(rooms);
    return compiled;
}

}  // namespace daymark::site
