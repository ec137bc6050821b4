// The colours of a page: which of them its owner chose, and whether people can make out what is shown in them.
#pragma once

#include "pages/page.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::pages {

/// `#abc`, `#aabbcc` or `rgb(r,g,b)` as "#rrggbb"; nothing for any other text, which must not reach a style sheet.
[[nodiscard]] std::optional<std::string> plain_color(std::string_view given);

/// The value of a colour setting ("okColor") as "#rrggbb"; nothing when it is no colour or what a fresh page has, for
/// which the page has better ones of its own.
[[nodiscard]] std::optional<std::string> chosen_color(std::string_view field, std::string_view given);

/// From 1 to 21, by WCAG 2. Both of the form "#rrggbb".
[[nodiscard]] double contrast(std::string_view color, std::string_view other);

/// The better of a dark and a light ink for text on a colour of the form "#rrggbb".
[[nodiscard]] std::string_view ink_on(std::string_view color);

/// Something about a page's look that its readers will not like.
struct Warning {
    std::string field, message;

    static constexpr std::string_view schema_name = "Warning";
    static constexpr auto fields =
        std::tuple{json::field("field", &Warning::field).described("The setting it is about"),
                   json::field("message", &Warning::message)};
};

/// Of colours that were chosen and cannot be made out; each names one near it that can.
[[nodiscard]] std::vector<Warning> unreadable_colors(const PageSettings& settings);

}  // namespace daymark::pages
