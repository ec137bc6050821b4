// Answers in the caller's language: `…Html` properties follow Accept-Language where there is a translation.
#pragma once

#include "platform/json/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace daymark::api {

/// The languages of an Accept-Language header in lower case, the most wanted first: "fr-CH, de;q=0.5" → fr-ch, fr, de.
/// Those with q=0, and "*", are left out.
[[nodiscard]] std::vector<std::string> wanted_languages(std::string_view accept_language);

/// In every object of the answer that has `translations`, `nameHtml`, `descriptionHtml` and `messageHtml` become those
/// of the first wanted language that has a text. The texts as they were written are in `own`, which ends the search.
void localize(json::value& answer, const std::vector<std::string>& wanted, std::string_view own);

}  // namespace daymark::api
