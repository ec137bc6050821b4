// Replies of mail servers, by the numbers in them.
#include "notify/mail_refusal.h"

#include "platform/text/number.h"
#include "platform/text/trim.h"

#include <algorithm>
#include <optional>

namespace daymark::notify {
namespace {

/// "5.1.1"
struct Status {
    int level = 0, subject = 0, detail = 0;

    [[nodiscard]] static std::optional<Status> of(std::string_view text) {
        const auto part = [&] { return text::whole_number<int>(text::take_until(text, '.')).value_or(-1); };
        const Status status{part(), part(), part()};
        const bool fits = text.empty() && (status.level == 4 || status.level == 5) && status.subject >= 0 &&
                          status.subject <= 999 && status.detail >= 0 && status.detail <= 999;
        return fits ? std::optional(status) : std::nullopt;
    }
    [[nodiscard]] bool is(int other_subject, int other_detail) const {
        return subject == other_subject && detail == other_detail;
    }
};

/// Of servers that know no enhanced status. Guess: 550 alone is said for anything, so nobody is given up for it.
MailRefusal meaning_of_code(int code) {
    if (code == 551 || code == 553) return MailRefusal::NoMailbox;
    return code == 554 ? MailRefusal::Objection : MailRefusal::Passing;
}

bool objects(const Status& status) {
    const bool to_our_address = status.subject == 1 && (status.detail == 7 || status.detail == 8);
    const bool to_its_size = status.is(2, 3) || status.is(3, 4);
    const bool to_our_ways = status.subject >= 5 && status.subject <= 7;  // protocol, content, policy
    return to_our_address || to_its_size || to_our_ways;
}

}  // namespace

MailRefusal meaning_of_refusal(int code, std::string_view text) {
    const auto status = Status::of(text);
    if (!status || status->is(0, 0)) return meaning_of_code(code);
    if (objects(*status)) return MailRefusal::Objection;
    const bool no_mailbox = status->level == 5 && (status->subject == 1 || status->is(2, 1));
    return no_mailbox ? MailRefusal::NoMailbox : MailRefusal::Passing;
}

std::string enhanced_status_in(std::string_view reply) {
    constexpr std::string_view between = " \t-;:,()<>#";
    while (!reply.empty()) {
        reply.remove_prefix(std::min(reply.find_first_not_of(between), reply.size()));
        const std::string_view word = reply.substr(0, reply.find_first_of(between));
        reply.remove_prefix(word.size());
        if (Status::of(word)) return std::string(word);
    }
    return {};
}

}  // namespace daymark::notify
