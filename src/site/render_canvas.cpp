// Canvas Kit components. What people wrote goes in as plain text; a canvas may weigh 64 KiB.
#include "site/render_canvas.h"

#include "site/render_frame.h"
#include "site/render_headline.h"
#include "site/render_notices.h"

namespace daymark::site {
namespace {

constexpr std::size_t most_notices = 5;

json::object text(const std::string& said, std::string_view style) {
    return {{"type", "text"}, {"text", said}, {"style", style}};
}

json::object link_to(const std::string& url) { return {{"type", "url"}, {"url", url}}; }

json::object item_of(const PageView& view, const NoticeView& notice, const Words& words) {
    std::string state = notice_word(words, notice.status);
    if (is_planned(notice)) state += " · " + words.stamp(view.face, notice.started_at, view.compiled_at);
    return {{"type", "item"},
            {"id", notice.id},
            {"title", notice.name},
            {"subtitle", state},
            {"action", link_to(local_root(view.face) + notice.id)}};
}

json::object button(std::string_view id, const std::string& label, std::string_view style, json::object action) {
    return {{"type", "button"}, {"id", id}, {"label", label}, {"style", style}, {"action", std::move(action)}};
}

json::object content_of(json::array components) { return {{"components", std::move(components)}}; }

}  // namespace

json::object canvas_content(const PageView& view) {
    const Words& words = Words::of(view.face.language);
    json::array components{text(headline_of(view, words).text(), "header"), text(view.face.name, "muted")};
    json::array items;
    for (const auto* list : {&view.open, &view.maintenances, &view.general}) {
        for (const NoticeView& notice : *list) {
            if (items.size() < most_notices) items.push_back(item_of(view, notice, words));
        }
    }
    if (!items.empty()) components.push_back(json::object{{"type", "list"}, {"items", std::move(items)}});
    const std::string root = local_root(view.face);
    components.push_back(button("view", words.text("canvas_view"), "primary", link_to(root)));
    components.push_back(button("updates", words.text("subscribe"), "link", link_to(root + "subscribe")));
    return content_of(std::move(components));
}

json::object canvas_of_nothing(const Words& words) { return content_of({text(words.text("canvas_no_page"), "muted")}); }

json::object canvas_of_question(const Words& words, const std::string& given) {
    json::array components;
    json::object field{{"type", "input"}, {"id", "page"}, {"label", words.text("canvas_page")}};
    if (!given.empty()) {
        field["value"] = given;
        field["save_state"] = "failed";
    }
    components.push_back(std::move(field));
    if (!given.empty()) components.push_back(text(words.text("canvas_no_page"), "error"));
    components.push_back(button("save", words.text("save"), "primary", {{"type", "submit"}}));
    return content_of(std::move(components));
}

}  // namespace daymark::site
