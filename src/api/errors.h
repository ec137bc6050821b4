// From an error to an answer.
#pragma once

#include "platform/base/error.h"
#include "platform/http/message.h"

#include <string_view>

namespace daymark::api {

/// How an error travels: its status, and its word in the body.
struct ErrorRow {
    ErrorCode code;
    int status;
    std::string_view word;
};
[[nodiscard]] const ErrorRow& row_of(ErrorCode code);

/// {"error":{"code","message"[,"field"]}} with the status of the code.
[[nodiscard]] http::Response error_response(const Error& error);

/// 200 with a JSON body; every answer of the API has this content type.
[[nodiscard]] http::Response json_response(std::string body);

}  // namespace daymark::api
