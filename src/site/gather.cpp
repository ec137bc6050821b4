// Gathers everything readers see of one page.
#include "site/gather.h"

#include "components/component_store.h"
#include "platform/base/zone.h"
#include "platform/text/markdown.h"
#include "site/gather_notices.h"
#include "site/texts.h"
#include "uploads/upload.h"

#include <algorithm>
#include <map>
#include <set>

namespace daymark::site {
namespace {

constexpr int shown_days = 90;
constexpr int recent_days = 7;

using ByParent = std::map<std::string, std::vector<const components::Component*>>;

struct Measures {
    std::map<std::string, std::vector<uptime::Interval>> intervals;  // by component
    std::vector<Millis> edges;
    const pages::Page& page;
    const Texts& texts;
    Millis now = 0;
};

Measures measure(db::Tx& tx, const pages::Page& page, const Texts& texts, Millis now) {
    Measures measures{{}, day_edges(page.settings.timezone, now, shown_days), page, texts, now};
    for (const auto& interval : components::list_intervals(tx, page.id, measures.edges.front())) {
        measures.intervals[interval.component_id].push_back(measured(interval));
    }
    return measures;
}

void add_uptime(NodeView& node, const components::Component& component, const Measures& measures) {
    if (!component.show_uptime) return;
    const auto found = measures.intervals.find(component.id);
    static const std::vector<uptime::Interval> none;
    const auto& intervals = found == measures.intervals.end() ? none : found->second;
    const uptime::Life life = life_of(measures.page, component, measures.now);
    node.show_uptime = true;
    node.days = uptime::days(intervals, measures.edges, life);
    node.uptime_hundredths = uptime::hundredths(uptime::tally(intervals, {measures.edges.front(), measures.now}, life));
}

/// Worst status, mean uptime and merged bar of the children.
void sum_up(NodeView& group) {
    std::vector<std::optional<int>> uptimes;
    std::vector<std::vector<uptime::Day>> days;
    for (const NodeView& child : group.children) {
        group.status = std::max(group.status, child.status);
        if (!child.show_uptime) continue;
        uptimes.push_back(child.uptime_hundredths);
        days.push_back(child.days);
    }
    if (days.empty()) return;
    group.show_uptime = true;
    group.uptime_hundredths = uptime::group_hundredths(uptimes);
    group.days = uptime::group_days(days);
}

std::vector<NodeView> branch(const ByParent& by_parent, const std::string& parent, const Measures& measures) {
    std::vector<NodeView> nodes;
    const auto found = by_parent.find(parent);
    if (found == by_parent.end()) return nodes;
    for (const components::Component* component : found->second) {
        NodeView node;
        node.id = component->id;
        node.name = measures.texts.of(component->name, component->translations, "name");
        node.description =
            measures.texts.of(component->description.value_or(""), component->translations, "description");
        node.description_html = text::markdown_to_html(node.description);
        node.group_id = component->group_id;
        node.collapsed = component->collapsed;
        node.children = branch(by_parent, component->id, measures);
        if (component->is_parent) {
            // A group whose children are all archived has nothing to show.
            if (node.children.empty()) continue;
            node.is_group = true;
            sum_up(node);
        } else {
            node.status = component->status;
            add_uptime(node, *component, measures);
        }
        nodes.push_back(std::move(node));
    }
    return nodes;
}

void add_leaves(const std::vector<NodeView>& nodes, std::vector<components::Status>& leaves) {
    for (const NodeView& node : nodes) {
        if (!node.is_group) leaves.push_back(node.status);
        add_leaves(node.children, leaves);
    }
}

/// The page's own words are of all its components.
void judge_by_tree(PageView& view) {
    std::vector<components::Status> leaves;
    add_leaves(view.tree, leaves);
    const auto runs = [](const NoticeView& notice) { return notice.status == "INPROGRESS"; };
    const components::OpenNotices open{!view.open.empty(), std::ranges::any_of(view.maintenances, runs)};
    view.fine = components::fine_status(leaves, open);
    view.coarse = components::coarse_status(leaves, open);
}

/// Archived components stay visible while something is wrong with them (product facts §5).
bool is_visible(const components::Component& component, const std::set<std::string>& in_open_notices) {
    return !component.archived_at || component.is_parent || component.status != components::Status::Operational ||
           in_open_notices.contains(component.id);
}

/// Guess: a format that a fresh page has was not chosen. It is English, and each language has a form of its own.
std::string chosen(const std::string& format, std::initializer_list<std::string_view> of_fresh_pages) {
    return std::ranges::find(of_fresh_pages, format) == of_fresh_pages.end() ? format : std::string();
}

}  // namespace

uptime::Interval measured(const components::Interval& interval) {
    // Guess: planned work never lowers the uptime, whatever status it gives a component.
    const auto status = interval.planned ? components::Status::UnderMaintenance : interval.status;
    return {status, interval.from, interval.to, std::nullopt};
}

uptime::Life life_of(const pages::Page& page, const components::Component& component, Millis now) {
    std::optional<Millis> start = component.start_at;
    const auto& launch = page.settings.launch_date;
    if (launch && (!start || launch->at > *start)) start = launch->at;
    return {start, now};
}

PageFace face_of(const pages::Page& page, const Address& address, const std::string& language) {
    const pages::PageSettings& settings = page.settings;
    PageFace face;
    face.id = page.id;
    face.name = Texts(language, settings.language).of(page.name, settings.translations, "name");
    face.subdomain = page.subdomain;
    face.created_at = page.created_at;
    face.root_url = address.root_of(page.subdomain);
    face.language = language;
    face.own_language = settings.language;
    face.zone = settings.timezone;
    face.formats = {chosen(settings.date_format, {"MMMMMM dd, yyyy", "MMMMMM d, yyyy"}),
                    chosen(settings.date_format_short, {"MMM yyyy"}), chosen(settings.time_format, {"p"})};
    face.logo_url = settings.logo_url;
    face.logo_url_dark = settings.logo_url_dark;
    for (const pages::Link& link : settings.links) face.links.emplace_back(link.name, link.url);
    face.large_header = settings.use_large_header;
    face.only_light = settings.disable_dark_mode.value_or(false);
    face.hidden_from_search =
        settings.is_private || settings.search_engine_visibility == pages::SearchEngineVisibility::DisallowAll;
    face.meta_title = settings.meta_title;
    face.meta_description = settings.meta_description;
    face.meta_og_image = settings.meta_og_image;
    face.favicon_url = settings.favicon_url;
    face.website_url = settings.website_url;
    face.public_email = settings.public_email;
    face.twitter = settings.twitter;
    face.brand_color = settings.brand_color;
    face.ok_color = settings.ok_color;
    face.degraded_color = settings.degraded_color;
    face.disrupted_color = settings.disrupted_color;
    face.down_color = settings.down_color;
    face.notice_color = settings.notice_color;
    face.unknown_color = settings.unknown_color;
    face.html_in_meta = settings.html_in_meta;
    face.html_above_header = settings.html_above_header;
    face.html_below_header = settings.html_below_header;
    face.html_below_summary = settings.html_below_summary;
    face.html_above_footer = settings.html_above_footer;
    face.html_below_footer = settings.html_below_footer;
    face.css_global = settings.css_global;
    face.google_analytics = settings.google_analytics;
    face.tells_by_sms = settings.subscribe_by_sms;
    return face;
}

void lay_out(PageFace& face, const FileLayout& layout) {
    face.root_url = layout.root_url;
    face.files = layout;
    for (auto* url : {&face.logo_url, &face.logo_url_dark, &face.favicon_url, &face.meta_og_image}) {
        if (!*url) continue;
        const auto own = std::ranges::find(layout.uploads, uploads::path_in(**url));
        if (own != layout.uploads.end()) *url = layout.root_url + "/" + *own;
    }
}

PageView gather(db::Tx& tx, const pages::Page& page, Millis now, const Address& address, const Audience& audience) {
    return gather(tx, page, now, address, audience, page.settings.language);
}

PageView gather(db::Tx& tx, const pages::Page& page, Millis now, const Address& address, const Audience& audience,
                const std::string& language) {
    PageView view;
    view.face = face_of(page, address, language);
    view.compiled_at = now;
    view.fine = components::page_status_from(page.main_status).value_or(components::PageStatus::Up);
    view.coarse = components::page_status_from(page.status).value_or(components::PageStatus::Up);

    Wording wording{Texts(language, page.settings.language), audience};
    const Measures measures = measure(tx, page, wording.texts, now);
    view.day_edges = measures.edges;
    const auto components = components::list_of_page(tx, page.id);
    for (const auto& component : components) wording.add_name(component);

    const Millis since = measures.edges[measures.edges.size() - 1 - recent_days];
    const std::set<std::string> in_open_notices = add_notices(tx, page, since, wording, view);
    ByParent by_parent;
    for (const auto& component : components) {
        const bool shown = component.is_parent || audience.sees(component.id);
        if (shown && is_visible(component, in_open_notices))
            by_parent[component.group_id.value_or("")].push_back(&component);
    }
    view.tree = branch(by_parent, "", measures);
    if (!audience.sees_all()) judge_by_tree(view);
    return view;
}

}  // namespace daymark::site
