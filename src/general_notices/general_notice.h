// An announcement that is neither incident nor maintenance: it changes no status.
#pragma once

#include "platform/base/clock.h"
#include "platform/json/fields.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::general_notices {

struct GeneralNotice {
    std::string id;
    std::string page_id;
    std::string name;
    std::string message;  // Markdown
    // Guess: telling subscribers is what a status page is for, so silence must be asked for.
    bool notify = true;
    bool published = true;
    Millis started_at = 0;
    std::optional<Millis> ends_at;  // shown on the home page until then
    json::Translations translations;
    Millis created_at = 0;
    Millis updated_at = 0;
    std::vector<std::string> components;  // ids of what it is about

    [[nodiscard]] bool has_begun(Millis now) const { return started_at <= now; }
    [[nodiscard]] bool is_over(Millis now) const { return ends_at && *ends_at <= now; }
};

}  // namespace daymark::general_notices
