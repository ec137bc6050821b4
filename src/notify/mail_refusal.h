// What a mail server means when it refuses a mail, whether it says so at once or writes back later.
#pragma once

#include <string>
#include <string_view>

namespace daymark::notify {

enum class MailRefusal {
    NoMailbox,  // nobody is there, and nobody will be
    Objection,  // to us or to what we write: the receiver has no part in it
    Passing,    // the mailbox is full, a server is down: it may be over tomorrow
};

/// `code`: of the SMTP reply, 0 when it is not known; `status`: the enhanced status (RFC 3463), "" when there is none.
[[nodiscard]] MailRefusal meaning_of_refusal(int code, std::string_view status);

/// The enhanced status in a reply: "5.1.1" of "550 5.1.1 No such user" and of "550-5.1.1 …". "" when there is none.
[[nodiscard]] std::string enhanced_status_in(std::string_view reply);

}  // namespace daymark::notify
