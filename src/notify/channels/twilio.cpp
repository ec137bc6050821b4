// SMS by Twilio.
#include "notify/provider.h"
#include "notify/sms_text.h"
#include "platform/text/percent.h"

namespace daymark::notify {
namespace {

using enum Verdict::Result;

constexpr AccountField fields[] = {
    {"twilioSid", "Account SID"},
    {"twilioToken", "Auth token", true},
    {"twilioSender", "Sender", false, true, "A phone number, a name or the SID of a messaging service"},
};

constexpr Refusal refusals[] = {
    {"20003", Failed, "account or token refused", true},
    {"20005", Failed, "the account is not active", true},
    {"20404", Failed, "no such account", true},
    {"20429", Again, "too many requests"},
    {"21211", Gone, "not a valid number"},
    {"21212", Failed, "not a valid sender", true},
    {"21214", Gone, "the number cannot be reached"},
    {"21217", Gone, "not a valid number"},
    {"21408", Failed, "the account may not send to this region"},
    {"21603", Failed, "there is no sender", true},
    {"21606", Failed, "the sender cannot be used for this number"},
    {"21608", Failed, "a trial account sends to verified numbers only", true},
    {"21610", Gone, "they answered STOP"},
    {"21611", Again, "the sender's queue is full"},
    {"21612", Failed, "no way from the sender to this number"},
    {"21614", Gone, "not a mobile number"},
    {"21659", Failed, "the sender is no number of the account", true},
    {"21660", Failed, "the sender belongs to another account", true},
    {"21730", Again, "under maintenance"},
};

bool is_messaging_service(std::string_view sender) {
    constexpr std::size_t sid_size = 34;
    return sender.size() == sid_size && sender.starts_with("MG");
}

net::HttpRequest compose(const Outgoing& message) {
    const std::string sid = field_of(message.account, "twilioSid");
    const std::string sender = international_sender_of(message.account, "twilioSender");
    net::HttpRequest request = form_post(
        std::string(message.provider_url) + "/2010-04-01/Accounts/" + text::percent_encoded(sid) + "/Messages.json",
        {{"To", "+" + message.recipient.address},
         {is_messaging_service(sender) ? "MessagingServiceSid" : "From", sender},
         {"Body", sms_of(message.notice, message.recipient.links)}});
    request.headers.emplace_back("Authorization", basic_authorization(sid, field_of(message.account, "twilioToken")));
    return request;
}

Verdict judge(const net::HttpAnswer& answer) {
    const json::value body = json_of(answer);
    if (succeeded(answer)) return taken(answer, word_of(member(&body, "sid")));
    const std::string code = word_of(member(&body, "code"));
    return meaning_of(refusals, code, answer).value_or(refused(answer, code));
}

}  // namespace

constinit const Channel twilio_channel = {
    "twilio", subscribers::Channel::Sms, "https://api.twilio.com", fields, compose, judge, sms_patience, "Twilio"};

}  // namespace daymark::notify
