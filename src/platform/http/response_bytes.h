// Turns an answer into the bytes of its head, and leaves its body where it is.
#pragma once

#include "platform/http/message.h"
#include "platform/http/refusal.h"

namespace daymark::http {

/// An answer except for its Date and Connection headers, which are known only when it is sent.
struct ResponseBytes {
    std::string head;                         // each line ended by CRLF, without the blank line
    std::shared_ptr<const std::string> body;  // null: none is sent
};

/// Content-Length is ours; so are Date, Connection and Transfer-Encoding: the handler's are dropped, as is any header
/// whose name or value could not stand in a head.
[[nodiscard]] ResponseBytes to_bytes(Response response, Method method);

/// The answer to a refused request.
[[nodiscard]] Response refusal_response(const Refusal& refusal);

}  // namespace daymark::http
