// A strict reader of HTML for tests: what it refuses, or reads as something else than intended, must not be served.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daymark::test {

struct HtmlToken {
    enum class Kind { Start, End, Text };
    Kind kind = Kind::Text;
    std::string name;                                             // of a tag
    std::vector<std::pair<std::string, std::string>> attributes;  // values still escaped
    std::string text;  // still escaped; of script, style and title as it stands

    [[nodiscard]] const std::string* attribute(std::string_view wanted) const;
};

/// Throws std::runtime_error for anything but quoted attributes, known closing and balanced tags.
[[nodiscard]] std::vector<HtmlToken> read_html(std::string_view html);

/// What stands in the n-th script, style or title element; "" when there is none.
[[nodiscard]] std::string text_inside(std::string_view html, std::string_view element, std::size_t index = 0);

/// Tags and attribute names in order, without texts and values: equal skeletons mean that no value became markup.
[[nodiscard]] std::string skeleton_of(std::string_view html);

}  // namespace daymark::test
