// The tokens of page.css by their letter.
#include "site/render_tones.h"

#include "site/render_assets.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace daymark::site {
namespace {

struct Tone {
    char letter;
    std::string_view light, dark, ink;
};
constexpr std::array<Tone, 7> tones = {{
    {'o', "#299c7d", "#35d6ab", "#0f6b52"},
    {'m', "#4166cf", "#7f93f2", "#3054b8"},
    {'d', "#b18400", "#f7d954", "#765700"},
    {'p', "#bf5a1c", "#f2933f", "#94400d"},
    {'i', "#b02a4c", "#e65a7d", "#a02043"},
    {'x', "#6b0a24", "#cc2f3c", "#7d0c2b"},
    {'n', "#848c99", "#636c7c", "#586170"},
}};

const Tone& tone_of(char letter) {
    const auto* found = std::ranges::find(tones, letter, &Tone::letter);
    return found == tones.end() ? tones.back() : *found;
}

}  // namespace

Fill fill_of(const PageFace& face, char tone) {
    const Tone& ours = tone_of(tone);
    return {owner_color(face, tone).value_or(std::string(ours.light)), std::string(ours.dark)};
}

std::string ground_of(const PageFace& face, char tone) {
    return owner_color(face, tone).value_or(std::string(tone_of(tone).ink));
}

}  // namespace daymark::site
