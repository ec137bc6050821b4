// Mustache views over prepared values. Only render_view.cpp knows the template library.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daymark::site {

/// What a view is filled with. `{{name}}` shows a text escaped, `{{{name}}}` as it is; `{{#name}}` stands for a text
/// that was set, a flag, or once for each item of a list. A name that an item lacks is looked up in what surrounds it.
class Fields {
public:
    Fields& text(std::string name, std::string value);
    /// Like `text`, but leaves an empty value out, so that `{{#name}}` is false for it.
    Fields& text_if_any(std::string name, std::string value);
    Fields& flag(std::string name, bool on);
    Fields& list(std::string name, std::vector<Fields> items);

    std::map<std::string, std::string> texts;
    std::map<std::string, bool> flags;
    std::map<std::string, std::vector<Fields>> lists;
};

/// Fills the view `<name>.mustache`, in whichever folder it stands. May be called from any number of threads.
[[nodiscard]] std::string render_view(std::string_view name, const Fields& fields);

}  // namespace daymark::site
