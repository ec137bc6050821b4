// From an event to what is told of it, in the words of whoever is told. Texts are read when they are sent: who mends a
// slip before that mends the messages, and what was taken back is not told.
#pragma once

#include "notify/delivery.h"
#include "notify/notice.h"
#include "pages/page.h"
#include "pages/page_address.h"
#include "site/audience.h"
#include "site/page_view.h"
#include "subscribers/subscriber.h"

#include <optional>
#include <string>

namespace daymark::notify {

/// How somebody wants to be told.
struct Reading {
    std::string language, zone;
    site::Audience audience;

    friend bool operator==(const Reading& left, const Reading& right) {
        return left.language == right.language && left.zone == right.zone &&
               left.audience.key() == right.audience.key();
    }
};
/// The subscriber's own, as far as they said; of a private page those who chose components hear of these alone.
[[nodiscard]] Reading reading_of(const pages::Page& page, const subscribers::Subscriber& subscriber);

/// Nothing when what the event tells of is not there any more, or not for this audience.
[[nodiscard]] std::optional<Notice> compose(db::Tx& tx, const pages::Page& page, const StoredEvent& event,
                                            const Reading& reading, const pages::Address& address, Millis now);

/// What webhooks are told of the page; `root`: its address.
[[nodiscard]] json::object page_told(const pages::Page& page, const std::string& root);

/// The page's logo for those who read elsewhere: its whole address, or "".
[[nodiscard]] std::string logo_of(const site::PageFace& face);

/// Where a subscriber ends and changes what they get.
[[nodiscard]] Links links_of(const crypto::SecretKey& key, const std::string& root, const std::string& subscriber_id);

}  // namespace daymark::notify
