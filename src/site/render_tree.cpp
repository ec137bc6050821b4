// Rows for components, <details> for groups, at any depth.
#include "site/render_tree.h"

#include "platform/base/zone.h"
#include "platform/json/json.h"
#include "site/render_bar.h"
#include "site/render_frame.h"
#include "site/render_view.h"

#include <algorithm>
#include <array>

namespace daymark::site {
namespace {

using components::Status;

/// What the page was given, or else what follows from the children.
std::optional<int> uptime_of(const NodeView& node) {
    if (node.uptime_hundredths || !node.is_group) return node.uptime_hundredths;
    std::vector<std::optional<int>> below;
    for (const NodeView& child : node.children) below.push_back(uptime_of(child));
    return uptime::group_hundredths(below);
}

/// Empty when neither the node nor any child of it shows its days.
std::vector<uptime::Day> days_of(const NodeView& node) {
    if (!node.days.empty() || !node.is_group) return node.days.empty() ? node.days : bar_of(node.days);
    std::vector<std::vector<uptime::Day>> below;
    for (const NodeView& child : node.children) {
        if (auto days = days_of(child); !days.empty()) below.push_back(std::move(days));
    }
    return below.empty() ? std::vector<uptime::Day>() : uptime::group_days(below);
}

class TreeWriter {
public:
    TreeWriter(const Words& words, std::string_view to_components, std::string_view end)
        : words_(words), to_components_(to_components), end_(end) {}

    std::string rows(const std::vector<NodeView>& nodes, int depth) {
        std::string html;
        for (const NodeView& node : nodes) {
            if (!node.is_group)
                html += row(node);
            else if (!node.children.empty())
                html += group(node, depth);
        }
        return html;
    }
    TreeHtml take(std::string rows) {
        return {.rows = std::move(rows), .minutes = std::move(minutes_), .letters = std::move(letters_)};
    }

private:
    Fields common(const NodeView& node) const {
        Fields fields;
        fields.text("name", node.name)
            .text("page", std::string(to_components_) + node.id + std::string(end_))
            .text("tone", std::string(1, letter_of(node.status)))
            .text("word", status_word(words_, node.status))
            .flag("calm", node.status == Status::Operational)
            .text_if_any("about", node.description_html);
        return fields;
    }

    std::string row(const NodeView& node) {
        Fields fields = common(node);
        if (const auto bar = days_of(node); !bar.empty()) add_bar(fields, node, bar);
        return render_view("row", fields);
    }

    std::string group(const NodeView& node, int depth) {
        const LeafCounts leaves = count_leaves(node.children);
        const long touched = leaves.affected + leaves.maintenance;
        Fields fields = common(node);
        fields.text("id", node.id)
            .text("level", std::to_string(std::min(3 + depth, 6)))
            .flag("open", touched > 0 || !node.collapsed)
            .text("count", touched == 0 ? words_.count("group_count", leaves.all)
                                        : words_.text("group_affected", {{"k", std::to_string(touched)},
                                                                         {"n", std::to_string(leaves.all)}}));
        if (const auto bar = days_of(node); !bar.empty()) add_bar(fields, node, bar);
        return render_view("group", fields.text("children", rows(node.children, depth + 1)));
    }

    void add_bar(Fields& fields, const NodeView& node, const std::vector<uptime::Day>& bar) {
        const auto uptime = uptime_of(node);
        const std::string percent = uptime ? words_.percent(*uptime) : "–";
        fields.text("bar", bar_paths(bar)).text("bar_text", sentence(bar, uptime, percent)).text("uptime", percent);
        minutes_.push_back(bar_minutes(bar));
        for (const uptime::Day& day : bar) letters_.insert(letter_of(day.worst));
    }

    std::string sentence(const std::vector<uptime::Day>& bar, std::optional<int> uptime, const std::string& percent) {
        const BarCounts counts = bar_counts(bar);
        if (counts.measured == 0) return words_.text("bar_unmeasured");
        return words_.count(uptime ? "bar_uptime" : "bar_days", counts.measured, {{"uptime", percent}}) + ", " +
               (counts.eventful == 0 ? words_.text("bar_no_events") : words_.count("bar_events", counts.eventful));
    }

    const Words& words_;
    std::string_view to_components_, end_;
    std::vector<std::map<std::size_t, long>> minutes_;
    std::set<char> letters_;
};

std::string date_text(const LocalDate& date) {
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return std::to_string(date.year) + "-" + two(date.month) + "-" + two(date.day);
}

}  // namespace

LeafCounts count_leaves(const std::vector<NodeView>& tree) {
    LeafCounts counts;
    for (const NodeView& node : tree) {
        const LeafCounts below = count_leaves(node.children);
        counts.all += below.all;
        counts.affected += below.affected;
        counts.maintenance += below.maintenance;
        if (node.is_group) continue;
        ++counts.all;
        if (node.status == Status::UnderMaintenance)
            ++counts.maintenance;
        else if (node.status != Status::Operational)
            ++counts.affected;
    }
    return counts;
}

const std::string& status_word(const Words& words, Status status) {
    static constexpr std::array keys = {"status_operational", "status_maintenance", "status_degraded",
                                        "status_partial",     "status_minor",       "status_major"};
    static constexpr std::string_view letters = "omdpix";
    return words.text(keys.at(letters.find(letter_of(status))));
}

std::string bar_data(const PageView& view, const Words& words, const TreeHtml& tree) {
    json::object texts;
    texts["n"] = words.text("day_unmeasured");
    texts["o"] = words.text("day_quiet");
    for (const Status status : {Status::UnderMaintenance, Status::DegradedPerformance, Status::PartialOutage,
                                Status::MinorOutage, Status::MajorOutage}) {
        texts[std::string(1, letter_of(status))] = status_word(words, status);
    }
    json::array minutes;
    for (const auto& bar : tree.minutes) {
        json::object days;
        for (const auto& [day, length] : bar) days[std::to_string(day)] = length;
        minutes.emplace_back(std::move(days));
    }
    const std::size_t edges = view.day_edges.size();
    json::object data;
    data["last"] = date_text(local_date(view.face.zone, edges < 2 ? view.compiled_at : view.day_edges[edges - 2]));
    data["checked"] = words.text("checked");
    data["words"] = std::move(texts);
    data["minutes"] = std::move(minutes);
    return script_safe(json::text(data));
}

TreeHtml render_tree(const std::vector<NodeView>& tree, const Words& words, std::string_view to_components,
                     std::string_view end) {
    TreeWriter writer(words, to_components, end);
    std::string rows = writer.rows(tree, 0);
    return writer.take(std::move(rows));
}

}  // namespace daymark::site
