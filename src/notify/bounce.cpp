// Return addresses, and reading of reports.
#include "notify/bounce.h"

#include "notify/mail_refusal.h"
#include "platform/crypto/signature.h"
#include "platform/text/number.h"

#include <algorithm>

namespace daymark::notify {
namespace {

constexpr std::size_t proof_size = 16;
constexpr std::size_t id_size = 25;
constexpr std::size_t longest_local_part = 64;
static_assert(longest_bounces_name + 1 + id_size + proof_size == longest_local_part);

/// 64 bits: who guesses does it by mail, one at a time, and gains that somebody's address is paused.
std::string proof_of(const crypto::SecretKey& key, const std::string& subscriber_id) {
    return key.hash("subscribers.return/" + subscriber_id).substr(0, proof_size);
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); });
    return result;
}

/// What stands between the last + and the @; "" when there is none.
std::string token_in(std::string_view address) {
    const std::string_view local = address.substr(0, address.rfind('@'));
    const std::size_t plus = local.rfind('+');
    return plus == std::string_view::npos ? std::string() : lower(local.substr(plus + 1));
}

/// Of "550 5.1.1 No such user"; 0 when it begins with none.
int code_of(std::string_view reply) {
    const auto code = text::whole_number<int>(reply.substr(0, std::min<std::size_t>(reply.find_first_of(" -"), 4)));
    return code && *code >= 400 && *code <= 599 ? *code : 0;
}

Bounce ignored(std::string reason) {
    Bounce bounce;
    bounce.reason = std::move(reason);
    return bounce;
}

/// What is said in the server's own words is often more than what was made of it ("5.0.0").
std::string status_of(const mail::Report& report) {
    const std::string said = enhanced_status_in(report.status);
    if (!said.empty() && !said.ends_with(".0.0")) return said;
    const std::string in_words = enhanced_status_in(report.diagnostic);
    return in_words.empty() ? said : in_words;
}

BounceKind kind_of(MailRefusal refusal) {
    switch (refusal) {
        case MailRefusal::NoMailbox:
            return BounceKind::Hard;
        case MailRefusal::Objection:
            return BounceKind::Policy;
        case MailRefusal::Passing:
            break;
    }
    return BounceKind::Soft;
}

Bounce of_delivery(const mail::Report& report) {
    if (report.action != "failed")
        return ignored("The mail is not given up: it is " + (report.action.empty() ? "under way" : report.action));
    Bounce bounce;
    bounce.status = status_of(report);
    bounce.kind = kind_of(meaning_of_refusal(code_of(report.diagnostic), bounce.status));
    const std::string& said = report.diagnostic.empty() ? report.status : report.diagnostic;
    bounce.reason = said.empty() ? "Came back" : "Came back: " + said;
    return bounce;
}

Bounce of_feedback(const mail::Report& report) {
    const std::string& type = report.feedback_type;
    if (type != "abuse" && type != "fraud" && type != "opt-out" && type != "opt-out-list")
        return ignored("It is feedback, but no complaint");
    Bounce bounce;
    bounce.kind = BounceKind::Complaint;
    bounce.reason = "Reported as spam";
    return bounce;
}

Bounce meaning_of(const mail::Report& report) {
    switch (report.kind) {
        case mail::Report::Kind::Delivery:
            return of_delivery(report);
        case mail::Report::Kind::Feedback:
            return of_feedback(report);
        case mail::Report::Kind::None:
            break;
    }
    return ignored("It is no report that programs can read");
}

}  // namespace

std::string return_address(const crypto::SecretKey& key, const std::string& bounces, const std::string& subscriber_id) {
    const std::size_t at = bounces.rfind('@');
    return bounces.substr(0, at) + "+" + subscriber_id + proof_of(key, subscriber_id) + bounces.substr(at);
}

std::optional<std::string> returned_to(const crypto::SecretKey& key, std::string_view address) {
    const std::string token = token_in(address);
    if (token.size() != id_size + proof_size) return std::nullopt;
    const std::string id = token.substr(0, id_size);
    return crypto::same_proof(token.substr(id_size), proof_of(key, id)) ? std::optional(id) : std::nullopt;
}

bool names_somebody(std::string_view address) { return !token_in(address).empty(); }

bool fits_for_returns(std::string_view bounces) { return bounces.rfind('@') <= longest_bounces_name; }

Bounce bounce_of(const mail::Report& report, const std::string& receiver) {
    Bounce bounce = meaning_of(report);
    bounce.report_id = report.id;
    bounce.original_id = report.original_id;
    if (receiver.empty())
        bounce.addresses = report.came_to;
    else
        bounce.addresses = {mail::clean_text(receiver)};
    // Providers send complaints to the address that was registered with them.
    if (!report.original_sender.empty()) bounce.addresses.push_back(report.original_sender);
    return bounce;
}

std::int64_t next_in_run(const std::optional<SoftRun>& last, Millis now) {
    if (!last || now - last->at > 7 * one_day) return 1;
    return now - last->at < one_day ? 0 : last->run + 1;
}

}  // namespace daymark::notify
