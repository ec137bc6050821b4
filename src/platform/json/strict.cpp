// The refusal of an unknown name.
#include "platform/json/strict.h"

namespace daymark::json {

void refuse_unknown(const object& from, const std::vector<std::string_view>& known, const Path& path) {
    for (const auto& [name, member] : from) {
        if (std::ranges::find(known, std::string_view(name)) != known.end()) continue;
        std::string list;
        for (const std::string_view word : known) list += (list.empty() ? "" : ", ") + std::string(word);
        // What was sent must not make the error long.
        constexpr std::size_t longest_name = 64;
        const Path place{.parent = &path, .name = std::string_view(name).substr(0, longest_name)};
        place.refuse("is not known here; known are " + list);
    }
}

}  // namespace daymark::json
