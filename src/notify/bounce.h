// Mails that come back: whom they were for, and what they mean. Pure rules.
#pragma once

#include "platform/base/clock.h"
#include "platform/crypto/secret_key.h"
#include "platform/json/fields.h"
#include "platform/mail/report.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::notify {

/// Where a mail to this subscriber comes back: "bounces+<id><proof>@example.com". `bounces` is an address of which
/// `fits_for_returns`.
[[nodiscard]] std::string return_address(const crypto::SecretKey& key, const std::string& bounces,
                                         const std::string& subscriber_id);
/// The subscriber's id, in whatever case a mail server wrote the address; nothing unless the proof is genuine.
[[nodiscard]] std::optional<std::string> returned_to(const crypto::SecretKey& key, std::string_view address);
/// Whether the address names somebody, genuine or not.
[[nodiscard]] bool names_somebody(std::string_view address);

/// Whether what names a subscriber has room in front of its @: local parts have at most 64 octets (RFC 5321).
[[nodiscard]] bool fits_for_returns(std::string_view bounces);
inline constexpr std::size_t longest_bounces_name = 22;

enum class BounceKind {
    Hard,       // the mailbox is not there, and will not be
    Soft,       // it may take mails another day
    Policy,     // somebody objects to us or to what we write
    Complaint,  // the receiver calls it spam
    Ignored,    // none of these: an answer, a delay, spam
    Refused,    // its address has a proof that is not ours
};

/// What a mail that came in says.
struct Bounce {
    BounceKind kind = BounceKind::Ignored;
    std::string status;                  // "5.1.1", "" when none was said
    std::string reason;                  // for the owner: what the other side said; of what is ignored, why
    std::string report_id, original_id;  // Message-IDs, "" for none
    std::vector<std::string> addresses;  // by which it came, and the sender of the mail it is about

    static constexpr auto fields = std::tuple{
        json::field("kind", &Bounce::kind),
        json::field("status", &Bounce::status).up_to(300),
        json::field("reason", &Bounce::reason).up_to(700),
        json::field("reportId", &Bounce::report_id).up_to(300),
        json::field("originalId", &Bounce::original_id).up_to(300),
        json::field("addresses", &Bounce::addresses),
    };
};

/// `receiver`: of the envelope by which it came, "" to go by the report's own headers.
[[nodiscard]] Bounce bounce_of(const mail::Report& report, const std::string& receiver);

/// Where a soft bounce stands in its row. Guess: several within a day count once, so that an incident with many updates
/// costs nobody with a full mailbox their subscription; a week without one ends the row.
struct SoftRun {
    std::int64_t run = 0;  // 0: not counted
    Millis at = 0;
};
[[nodiscard]] std::int64_t next_in_run(const std::optional<SoftRun>& last, Millis now);
inline constexpr std::int64_t most_soft_in_run = 5;

}  // namespace daymark::notify

template <>
struct daymark::json::EnumWords<daymark::notify::BounceKind> {
    using Kind = daymark::notify::BounceKind;
    static constexpr std::array table{
        std::pair{std::string_view("HARD"), Kind::Hard},
        std::pair{std::string_view("SOFT"), Kind::Soft},
        std::pair{std::string_view("POLICY"), Kind::Policy},
        std::pair{std::string_view("COMPLAINT"), Kind::Complaint},
        std::pair{std::string_view("IGNORED"), Kind::Ignored},
        std::pair{std::string_view("REFUSED"), Kind::Refused},
    };
};
