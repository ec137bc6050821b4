// A component on a page of its own.
#include "site/render_component.h"

#include "platform/base/time_text.h"
#include "site/render_bar.h"
#include "site/render_frame.h"
#include "site/render_notices.h"
#include "site/render_tree.h"
#include "site/render_view.h"
#include "site/render_words.h"

namespace daymark::site {
namespace {

std::vector<Fields> day_fields(const PageView& view, const NodeView& node, const Words& words) {
    std::vector<Fields> days;
    for (std::size_t i = node.days.size(); i-- > 0;) {
        const uptime::Day& day = node.days[i];
        const bool quiet = day.worst == components::Status::Operational;
        const std::string& word = !day.worst ? words.text("day_unmeasured")
                                  : quiet    ? words.text("day_quiet")
                                             : status_word(words, *day.worst);
        days.emplace_back()
            .text("day", words.short_date(view.face, view.day_edges[i]))
            .text("day_word", word)
            .text("downtime", day.down_ms > 0 ? words.duration(day.down_ms) : "–");
    }
    return days;
}

}  // namespace

const NodeView* find_node(const std::vector<NodeView>& tree, std::string_view id) {
    for (const NodeView& node : tree) {
        if (node.id == id) return &node;
        if (const NodeView* below = find_node(node.children, id)) return below;
    }
    return nullptr;
}

Document render_component(const PageView& view, const NodeView& node, const std::vector<NoticeView>& notices) {
    const bool in_copy = view.face.files.has_value();
    const std::string to_root = root_from(view.face, "../"), end = end_of_address(view.face);
    const Words& words = Words::of(view.face.language);
    const TreeHtml tree = render_tree({node}, words, in_copy ? "../" : "", end);
    const std::string& word = status_word(words, node.status);
    const char tone = letter_of(node.status);
    Fields fields;
    fields.text("root", to_root)
        .text("back", words.text("back", {{"page", view.face.name}}))
        .text("feeds", in_copy ? "" : node.id + "/")
        .text("name", node.name)
        .text("word", word)
        .text("tone", std::string(1, tone))
        .text("tree", tree.rows)
        .text("notices_title", words.text("history"))
        .text("none", words.text("component_quiet"))
        .flag("empty", notices.empty())
        .text("notices", dated_notices(view, notices, words, to_root))
        .text("history_url", to_root + "history" + (in_copy ? end : "?component=" + node.id))
        .text("older", words.text("older"))
        .flag("has_days", !node.days.empty())
        .text("days_title", words.text("day_by_day"))
        .text("day_column", words.text("day_column"))
        .text("status_column", words.text("status_column"))
        .text("downtime_column", words.text("downtime_column"))
        .list("days", day_fields(view, node, words))
        .text("data", bar_data(view, words, tree));
    return framed(words, {.face = &view.face,
                          .title = title_on(view.face, words, node.name),
                          .description = word,
                          .tone = tone,
                          .to_root = to_root,
                          .path = "c/" + node.id,
                          .main = render_view("component", fields),
                          .has_times = true});
}

}  // namespace daymark::site
