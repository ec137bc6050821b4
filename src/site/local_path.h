// Addresses below a language's code.
#pragma once

#include <string_view>

namespace daymark::site {

/// "de/incident/<id>" → {"de", "incident/<id>"}. The language is "" when the path begins with none.
struct LocalPath {
    std::string_view language, path;
};
[[nodiscard]] LocalPath local_path(std::string_view path);

}  // namespace daymark::site
