// SMS by Vonage, formerly Nexmo.
#include "notify/provider.h"
#include "notify/sms_text.h"

namespace daymark::notify {
namespace {

using enum Verdict::Result;

constexpr AccountField fields[] = {
    {"nexmoKey", "API key"},
    {"nexmoSecret", "API secret", true},
    {"nexmoSender", "Sender", false, true, "A phone number or a name"},
};

constexpr Refusal refusals[] = {
    {"1", Again, "too many requests"},
    {"2", Failed, "something is missing"},
    {"3", Failed, "something is not valid"},
    {"4", Failed, "key or secret refused", true},
    {"5", Again, "internal error"},
    {"6", Gone, "no way to this number"},
    {"7", Gone, "the number is barred"},
    {"8", Failed, "the account is barred", true},
    {"9", Failed, "the account has no credit", true},
    {"10", Again, "too many connections"},
    {"11", Failed, "the account may not send", true},
    {"14", Failed, "signature refused", true},
    {"15", Failed, "sender refused", true},
    {"29", Failed, "a trial account sends to its own numbers only", true},
    {"32", Failed, "key and secret refused", true},
    {"33", Gone, "the number is not in use"},
};

net::HttpRequest compose(const Outgoing& message) {
    const std::string text = sms_of(message.notice, message.recipient.links);
    net::Headers form = {{"api_key", field_of(message.account, "nexmoKey")},
                         {"api_secret", field_of(message.account, "nexmoSecret")},
                         {"from", sender_of(message.account, "nexmoSender")},
                         {"to", message.recipient.address},
                         {"text", text},
                         {"client-ref", message.recipient.delivery_id}};
    if (!fits_gsm(text)) form.emplace_back("type", "unicode");
    return form_post(std::string(message.provider_url) + "/sms/json", form);
}

/// 200 whatever happened: each part of a message has a status of its own, and one that is not taken spoils it.
Verdict judge(const net::HttpAnswer& answer) {
    const json::value body = json_of(answer);
    const json::value* parts = member(&body, "messages");
    std::string id;
    for (std::size_t i = 0; const json::value* part = element(parts, i); ++i) {
        const std::string status = word_of(member(part, "status"));
        if (status.empty()) break;
        if (status != "0") return meaning_of(refusals, status, answer).value_or(refused(answer, status));
        if (id.empty()) id = word_of(member(part, "message-id"));
    }
    return succeeded(answer) ? taken(answer, id) : refused(answer);
}

}  // namespace

constinit const Channel vonage_channel = {
    "vonage", subscribers::Channel::Sms, "https://rest.nexmo.com", fields, compose, judge, sms_patience, "Vonage"};

}  // namespace daymark::notify
