// Taking addresses apart.
#include "site/local_path.h"

#include "site/render_words.h"

#include <algorithm>

namespace daymark::site {

LocalPath local_path(std::string_view path) {
    const std::string_view first = path.substr(0, path.find('/'));
    if (Words::find(first) == nullptr) return {{}, path};
    return {first, path.substr(std::min(first.size() + 1, path.size()))};
}

}  // namespace daymark::site
