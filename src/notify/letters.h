// Letters to one person: what each kind says.
#pragma once

#include "notify/delivery.h"
#include "notify/mail_body.h"
#include "pages/page.h"
#include "pages/page_address.h"
#include "subscribers/subscriber.h"

#include <optional>
#include <string>

namespace daymark::notify {

/// What a letter is about. `to`: its subscriber, if it has one; `address`: to whom it goes otherwise.
struct Occasion {
    const World& world;
    const pages::Page& page;
    const StoredEvent& event;
    const subscribers::Subscriber* to = nullptr;
    std::string address;
    pages::Address pages;
    Millis now = 0;
};

/// Nothing when there is no reason for it any more: somebody said yes already, the page is not private any more.
[[nodiscard]] std::optional<Letter> letter_for(db::Tx& tx, const Occasion& occasion);

/// The same for channels that know notices only: its subject and its link.
[[nodiscard]] Notice notice_of(const Letter& letter, const StoredEvent& event);

}  // namespace daymark::notify
