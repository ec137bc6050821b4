// From an error to an answer.
#pragma once

#include "platform/base/error.h"
#include "platform/http/message.h"

namespace daymark::api {

/// {"error":{"code","message"[,"field"]}} with the status of the code.
[[nodiscard]] http::Response error_response(const Error& error);

/// 200 with a JSON body; every answer of the API has this content type.
[[nodiscard]] http::Response json_response(std::string body);

}  // namespace daymark::api
