// Signatures of webhooks after the Standard Webhooks convention, with secrets of 64 hex digits.
#pragma once

#include "platform/base/clock.h"

#include <string>
#include <string_view>

namespace daymark::crypto {

/// The secret as libraries for Standard Webhooks take it: "whsec_" and its 32 bytes in base64. "" when it is no hex.
[[nodiscard]] std::string standard_secret(std::string_view hex);

/// The value of the header webhook-signature: "v1,<base64 of HMAC-SHA-256>" over id, second and body. `id` has no dot.
/// "" when the secret is no hex.
[[nodiscard]] std::string standard_signature(std::string_view hex, std::string_view id, Millis now,
                                             std::string_view body);

}  // namespace daymark::crypto
