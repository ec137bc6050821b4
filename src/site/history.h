// The notice history of a page: three months at a time, or one month page by page.
#pragma once

#include "pages/page.h"
#include "platform/db/db.h"
#include "platform/http/message.h"
#include "site/audience.h"
#include "site/month.h"
#include "site/page_view.h"
#include "site/texts.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daymark::site {

inline constexpr int history_months = 3;    // in one window
inline constexpr int history_notices = 30;  // of one month on a page
inline constexpr int history_pages = 100;   // of one month

/// What a reader asks for: "history" and "history/<n>" are three months each, 1 the newest; "history/2026-02" is one
/// month. `?component=` leaves only notices that touch it, `?page=` turns the pages of a month.
struct HistoryRequest {
    int window = 1;
    std::optional<std::pair<int, int>> month;  // year and month
    int page = 1;
    std::string component;

    /// Nothing when the path is none of the history, or asks for what cannot be.
    [[nodiscard]] static std::optional<HistoryRequest> of(std::string_view path, const http::Request& request);
    /// The same text for the same question.
    [[nodiscard]] std::string key() const;
};

struct HistoryMonth {
    Month month;
    std::vector<NoticeView> notices;  // newest first
    bool more = false;                // there are others on the month's next page
};

struct HistoryView {
    HistoryRequest request;
    std::vector<HistoryMonth> months;                             // newest first
    bool older = false;                                           // there are notices before the last of them
    std::vector<std::pair<std::string, std::string>> components;  // ids and names, in page order
};

/// Nothing when there is no such part of the history. The work is bounded by what is shown.
[[nodiscard]] std::optional<HistoryView> gather_history(db::Tx& tx, const pages::Page& page,
                                                        const HistoryRequest& request, Millis now, const Texts& texts,
                                                        const Audience& audience);

}  // namespace daymark::site
