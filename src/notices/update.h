// One entry of a notice's timeline: the same for incidents and maintenances, but for the words of their statuses.
#pragma once

#include "notices/affected.h"
#include "platform/base/error.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace daymark::notices {

template <class Status>
struct Update {
    std::string id;
    std::string notice_id;
    Status status{};
    std::string message;  // Markdown
    bool notify = false;
    Millis started_at = 0;
    json::Translations translations;
    Millis created_at = 0;
    Millis updated_at = 0;
};

/// Seconds from an update to the next one, rounded up; nothing for the last one (contract §1.8).
template <class Status>
[[nodiscard]] std::optional<std::int64_t> duration_seconds(const std::vector<Update<Status>>& updates,
                                                           std::size_t index) {
    if (index + 1 >= updates.size()) return std::nullopt;
    return rounded_up(updates[index + 1].started_at - updates[index].started_at, one_second);
}

/// The place of an update in its notice. Error NotFound, which calls it by `name`.
template <class Status>
[[nodiscard]] std::size_t index_of(const std::vector<Update<Status>>& updates, const std::string& id,
                                   const char* name) {
    const auto found = std::ranges::find(updates, id, &Update<Status>::id);
    if (found == updates.end()) throw Error::not_found(name);
    return static_cast<std::size_t>(found - updates.begin());
}

/// Whether an edit of a notice adds an update: another status, or a text that is not the last one. A client that sends
/// back what it knows adds nothing.
template <class Edit, class Notice>
[[nodiscard]] bool says_something_new(const Edit& edit, const Notice& notice) {
    if (edit.status && *edit.status != notice.status) return true;
    if (!edit.message || edit.message->empty()) return false;
    return notice.updates.empty() || notice.updates.back().message != *edit.message;
}

}  // namespace daymark::notices
