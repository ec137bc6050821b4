// Names and values in one line.
#pragma once

#include <string_view>

namespace daymark::http {

/// The value of that name in "a=1; b=2" or "a=1&b=2", as it stands; "" when there is none.
[[nodiscard]] std::string_view value_in(std::string_view list, char separator, std::string_view name);

}  // namespace daymark::http
