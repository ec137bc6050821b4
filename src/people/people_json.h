// Many subscribers, and one person, on the wire (extension).
#pragma once

#include "people/erasure.h"
#include "people/import.h"
#include "platform/json/fields.h"
#include "platform/text/given.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::people {

struct RowErrorView {
    std::int64_t line = 0;
    std::optional<std::string> column;
    std::string reason;

    static constexpr std::string_view schema_name = "ImportError";
    static constexpr auto fields = std::tuple{
        json::field("line", &RowErrorView::line).described("Of the table, from 1"),
        json::field("column", &RowErrorView::column).described("null: the whole row"),
        json::field("reason", &RowErrorView::reason),
    };
};

struct ImportView {
    bool dry_run = false;
    std::int64_t rows = 0, added = 0, known = 0, suppressed = 0, failed = 0;
    std::vector<RowErrorView> errors;
    std::vector<std::string> unknown_columns;

    static constexpr std::string_view schema_name = "Import";
    static constexpr auto fields = std::tuple{
        json::field("dryRun", &ImportView::dry_run).described("true: nothing was changed"),
        json::field("rows", &ImportView::rows).described("Of the table, without its first"),
        json::field("added", &ImportView::added).described("New subscribers; a row with several addresses is several"),
        json::field("known", &ImportView::known).described("Subscribed already: they keep what they have"),
        json::field("suppressed", &ImportView::suppressed)
            .described("Suppressed, or erased for good: not brought back"),
        json::field("failed", &ImportView::failed).described("Rows that were passed over"),
        json::field("errors", &ImportView::errors).described("Why, of the first hundred"),
        json::field("unknownColumns", &ImportView::unknown_columns).described("Columns that were ignored"),
    };
};

[[nodiscard]] inline ImportView view_of(const ImportReport& report, bool dry_run) {
    ImportView view{dry_run,           report.rows,   report.added, report.known,
                    report.suppressed, report.failed, {},           report.unknown_columns};
    for (const RowError& error : report.errors)
        view.errors.push_back({error.line, text::given(error.column), error.reason});
    return view;
}

struct EraseDraft {
    std::string address;
    bool suppress = false;

    static constexpr std::string_view schema_name = "EraseDraft";
    static constexpr auto fields = std::tuple{
        json::field("address", &EraseDraft::address)
            .required()
            .up_to(254)
            .described("An e-mail address, or a phone number with its country's code"),
        json::field("suppress", &EraseDraft::suppress)
            .described("true: nobody can subscribe it again; only a keyed hash of it is kept"),
    };
};

struct ErasedView {
    std::int64_t subscribers = 0, webhooks = 0, entry_requests = 0, messages = 0;
    bool suppressed = false;

    static constexpr std::string_view schema_name = "Erased";
    static constexpr auto fields = std::tuple{
        json::field("subscribers", &ErasedView::subscribers).described("Taken off"),
        json::field("webhooks", &ErasedView::webhooks).described("Of whose failures they are not told any more"),
        json::field("entryRequests", &ErasedView::entry_requests).described("Requests to be let in"),
        json::field("messages", &ErasedView::messages).described("In whose log nothing names them any more"),
        json::field("suppressed", &ErasedView::suppressed).described("Whether nobody can subscribe it again"),
    };
};

[[nodiscard]] inline ErasedView view_of(const Erased& erased) {
    return {erased.subscribers, erased.webhooks, erased.entry_requests, erased.messages, erased.suppressed};
}

}  // namespace daymark::people
