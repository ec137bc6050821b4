// What mail servers and providers write back about a mail: it did not arrive (RFC 3464, RFC 6533), or somebody calls it
// spam (RFC 5965).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::mail {

/// All texts are UTF-8 without control characters, of at most 300 bytes; "" for what was not said. None is to be
/// trusted: anybody can write such a mail.
struct Report {
    enum class Kind {
        None,      // an answer of a person or of a machine on holiday, spam, a form that only people can read
        Delivery,  // multipart/report with delivery-status
        Feedback,  // multipart/report with feedback-report
    };
    Kind kind = Kind::None;
    std::string id;                    // Message-ID of the report itself, without its brackets
    std::vector<std::string> came_to;  // addresses that its own headers name as receivers, those of the envelope first

    // Of a delivery: of the recipient whom the mail did not reach, or else of the first.
    std::string action;      // in lower case: "failed", "delayed", "delivered", "relayed", "expanded"
    std::string status;      // "5.1.1"
    std::string diagnostic;  // "550 5.1.1 No such user"

    std::string feedback_type;  // in lower case: "abuse", "not-spam" …

    // Of the mail that it is about.
    std::string original_id;      // Message-ID, without its brackets
    std::string original_sender;  // of its envelope
};

/// Reads a whole mail as a mail server hands it over, with CRLF or LF and perhaps a line "From …" in front. What is no
/// mail at all is a report of no kind. More than `longest_report` is not to be given.
[[nodiscard]] Report read_report(std::string_view mail);

/// A text of a stranger as reports keep it: without blanks around it, in UTF-8 whatever it was, cut.
[[nodiscard]] std::string clean_text(std::string_view text);

inline constexpr std::size_t longest_report = std::size_t{1} << 20U;

}  // namespace daymark::mail
