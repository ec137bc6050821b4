// Tests: messages by which somebody who looks after a page tries a channel, on an address that may be nobody's
// subscription.
#pragma once

#include "notify/delivery.h"
#include "pages/page.h"

#include <optional>

namespace daymark::notify {

/// What is kept of a test until it is sent.
struct Trial {
    events::Event event;
    events::Receiver to;
};
/// To an address that was checked as a subscriber's is; that of a webhook stays sealed.
[[nodiscard]] Trial trial_of(const Channel& channel, const subscribers::Subscriber& to);
/// Of the page's own account at X.
[[nodiscard]] Trial trial_post(const Channel& channel);

/// The one it goes to; nothing when it is no test, or one for a subscriber.
[[nodiscard]] std::optional<subscribers::Subscriber> tried(const StoredEvent& event, const Delivery& delivery,
                                                           const pages::Page& page);
/// The channel that is tried, which need not be the one that the page uses; none: the usual.
[[nodiscard]] const Channel* tried_channel(const StoredEvent& event);

}  // namespace daymark::notify
