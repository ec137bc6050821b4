// Signature Version 4: how requests to Amazon Web Services are signed.
#pragma once

#include "platform/base/clock.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daymark::crypto {

struct AwsKeys {
    std::string access_key, secret_key;
    std::string region, service;  // "eu-west-1", "sns"
};

struct AwsRequest {
    std::string_view method = "POST";
    std::string_view path = "/";
    std::string_view query;  // encoded, its parameters sorted
    /// All that are signed, "host" and "x-amz-date" among them: names in lower case, values without spaces around.
    std::vector<std::pair<std::string, std::string>> headers;
    std::string_view body;
};

/// "20150830T123600Z", the form of the header x-amz-date.
[[nodiscard]] std::string aws_time(Millis at);

/// The header Authorization. `now`: the instant of x-amz-date.
[[nodiscard]] std::string aws_authorization(const AwsKeys& keys, const AwsRequest& request, Millis now);

}  // namespace daymark::crypto
