// A mail as bytes: headers, a text part and an HTML part, ready for any mail server.
#pragma once

#include "platform/base/clock.h"

#include <string>
#include <utility>
#include <vector>

namespace daymark::mail {

struct Mailbox {
    std::string name;     // any text; "" for none
    std::string address;  // as subscribers::canonical_email leaves it
};

struct Message {
    Mailbox from, to;
    std::string reply_to;  // an address, or "" for none
    std::string subject;
    std::string message_id;  // "<left@right>"
    Millis date = 0;
    std::string text, html;                                    // UTF-8; lines of any length
    std::vector<std::pair<std::string, std::string>> headers;  // more of them, in ASCII; each stays on one line
};

/// multipart/alternative, text first, UTF-8, quoted-printable or base64; CRLF line ends, no line over 998 bytes.
/// What people wrote cannot add headers or recipients: line breaks and other control characters in a header's value
/// become blanks. Throws std::runtime_error when an address, the message id, the date or one of `headers` cannot stand
/// in a header at all.
[[nodiscard]] std::string bytes_of(const Message& message);

}  // namespace daymark::mail
