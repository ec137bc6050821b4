// Which documents a copy of a page as files has, and what each is made from.
#pragma once

#include "notices/brief.h"
#include "pages/page.h"
#include "platform/db/db.h"
#include "site/page_view.h"

#include <string>
#include <string_view>
#include <vector>

namespace daymark::site {

struct PlannedDocument {
    std::string address;                 // below the page's root on the server
    std::string query = {}, value = {};  // one parameter, or none
    std::string mark = {};               // "": it is made each time, being one of few
};

/// "history" → "history/index.html", which file servers send for /history and /history/; "history.rss" as it is; with a
/// parameter its value is one more folder.
[[nodiscard]] std::string file_of(const PlannedDocument& document);

/// Guess: languages in which somebody translated the page or a component, the page's own first. A copy in all languages
/// would mostly hold the same texts many times.
[[nodiscard]] std::vector<std::string> languages_of(db::Tx& tx, const pages::Page& page);

/// All but those that compile() makes: the home page and its JSON. `view` is the page in its own language. The work
/// grows by little with each notice that the page ever had; what is made from the same has the same mark.
[[nodiscard]] std::vector<PlannedDocument> plan_export(db::Tx& tx, const pages::Page& page, const PageView& view);

}  // namespace daymark::site
