// Instants as text: what clients may send, and the two forms Daymark writes.
#pragma once

#include "platform/base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace daymark {

/// 9999-12-31T23:59:59.999Z.
inline constexpr Millis last_valid_time = 253402300799999;

/// Whether an instant may be stored: from the epoch to the end of year 9999.
[[nodiscard]] constexpr bool valid_time(Millis ms) { return ms >= 0 && ms <= last_valid_time; }

/// Reads ISO-8601 with `Z`, `±hh:mm`, `±hhmm` or `±hh`, or without zone (= UTC); `T` may be a space, seconds and
/// fraction (up to 9 digits, cut to milliseconds) may be absent, a date alone is its midnight. `nullopt` unless
/// `valid_time`.
[[nodiscard]] std::optional<Millis> parse_time(std::string_view text);

/// `2024-05-07T15:03:47.550Z`, the form of every answer.
[[nodiscard]] std::string iso_time(Millis ms);

/// `Tue, 07 May 2024 15:03:47 GMT`, for HTTP headers (RFC 9110 IMF-fixdate) and RSS.
[[nodiscard]] std::string http_date(Millis ms);

}  // namespace daymark
