// What follows from a mail that came back.
#pragma once

#include "activity/act.h"
#include "notify/bounce.h"
#include "platform/db/db.h"

#include <string>

namespace daymark::notify {

struct BounceOutcome {
    enum class Done {
        Nothing,       // `why` says why
        Known,         // the same report came before
        Noted,         // nobody loses anything by it
        Counted,       // a soft one
        Paused,        // the subscriber gets nothing more until somebody resumes them
        Unsubscribed,  // and the address is suppressed
    };
    Done done = Done::Nothing;
    BounceKind kind = BounceKind::Ignored;
    std::string subscriber_id, page_id;  // "" when it is nobody's
    std::string why;
};

/// Takes in what came back to one of our return addresses. One hard bounce pauses the subscriber as a refusal at once
/// does, and so does the fifth soft one in a row; a complaint ends the subscription and suppresses the address; what
/// objects to us costs nobody anything. The delivery of the mail, if that is known, says so. `act` needs no page.
BounceOutcome take_bounce(db::Tx& tx, Act act, const Bounce& bounce);

/// How long reports are remembered, and events are looked through for the mail that came back.
inline constexpr Millis bounces_kept = 30 * one_day;

}  // namespace daymark::notify

template <>
struct daymark::json::EnumWords<daymark::notify::BounceOutcome::Done> {
    using Done = daymark::notify::BounceOutcome::Done;
    static constexpr std::array table{
        std::pair{std::string_view("NOTHING"), Done::Nothing},
        std::pair{std::string_view("KNOWN"), Done::Known},
        std::pair{std::string_view("NOTED"), Done::Noted},
        std::pair{std::string_view("COUNTED"), Done::Counted},
        std::pair{std::string_view("PAUSED"), Done::Paused},
        std::pair{std::string_view("UNSUBSCRIBED"), Done::Unsubscribed},
    };
};
