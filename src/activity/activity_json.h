// Activity rows on the wire (extension).
#pragma once

#include "platform/db/slice.h"
#include "platform/json/fields.h"

namespace daymark::activity {

struct ActivityView {
    std::string id;
    std::int64_t sequence = 0;
    std::string event, actor_kind, actor_id, remote_address, subject_id;
    bool announced = false;
    json::value detail;
    json::Time created;

    static constexpr std::string_view schema_name = "Activity";
    static constexpr auto fields = std::tuple{
        json::field("id", &ActivityView::id),
        json::field("sequence", &ActivityView::sequence).described("Place in the workspace's chain, from 1"),
        json::field("event", &ActivityView::event).described("Such as incidents.open"),
        json::field("actorKind", &ActivityView::actor_kind).described("key, command or system"),
        json::field("actorId", &ActivityView::actor_id).described("The user behind it"),
        json::field("remoteAddress", &ActivityView::remote_address),
        json::field("subjectId", &ActivityView::subject_id),
        json::field("announced", &ActivityView::announced).described("Whether subscribers were to be told"),
        json::field("detail", &ActivityView::detail).described("Before and after"),
        json::field("createdAt", &ActivityView::created),
    };
};

/// Rows are listed by their place in the chain.
[[nodiscard]] inline db::Cursor cursor_of(const ActivityView& row) { return {row.sequence}; }

}  // namespace daymark::activity
