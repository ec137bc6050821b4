// A message to one recipient, from the moment it is owed until its end.
#pragma once

#include "events/event.h"
#include "notify/channel.h"
#include "platform/crypto/secret_key.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace daymark::notify {

/// WAITING → SPREADING (recipients are being listed) → SENDING → DONE. HELD: somebody must say whether it may go on.
enum class EventState { Waiting, Spreading, Sending, Done, Held, Cancelled };

enum class DeliveryState {
    Waiting,     // until it is due
    Sending,     // an attempt is under way
    Sent,        // the other side took it
    Dead,        // given up
    Superseded,  // a newer message of the same notice took its place
    Cancelled,   // nobody to tell any more, or taken back
};

struct StoredEvent {
    std::string id, page_id;
    events::Event what;
    EventState state = EventState::Waiting;
    std::string reason;
    Millis created_at = 0, due_at = 0;
    Millis starts_at = 0;        // from when on people are told: what counts as its age
    std::int64_t spread_to = 0;  // place of the last subscriber looked at
    std::int64_t recipients = 0;
};

/// Who holds a delivery while an attempt is under way: a sender's claim number so-and-so.
struct Claim {
    std::string worker;
    std::int64_t number = 0;

    friend auto operator<=>(const Claim&, const Claim&) = default;
};

struct Delivery {
    std::string event_id;
    std::string recipient;  // a subscriber's id, or "address"
    std::string channel;    // EMAIL, SMS, WEBHOOK …
    std::string address;    // of what is no subscriber
    int attempt = 1;        // which begins; no two have the same, so that it tells whose answer still counts
    Claim claim = {};       // by which it was taken
    int crashes = 0;        // attempts during which a sender died: nobody's failures

    /// The how manieth time somebody may refuse it.
    [[nodiscard]] int tries() const { return std::max(attempt - crashes, 1); }
};
/// The same for each attempt, and for nothing else.
[[nodiscard]] inline std::string id_of(const Delivery& delivery) {
    return crypto::short_hash(delivery.event_id + "/" + delivery.recipient);
}

/// What came of an attempt.
struct Result {
    Delivery delivery;
    Verdict verdict;
    DeliveryState state = DeliveryState::Sent;  // of the delivery from now on
    Millis due_at = 0;                          // when WAITING
};

}  // namespace daymark::notify

template <>
struct daymark::json::EnumWords<daymark::notify::EventState> {
    using State = daymark::notify::EventState;
    static constexpr std::array table{
        std::pair{std::string_view("WAITING"), State::Waiting},
        std::pair{std::string_view("SPREADING"), State::Spreading},
        std::pair{std::string_view("SENDING"), State::Sending},
        std::pair{std::string_view("DONE"), State::Done},
        std::pair{std::string_view("HELD"), State::Held},
        std::pair{std::string_view("CANCELLED"), State::Cancelled},
    };
};
template <>
struct daymark::json::EnumWords<daymark::notify::DeliveryState> {
    using State = daymark::notify::DeliveryState;
    static constexpr std::array table{
        std::pair{std::string_view("WAITING"), State::Waiting},
        std::pair{std::string_view("SENDING"), State::Sending},
        std::pair{std::string_view("SENT"), State::Sent},
        std::pair{std::string_view("DEAD"), State::Dead},
        std::pair{std::string_view("SUPERSEDED"), State::Superseded},
        std::pair{std::string_view("CANCELLED"), State::Cancelled},
    };
};
template <>
struct daymark::json::EnumWords<daymark::notify::Verdict::Result> {
    using Result = daymark::notify::Verdict::Result;
    static constexpr std::array table{
        std::pair{std::string_view("SENT"), Result::Sent},
        std::pair{std::string_view("AGAIN"), Result::Again},
        std::pair{std::string_view("FAILED"), Result::Failed},
        std::pair{std::string_view("GONE"), Result::Gone},
    };
};
