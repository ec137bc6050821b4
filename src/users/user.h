// A person, and the keys with which programs act for them.
#pragma once

#include "platform/base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace daymark::users {

struct User {
    std::string id;
    std::string email;
    std::optional<std::string> name;
    std::string slug;
    std::optional<std::string> avatar;
    Millis created_at = 0;
    Millis updated_at = 0;
};

/// How long somebody stays signed in to the dashboard.
inline constexpr Millis session_lasts = 14 * one_day;  // Guess: nobody knows Instatus's

enum class Scope { Write, Read };

/// A key without its text, which is shown once and kept only as a keyed hash.
struct ApiKey {
    std::string id;
    std::string user_id;
    std::string hint;  // "dmk_…x7Qa", by which people recognise it
    std::string name;
    Millis created_at = 0;
    std::optional<Millis> last_used_at;
    std::optional<Millis> expires_at;
    std::optional<Millis> revoked_at;
    Scope scope = Scope::Write;
    std::optional<std::string> page_id;  // the only page it is for
    bool session = false;                // the dashboard's: good as a browser's cookie only

    [[nodiscard]] bool is_live(Millis now) const { return !revoked_at && (!expires_at || *expires_at > now); }
};

/// Whether a mail server would take it as one plain address: a local part, one '@', a host with a dot or a bare host
/// name, at most 254 bytes, no spaces, quotes or control characters.
[[nodiscard]] bool is_email(std::string_view text);

/// Lower-case letters, digits and dashes made from a name, at most 40: "Kim Öz" → "kim-z". "user" when nothing is left.
[[nodiscard]] std::string slug_of(std::string_view name, std::string_view otherwise);

}  // namespace daymark::users
