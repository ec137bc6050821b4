// A dry run: what a change would tell people, and whom, had it been made.
#pragma once

#include "activity/act.h"
#include "notify/recipients.h"

#include <functional>
#include <optional>
#include <string>

namespace daymark::notify {

/// A message as its recipient would get it.
struct PreviewedMessage {
    std::string channel;
    std::string called_off;  // why they would get none; then there is nothing else
    std::string subject, text, html;
    std::string body;  // of a request
};
struct Preview {
    std::optional<events::Kind> kind;  // none: the change tells nobody
    Forecast forecast;
    std::optional<PreviewedMessage> message;
};

/// Makes the change, looks at what it would tell, and unmakes it. `subscriber_id`: whose message is wanted, "" for
/// none. Throws what the change throws; Error NotFound for a subscriber who is not of the page.
[[nodiscard]] Preview rehearse(db::Db& db, const Act& act, const std::function<void(db::Tx&)>& change,
                               const std::string& subscriber_id);

}  // namespace daymark::notify
