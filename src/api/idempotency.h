// Requests that may be repeated without being carried out again: POST with the header Idempotency-Key.
#pragma once

#include "api/route.h"
#include "platform/http/message.h"

#include <string_view>

namespace daymark::api {

/// How long a key is remembered, at least.
inline constexpr Millis answers_kept = one_day;

/// Carries the call out in one transaction with the key's record, or gives the answer of the first time, marked by the
/// header Idempotent-Replayed. A request that was refused is not remembered: it may be put right and sent again.
/// Error Conflict when the caller has used the key for another request, BadRequest for a key of more than 255 bytes.
[[nodiscard]] http::Response once(const Call& call, const Route& route, std::string_view key);

}  // namespace daymark::api
