// The made-up page "Kestrel": names, a deterministic history, one incident that is still open.
#include "support/sample_page.h"

#include "platform/base/zone.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace daymark::test {
namespace {

using components::PageStatus;
using components::Status;
using site::NodeView;

constexpr Millis now = 1795445520000;  // 2026-11-23T14:52:00Z
constexpr std::size_t days = 90;
constexpr Millis twenty_minutes = 20 * one_minute;

struct Group {
    std::string_view name;
    std::array<std::string_view, 8> parts;
};
constexpr std::array<Group, 8> groups = {{
    {"API", {"REST API", "GraphQL API", "Webhooks", "Authentication", "Rate limiter", "OAuth apps", "Sandbox"}},
    {"Dashboard", {"Sign-in", "Project overview", "Logs explorer", "Billing", "Team settings", "Audit log"}},
    {"Compute", {"Frankfurt", "Oregon", "Tokyo", "Sydney", "Build pipeline", "Autoscaler"}},
    {"Storage", {"Object storage", "Managed Postgres", "Key-value store", "Backups", "Snapshots", "Archive"}},
    {"Network", {"Edge network", "TLS certificates", "Load balancers", "Private links", "DNS"}},
    {"Messaging", {"E-mail delivery", "SMS delivery", "Push notifications", "Dead-letter queues", "Scheduled jobs"}},
    {"Developer tools", {"Documentation", "Command line", "Terraform provider", "Package registry", "Preview deploys"}},
    {"Regions of the edge", {"Africa", "Americas", "Asia", "Europe", "Middle East", "Oceania"}},
}};
constexpr std::array<std::string_view, 4> singles = {"Website", "Support portal", "Community forum", "Learning centre"};

/// Small and repeatable; quality does not matter here.
class Dice {
public:
    explicit Dice(std::uint32_t seed) : state_((seed + 77) * 2654435761U) {}
    std::uint32_t roll(std::uint32_t sides) {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 17;
        state_ ^= state_ << 5;
        return (state_ >> 4) % sides;
    }

private:
    std::uint32_t state_;
};

std::string id_of(std::size_t number) {
    std::string digits = std::to_string(number);
    return "cmsample0" + std::string(4 - digits.size(), '0') + digits + "kestrelpages";
}

std::vector<uptime::Day> history(Dice& dice) {
    constexpr std::array<Status, 6> kinds = {Status::PartialOutage,    Status::MajorOutage,
                                             Status::MinorOutage,      Status::DegradedPerformance,
                                             Status::UnderMaintenance, Status::PartialOutage};
    std::vector<uptime::Day> bar(days);
    for (uptime::Day& day : bar) day.worst = Status::Operational;
    for (std::uint32_t events = dice.roll(5); events > 0; --events) {
        uptime::Day& day = bar[dice.roll(days - 1)];
        day.worst = kinds[dice.roll(kinds.size())];
        const bool counts = *day.worst != Status::DegradedPerformance && *day.worst != Status::UnderMaintenance;
        day.down_ms = counts ? (4 + dice.roll(120)) * one_minute : 0;
    }
    return bar;
}

void measure(NodeView& node) {
    Millis down = 0;
    for (const uptime::Day& day : node.days) down += day.down_ms;
    const Millis total = static_cast<Millis>(days) * one_day;
    node.uptime_hundredths = static_cast<int>((total - down) * 10000 / total);
}

NodeView leaf(std::string_view name, std::size_t number) {
    Dice dice(static_cast<std::uint32_t>(number));
    NodeView node;
    node.id = id_of(number);
    node.name = name;
    node.show_uptime = true;
    node.days = history(dice);
    measure(node);
    return node;
}

NodeView group(const Group& from, std::size_t& number) {
    NodeView node;
    node.id = id_of(++number);
    node.name = from.name;
    node.is_group = true;
    node.collapsed = true;
    for (const std::string_view part : from.parts) {
        if (part.empty()) continue;
        node.children.push_back(leaf(part, ++number));
        node.children.back().group_id = node.id;
    }
    return node;
}

void hurt(NodeView& group, std::string_view name, Status status, Millis down) {
    for (NodeView& child : group.children) {
        if (child.name != name) continue;
        child.status = status;
        child.days.back() = {.worst = status, .down_ms = down, .tally = {}};
        measure(child);
        group.status = std::max(group.status, status);
    }
}

Millis ago(Millis length) { return now - length; }

site::UpdateView update(std::size_t number, std::string status, Millis at, std::string text) {
    return {.id = id_of(number),
            .status = std::move(status),
            .message = text,
            .html = "<p>" + text + "</p>",
            .started_at = at};
}

site::NoticeView open_incident(const std::vector<NodeView>& tree) {
    site::NoticeView notice;
    notice.id = id_of(900);
    notice.name = "Delayed webhook deliveries and slow REST responses";
    notice.status = "IDENTIFIED";
    notice.impact = Status::PartialOutage;
    notice.started_at = ago(41 * one_minute);
    notice.updated_at = ago(14 * one_minute);
    for (const NodeView& child : tree[4].children) {
        if (child.status == Status::Operational) continue;
        notice.affected.push_back({.id = child.id, .name = child.name, .status = child.status});
    }
    notice.updates = {
        update(
            901, "IDENTIFIED", ago(14 * one_minute),
            "A queue shard in Frankfurt stopped acknowledging messages. We are moving its traffic to the two healthy "
            "shards; deliveries are being retried and none will be lost."),
        update(902, "INVESTIGATING", ago(36 * one_minute),
               "Webhook deliveries arrive 5 to 12 minutes late, and one in fifty REST calls takes longer than two "
               "seconds. We are looking into the cause."),
    };
    return notice;
}

site::NoticeView past_incident() {
    site::NoticeView notice;
    notice.id = id_of(910);
    notice.name = "Build pipeline queue in Oregon";
    notice.status = "RESOLVED";
    notice.impact = Status::PartialOutage;
    notice.started_at = ago(2 * one_day + 3 * one_hour);
    notice.resolved_at = notice.started_at + 34 * one_minute;
    notice.updated_at = *notice.resolved_at;
    notice.affected = {{.id = id_of(911), .name = "Build pipeline", .status = Status::PartialOutage}};
    notice.updates = {
        update(912, "RESOLVED", *notice.resolved_at,
               "New builds waited up to 20 minutes for a runner after an autoscaling limit was reached. The limit was "
               "raised and the backlog has cleared."),
        update(913, "INVESTIGATING", notice.started_at, "Builds are queueing longer than usual."),
    };
    return notice;
}

/// A day in pieces of 20 minutes around `usual`, with a silence in the second half if asked for.
site::MetricView metric(std::size_t number, std::string name, std::string suffix, double usual, bool silence) {
    const Millis to = (now / one_hour + 1) * one_hour, from = to - one_day;
    Dice dice(static_cast<std::uint32_t>(number));
    std::vector<metrics::Fold> folds;
    for (Millis at = from; at < now; at += twenty_minutes) {
        const bool silent = silence && at > to - 9 * one_hour && at < to - 6 * one_hour;
        const double value = usual * (0.8 + 0.004 * dice.roll(100));
        if (!silent) folds.push_back({at / twenty_minutes, 1, value, value, value});
    }
    site::Chart chart = site::cut(folds, twenty_minutes, site::even_edges(from, to, twenty_minutes));
    return {id_of(number), std::move(name), std::move(suffix), std::move(chart),
            metrics::Point{ago(2 * one_minute), usual}};
}

std::vector<site::MetricView> some_metrics() {
    std::vector<site::MetricView> list = {
        metric(950, "API response time", "ms", 142, false), metric(951, "Requests served", "/s", 12'840, true),
        metric(952, "Processor load", "%", 62, false), metric(953, "Waiting jobs", "", 0, false)};
    for (site::Piece& piece : list.back().chart.pieces) piece.reset();
    list.back().last.reset();
    return list;
}

site::PageFace face() {
    site::PageFace face;
    face.id = "cmsample00000kestrelpages";
    face.name = "Kestrel";
    face.subdomain = "kestrel";
    face.root_url = "https://kestrel.status.test";
    face.website_url = "https://www.kestrel.test/";
    face.public_email = "help@kestrel.test";
    return face;
}

std::vector<NodeView> calm_tree() {
    std::vector<NodeView> tree;
    std::size_t number = 0;
    for (const std::string_view name : singles) tree.push_back(leaf(name, ++number));
    for (const Group& from : groups) tree.push_back(group(from, number));
    // The last group lives inside another one: groups nest to any depth.
    tree[8].children.push_back(std::move(tree.back()));
    tree[8].children.back().group_id = tree[8].id;
    tree.pop_back();
    tree[0].description_html = "<p>Marketing pages and the pricing calculator.</p>";
    return tree;
}

}  // namespace

site::PageView calm_page_view() {
    site::PageView view;
    view.face = face();
    view.tree = calm_tree();
    view.metrics = some_metrics();
    view.compiled_at = now;
    view.day_edges = day_edges(view.face.zone, now, static_cast<int>(days));
    return view;
}

site::PageView sample_page_view() {
    site::PageView view = calm_page_view();
    hurt(view.tree[4], "REST API", Status::DegradedPerformance, 0);
    hurt(view.tree[4], "Webhooks", Status::PartialOutage, 41 * one_minute);
    hurt(view.tree[7], "Managed Postgres", Status::UnderMaintenance, 0);
    view.fine = PageStatus::OnePartialOutage;
    view.coarse = PageStatus::HasIssues;
    view.open = {open_incident(view.tree)};
    view.recent = {past_incident()};
    return view;
}

site::PageView deep_page_view() {
    site::PageView view = calm_page_view();
    NodeView young = leaf("Young service", 70);
    for (std::size_t day = 0; day < 67; ++day) young.days[day] = {};
    NodeView unborn = leaf("Unborn service", 71);
    unborn.days.assign(days, {});
    unborn.uptime_hundredths = std::nullopt;
    NodeView bare = leaf("Service without uptime", 72);
    bare.days.clear();
    bare.uptime_hundredths = std::nullopt;
    bare.status = Status::MajorOutage;
    bare.description_html = "<p>Its history is <strong>not</strong> shown.</p>";

    NodeView inner;
    inner.id = id_of(80);
    inner.name = "Third level";
    inner.is_group = true;
    inner.children = {young, unborn, bare};
    inner.status = bare.status;
    for (const std::string_view name : {"Second level", "First level"}) {
        NodeView outer;
        outer.id = id_of(name == "Second level" ? 81 : 82);
        outer.name = name;
        outer.is_group = true;
        outer.status = inner.status;
        outer.description_html = "<p>What this group is about.</p>";
        outer.children = {inner};
        inner = outer;
    }
    view.tree = {inner, bare};
    view.fine = PageStatus::AllMajorOutage;
    view.coarse = PageStatus::HasIssues;
    view.open = {open_incident(sample_page_view().tree)};
    for (site::UpdateView& entry : view.open[0].updates) entry.html.clear();
    return view;
}

site::PageView hostile_page_view(const std::string& language) {
    site::PageView view = sample_page_view();
    view.face.language = language;
    view.face.name =
        "<script>alert(1)</script>\" onload='x' \xE2\x80\xAE"
        "Kestrel";
    view.tree[0].name = std::string(255, 'W');
    view.tree[1].name = "\xD8\xA8\xD9\x88\xD8\xA7\xD8\xA8\xD8\xA9 \xF0\x9F\xA6\x85 & <b>bold</b>";
    view.tree[4].name = "</details></ul><img src=x onerror=alert(1)>";
    view.tree[4].children[0].name = "'\"><svg/onload=alert(1)>";
    view.open[0].name = "]]></title><script>alert(2)</script>" + std::string(200, 'x');
    view.open[0].affected[0].name = "{{name}} {{{name}}} \xE2\x80\x8F";
    view.metrics[0].name = std::string(255, 'M');
    view.metrics[1].name = "\"><script>alert(3)</script>";
    view.metrics[1].suffix.assign(60, '<').append("b>x");
    return view;
}

site::MetricPage sample_metric_page(const site::PageView& view, site::Period period) {
    site::MetricPage page{view.metrics[1], period, {}};
    if (period == site::Period::Day) {
        const site::Chart& chart = page.metric.chart;
        std::vector<metrics::Fold> pieces;
        for (const site::Piece& piece : chart.pieces) {
            if (piece) pieces.push_back(*piece);
        }
        page.rows =
            site::cut(pieces, twenty_minutes, site::even_edges(chart.edges.front(), chart.edges.back(), one_hour));
        return page;
    }
    const auto edges = day_edges(view.face.zone, now, period == site::Period::Week ? 7 : 30);
    Dice dice(7);
    std::vector<metrics::Fold> folds;
    for (Millis at = edges.front(); at < now; at += one_hour) {
        const double value = 100 + dice.roll(80);
        if (dice.roll(40) > 0) folds.push_back({at / one_hour, 2, 2 * value, value - 20, value + 20});
    }
    const Millis length = period == site::Period::Week ? one_hour : 4 * one_hour;
    page.metric.chart = site::cut(folds, one_hour, site::even_edges(edges.front(), edges.back(), length));
    page.rows = site::cut(folds, one_hour, edges);
    return page;
}

}  // namespace daymark::test
