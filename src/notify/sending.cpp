// SQL on what stops sending.
#include "notify/sending.h"

namespace daymark::notify {

Sending sending(db::Tx& tx) {
    const auto row = tx.one("sending.find", "select state, reason, changed_at from sending where id = 1");
    return {json::from_word<SendingState>(row->text(0)).value_or(SendingState::Running),
            row->maybe_text(1).value_or(""), row->integer(2)};
}

void set_sending(db::Tx& tx, SendingState state, const std::string& reason, Millis now) {
    tx.execute("sending.set", "update sending set state = $1, reason = $2, changed_at = $3 where id = 1",
               json::word_of(state), reason, now);
}

std::optional<std::string> mark_of(db::Tx& tx, const std::string& node) {
    const auto row = tx.one("marks.find", "select mark from marks where node = $1", node);
    return row ? std::optional(row->text(0)) : std::nullopt;
}

void set_mark(db::Tx& tx, const std::string& node, const std::string& mark) {
    tx.execute("marks.set", "insert into marks (node, mark) values ($1, $2) on conflict (node) do update set mark = $2",
               node, mark);
}

std::optional<StoppedPage> stopped_page(db::Tx& tx, const std::string& page_id) {
    const auto row =
        tx.one("stopped_pages.find", "select reason, stopped_at from stopped_pages where page_id = $1", page_id);
    return row ? std::optional(StoppedPage{row->text(0), row->integer(1)}) : std::nullopt;
}

void stop_page(db::Tx& tx, const std::string& page_id, const std::string& reason, Millis now) {
    tx.execute("stopped_pages.insert", R"(insert into stopped_pages (page_id, reason, stopped_at) values ($1, $2, $3)
        on conflict (page_id) do update set reason = $2, stopped_at = $3)",
               page_id, reason, now);
}

void resume_page(db::Tx& tx, const std::string& page_id) {
    tx.execute("stopped_pages.erase", "delete from stopped_pages where page_id = $1", page_id);
}

}  // namespace daymark::notify
