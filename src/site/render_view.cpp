// Views by kainjow's Mustache: parsed once, rendered often. Its header is included only here.
#include "site/render_view.h"

#include "embedded/files.h"
#include "platform/base/error.h"
#include "platform/text/html.h"

#include <kainjow/mustache.hpp>

#include <memory>

namespace daymark::site {
namespace {

using kainjow::mustache::mustache;
using Data = kainjow::mustache::data;

constexpr std::string_view ending = ".mustache";

/// Views are written with indentation and line breaks, which readers need not download: a break between two tags is
/// dropped with the indentation, any other becomes one space.
std::string without_indentation(std::string_view source) {
    std::string joined;
    joined.reserve(source.size());
    bool line_start = true;
    for (const char c : source) {
        if (line_start && c == ' ') continue;
        line_start = c == '\n';
        if (!line_start) {
            const bool at_break = !joined.empty() && joined.back() == '\n';
            if (at_break) {
                joined.pop_back();
                const bool between_tags = (joined.back() == '>' || joined.back() == '}') && (c == '<' || c == '{');
                if (!between_tags) joined += ' ';
            }
            joined += c;
        } else if (!joined.empty() && joined.back() != '\n') {
            joined += c;
        }
    }
    if (!joined.empty() && joined.back() == '\n') joined.pop_back();
    return joined;
}

std::unique_ptr<mustache> parsed(const std::string& name, std::string_view source) {
    auto view = std::make_unique<mustache>(without_indentation(source));
    if (!view->is_valid()) throw Error(ErrorCode::Internal, "Internal error", {name + ": " + view->error_message()});
    view->set_custom_escape([](const std::string& text) { return text::escape_html(text); });
    return view;
}

using Views = std::map<std::string, std::unique_ptr<mustache>, std::less<>>;

const Views& views() {
    static const Views all = [] {
        Views made;
        for (const std::string_view path : embedded::files_of("")) {
            if (!path.ends_with(ending)) continue;
            const std::size_t from = path.rfind('/') + 1;
            const std::string name(path.substr(from, path.size() - from - ending.size()));
            made.emplace(name, parsed(name, embedded::file(path).value()));
        }
        return made;
    }();
    return all;
}

Data data_of(const Fields& fields) {
    Data data{Data::type::object};
    for (const auto& [name, text] : fields.texts) data.set(name, Data{text});
    for (const auto& [name, on] : fields.flags)
        data.set(name, Data{on ? Data::type::bool_true : Data::type::bool_false});
    for (const auto& [name, items] : fields.lists) {
        Data list{Data::type::list};
        for (const Fields& item : items) list.push_back(data_of(item));
        data.set(name, list);
    }
    return data;
}

}  // namespace

Fields& Fields::text(std::string name, std::string value) {
    texts[std::move(name)] = std::move(value);
    return *this;
}

Fields& Fields::text_if_any(std::string name, std::string value) {
    if (!value.empty()) text(std::move(name), std::move(value));
    return *this;
}

Fields& Fields::flag(std::string name, bool on) {
    flags[std::move(name)] = on;
    return *this;
}

Fields& Fields::list(std::string name, std::vector<Fields> items) {
    lists[std::move(name)] = std::move(items);
    return *this;
}

std::string render_view(std::string_view name, const Fields& fields) {
    const auto found = views().find(name);
    if (found == views().end()) throw Error(ErrorCode::Internal, "Internal error", {"no view " + std::string(name)});
    // `render` is not const, but writes to its object only for lambdas and partials, which our views do not use.
    mustache& view = *found->second;
    std::string out;
    view.render(data_of(fields), [&out](const std::string& piece) { out += piece; });
    return out;
}

}  // namespace daymark::site
