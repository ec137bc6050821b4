// What a mail says, in the order in which it is read, before it is text and HTML.
#pragma once

#include "notify/mail_body.h"
#include "site/render_words.h"

#include <string>
#include <string_view>
#include <vector>

namespace daymark::notify {

/// A status without pictures: a letter, by which the view's style colours it on a dark ground, a sign, an ink.
struct Look {
    std::string_view tone, glyph, ink;
};

struct Row {
    std::string name, value;
    const Look* look = nullptr;
};

/// All is plain text of a length that leaves room for `text`, but that may be of any; `html` is safe. What is empty is
/// left out.
struct Content {
    const site::Words& words;
    std::string page, page_url, logo_url, brand_color;
    std::string subject, headline, title, state, when;
    const Look* look = nullptr;  // of the state
    bool by_people = false;      // whose title and text may be in another language
    std::string text, html;      // the same; without HTML the text is shown in paragraphs
    std::string rest, rest_url;  // where the whole text stands when it is cut
    std::string rows_label;
    std::vector<Row> rows;
    std::string button, button_url;
    std::string end, why;
    const Links& links;
};

[[nodiscard]] MailBody written(const Content& content);

}  // namespace daymark::notify
