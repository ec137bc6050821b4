// The page as a card in Intercom's messenger: components of its Canvas Kit.
#pragma once

#include "platform/json/json.h"
#include "site/page_view.h"
#include "site/render_words.h"

namespace daymark::site {

/// Headline, what is open with links, buttons to the page and to its updates.
[[nodiscard]] json::object canvas_content(const PageView& view);

/// One sentence instead: there is nothing to show.
[[nodiscard]] json::object canvas_of_nothing(const Words& words);

/// What a teammate is asked when the card is added: the page's name, in a field "page". `given`: what was entered; it
/// names no page then.
[[nodiscard]] json::object canvas_of_question(const Words& words, const std::string& given);

}  // namespace daymark::site
