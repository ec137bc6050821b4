// The notice history as a page.
#include "site/render_history.h"

#include "site/render_frame.h"
#include "site/render_notices.h"
#include "site/render_view.h"
#include "site/render_words.h"

namespace daymark::site {
namespace {

/// Addresses within the history, from where the document stands.
struct Links {
    const HistoryRequest& request;
    std::string root;
    bool in_copy = false;

    [[nodiscard]] std::string to(const std::string& part, int page = 1) const {
        std::string address = root + "history" + (part.empty() ? "" : "/" + part);
        if (in_copy) return address + "/" + (page > 1 ? std::to_string(page) + "/" : "");
        char mark = '?';
        const auto add = [&](const std::string& name, const std::string& value) {
            address += mark + name + "=" + value;
            mark = '&';
        };
        if (!request.component.empty()) add("component", request.component);
        if (page > 1) add("page", std::to_string(page));
        return address;
    }
    /// Window 1 is the history itself.
    [[nodiscard]] std::string to_window(int window) const { return to(window == 1 ? "" : std::to_string(window)); }
};

/// What is filtered or turned to a later page is found from the whole of it.
std::optional<std::string> path_of(const HistoryRequest& request) {
    if (!request.component.empty() || request.page > 1) return std::nullopt;
    const Links links{request, ""};
    if (!request.month) return links.to_window(request.window);
    return links.to(Month::name(request.month->first, request.month->second));
}

Fields month_fields(const PageView& view, const HistoryMonth& of, const Links& links, const Words& words) {
    const std::string name = Month::name(of.month.year, of.month.month);
    Fields fields;
    fields.text("number", name)
        .text("title", words.month(view.face, of.month.from))
        .flag("empty", of.notices.empty())
        .text("notices", dated_notices(view, of.notices, words, links.root))
        .text_if_any("more", of.more ? links.to(name, links.request.page + 1) : "");
    return fields;
}

}  // namespace

Document render_history(const PageView& view, const HistoryView& history) {
    const Words& words = Words::of(view.face.language);
    const HistoryRequest& request = history.request;
    const bool at_root = request.window == 1 && !request.month, in_copy = view.face.files.has_value();
    const std::string to_root = root_from(view.face, at_root ? "./" : "../");
    const Links links{request, (in_copy && request.page > 1 ? "../" : "") + to_root, in_copy};
    std::vector<Fields> months, components;
    for (const HistoryMonth& month : history.months) months.push_back(month_fields(view, month, links, words));
    for (const auto& [id, name] : history.components) {
        components.emplace_back().text("id", id).text("name", name).flag("chosen", id == request.component);
    }
    Fields fields;
    fields.text("root", links.root)
        .text("forms", root_of_forms(view.face, links.root))
        .text("back", words.text("back", {{"page", view.face.name}}))
        .text("title", words.text("history"))
        .text("filter_label", words.text("history_filter"))
        .text("all", words.text("history_all"))
        .text("show", words.text("history_show"))
        .text("none", words.text("history_none"))
        .text("more_label", words.text("history_more"))
        .text("newer_label", words.text("newer"))
        .text("older_label", words.text("older"))
        .list("components", std::move(components))
        .list("months", std::move(months))
        .text_if_any("newer", request.window > 1 ? links.to_window(request.window - 1) : "")
        .text_if_any("older", history.older && !request.month ? links.to_window(request.window + 1) : "");
    const std::string title = title_on(view.face, words, words.text("history"));
    return framed(words, {.face = &view.face,
                          .title = title,
                          .description = title,
                          .tone = 'n',
                          .to_root = links.root,
                          .path = path_of(request),
                          .main = render_view("history", fields),
                          .has_times = true});
}

}  // namespace daymark::site
