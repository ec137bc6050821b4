// Where uploads are found.
#include "uploads/upload.h"

#include <algorithm>

namespace daymark::uploads {
namespace {

constexpr std::string_view folder = "u/";
constexpr std::size_t id_length = 32;

}  // namespace

std::string path_of(const Upload& upload) { return std::string(folder) + upload.id + "." + upload.type; }

std::optional<std::string_view> id_in(std::string_view path) {
    if (!path.starts_with(folder)) return std::nullopt;
    path.remove_prefix(folder.size());
    const std::string_view id = path.substr(0, path.find('.'));
    const std::string_view type = path.substr(id.size());
    const bool hex = std::ranges::all_of(id, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (!hex || id.size() != id_length || (type != ".png" && type != ".jpeg")) return std::nullopt;
    return id;
}

std::string_view path_in(std::string_view address) {
    const std::string_view end = address.substr(std::min(address.rfind(folder), address.size()));
    return id_in(end) ? end : std::string_view();
}

}  // namespace daymark::uploads
