// The command that takes in mails that came back.
#pragma once

#include "app/program.h"
#include "platform/json/json.h"
#include "platform/telemetry/metrics.h"

#include <iosfwd>
#include <string>

namespace daymark::app {

/// Reads a mail to its end and says what it means, as `take_in_bounce` wants to hear it. Strangers write such mails, so
/// they are taken apart in the process of the command, never in the server.
[[nodiscard]] json::object read_bounce(std::istream& mail, const std::string& receiver);
/// The same from standard input; "to" of the arguments is the receiver.
[[nodiscard]] json::object read_bounce_from_input(const json::object& arguments);

/// {"kind":"HARD","done":"PAUSED","subscriberId":…,"siteId":…,"why":…}
[[nodiscard]] json::object take_in_bounce(Program& program, const json::object& arguments);

/// Brings the counts of the database into the metrics; leaves them as they are while it is away.
void collect_bounces(telemetry::Metrics& metrics, Program& program);

}  // namespace daymark::app
