// The text of an API key: made so that scanners recognise a leaked one without asking us.
#pragma once

#include "platform/base/random.h"

#include <string>
#include <string_view>

namespace daymark::users {

/// "dmk_", 30 base62 characters (178 bits), 6 base62 characters of their CRC-32. The underscore lets a double click
/// select it all.
[[nodiscard]] std::string make_key_text(Random& random);

/// Whether prefix, length, alphabet and checksum fit. A text that does not is refused without a look into the database.
/// Keys brought over from Instatus (32 of [a-z0-9]) fit as well.
[[nodiscard]] bool looks_like_key(std::string_view text);

/// Whether a text could be a key that Instatus made: 32 of [a-z0-9], and not so few different ones that nobody drew it.
[[nodiscard]] bool is_imported_key(std::string_view text);

/// "dmk_…x7Qa"
[[nodiscard]] std::string hint_of(std::string_view key_text);

}  // namespace daymark::users
