// The server's log: one JSON object per line on standard error, secrets blacked out.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace daymark::telemetry {

enum class Level { Debug, Info, Warning, Error };

using Detail = std::pair<std::string_view, std::string>;

/// Lines below this level are dropped.
void set_log_level(Level level);

/// Writes {"time":…,"level":…,"event":…, details…}. Values are redacted; safe from any thread.
void log(Level level, std::string_view event, std::initializer_list<Detail> details = {});

/// Blacks out what looks like a secret: bearer tokens, our API keys, `token=`, `key=`, `password=` values,
/// user:password@.
[[nodiscard]] std::string redact(std::string_view text);

}  // namespace daymark::telemetry
