// What an SMS says, and how long it is: each part is paid.
#pragma once

#include "notify/notice.h"

#include <string>
#include <string_view>

namespace daymark::notify {

/// Whether the alphabet of GSM 03.38 has all its characters.
[[nodiscard]] bool fits_gsm(std::string_view text);

/// As how many parts it is sent. In GSM 03.38 one holds 160 characters, and 153 of several, of which ^{}\[~]|€ take two
/// places; any other text goes as units of UTF-16, 70 or 67. A character is never split between two parts.
[[nodiscard]] int parts_of(std::string_view text);

/// "Kestrel: Identified - Delayed webhook deliveries. https://… Unsubscribe: https://…" in at most two parts. The title
/// is shortened first, then what stands before it; links are whole. Three parts when the links leave no room in two;
/// the notice's own link is left out when they leave none in three.
[[nodiscard]] std::string sms_of(const Notice& notice, const Links& links);

}  // namespace daymark::notify
