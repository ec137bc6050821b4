// What snippets ask for.
#include "site/widgets.h"

#include "site/render_assets.h"

#include <algorithm>

namespace daymark::site {
namespace {

/// Eight hexadecimal digits. Guess: the code told the hosted product whose settings to use; here it changes nothing.
bool is_code(std::string_view segment) {
    return segment.size() == 8 && segment.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// What could be a language's code, also of one that has no words here: "fr", "pt-BR".
bool is_language(std::string_view segment) {
    const auto fits = [](char c) { return c == '-' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const std::size_t primary = std::min(segment.find('-'), segment.size());
    return (primary == 2 || primary == 3) && segment.size() <= 7 && std::ranges::all_of(segment, fits);
}

/// Takes the first segment off when it `fits` and another one follows.
template <class Fits>
void skip_segment(std::string_view& path, Fits fits) {
    const std::size_t slash = path.find('/');
    if (slash != std::string_view::npos && fits(path.substr(0, slash))) path.remove_prefix(slash + 1);
}

bool is_size(std::string_view size) { return size.empty() || size == "-sm" || size == "-md" || size == "-lg"; }

}  // namespace

const Variants& widget_bytes() {
    static const Variants bytes =
        with_brotli(pack({"text/javascript; charset=utf-8", widget_script(), {}}, 200, Caching::Hour));
    return bytes;
}

bool is_widget_script(std::string_view path) {
    constexpr std::string_view file = "widget/script.js";
    if (!path.ends_with(file)) return false;
    if (path != file) skip_segment(path, is_language);
    if (path != file) skip_segment(path, is_code);
    return path == file;
}

std::string_view kept_path(std::string_view path) {
    constexpr std::string_view folder = "embed-status/";
    if (!path.starts_with(folder)) return path;
    std::string_view rest = path.substr(folder.size());
    skip_segment(rest, is_code);
    // Guess: a size is that of the frame, which the badge fits by itself.
    for (const std::string_view kept : {light_badge_path, dark_badge_path}) {
        const std::string_view theme = kept.substr(folder.size());
        if (rest.starts_with(theme) && is_size(rest.substr(theme.size()))) return kept;
    }
    return path;
}

}  // namespace daymark::site
