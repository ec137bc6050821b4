// The page's state in one sentence: which of the seventeen it is, in words and in colour.
#pragma once

#include "site/page_view.h"
#include "site/render_words.h"

#include <string>

namespace daymark::site {

/// The sentence in three parts, because the component's name inside it is shown as a name of unknown direction.
struct Headline {
    std::string before, name, after;
    char tone = 'o';

    [[nodiscard]] std::string text() const { return before + name + after; }
};
[[nodiscard]] Headline headline_of(const PageView& view, const Words& words);

}  // namespace daymark::site
