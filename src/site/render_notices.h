// Notices as HTML: open ones as cards, one on its own page, past ones by day.
#pragma once

#include "site/page_view.h"
#include "site/render_view.h"
#include "site/render_words.h"

#include <string>
#include <vector>

namespace daymark::site {

/// Address relative to the page's root: "incident/<id>", "maintenance/<id>", "notice/<id>".
[[nodiscard]] std::string path_of(const NoticeView& notice);

/// A maintenance that has not begun: it says nothing yet of what is.
[[nodiscard]] bool is_planned(const NoticeView& notice);

/// "Investigating" for the wire word INVESTIGATING; an unknown word as it is.
[[nodiscard]] std::string notice_word(const Words& words, const std::string& wire_word);

/// "Incident", "Maintenance", "Notice".
[[nodiscard]] const std::string& kind_word(const Words& words, const NoticeView& notice);

/// "API, Website": the components that it touches.
[[nodiscard]] std::string affected_names(const NoticeView& notice);

/// What an update says, as HTML; for one without a text what its status means.
[[nodiscard]] std::string message_html(const Words& words, const UpdateView& update);

/// What an update says, without marks; for one without a text what its status means.
[[nodiscard]] std::string plain_text(const Words& words, const UpdateView& update);

/// The colour of a notice: that of what it does to the page, calm once it is over.
[[nodiscard]] char notice_tone(const NoticeView& notice);

/// Everything a card or the notice's page shows of it.
[[nodiscard]] Fields notice_fields(const PageView& view, const NoticeView& notice, const Words& words);

/// The whole timeline for the notice's own page, newest first; a postmortem ends it.
[[nodiscard]] std::vector<Fields> timeline_fields(const PageView& view, const NoticeView& notice, const Words& words);

/// Past notices with their dates, for lists that are not cut by day. `to_root` leads to the page's root in this
/// language.
[[nodiscard]] std::string dated_notices(const PageView& view, const std::vector<NoticeView>& notices,
                                        const Words& words, std::string_view to_root);

/// The past seven days, today first; days on which nothing was reported are joined.
[[nodiscard]] std::vector<Fields> past_days(const PageView& view, const Words& words);

}  // namespace daymark::site
