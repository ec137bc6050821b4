// A text that may be left out.
#pragma once

#include <optional>
#include <string>

namespace daymark::text {

/// Nothing for "".
[[nodiscard]] inline std::optional<std::string> given(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace daymark::text
