// SMS by MessageBird, now Bird.
#include "notify/provider.h"
#include "notify/sms_text.h"

namespace daymark::notify {
namespace {

using enum Verdict::Result;

constexpr AccountField fields[] = {
    {"messagebirdKey", "Access key", true},
    {"messagebirdSender", "Sender", false, true, "A phone number or a name"},
};

constexpr Refusal refusals[] = {
    {"2", Failed, "access key refused", true},
    {"25", Failed, "the account has no credit", true},
    {"99", Again, "internal error"},
};
constexpr Refusal sender_refused[] = {{"9", Failed, "there is no sender", true},
                                      {"10", Failed, "sender refused", true}};
constexpr Refusal number_refused[] = {{"9", Gone, "not a valid number"}, {"10", Gone, "not a valid number"}};
constexpr Refusal trial[] = {{"9", Failed, "a trial account sends to its own number only", true}};

net::HttpRequest compose(const Outgoing& message) {
    net::HttpRequest request = json_post(std::string(message.provider_url) + "/messages",
                                         json::object{{"originator", sender_of(message.account, "messagebirdSender")},
                                                      {"recipients", json::array{message.recipient.address}},
                                                      {"body", sms_of(message.notice, message.recipient.links)},
                                                      {"datacoding", "auto"},
                                                      {"reference", message.recipient.delivery_id}});
    request.headers.emplace_back("Authorization", "AccessKey " + field_of(message.account, "messagebirdKey"));
    return request;
}

/// Codes 9 and 10, missing and invalid, speak of the parameter that they name.
std::span<const Refusal> table_for(const json::value& error) {
    const std::string parameter = text_at(error, {"parameter"});
    if (parameter == "originator") return sender_refused;
    if (parameter != "recipient" && parameter != "recipients") return {};
    const bool of_trial = text_at(error, {"description"}).find("test period") != std::string::npos;
    return of_trial ? std::span<const Refusal>(trial) : number_refused;
}

Verdict judge(const net::HttpAnswer& answer) {
    const json::value body = json_of(answer);
    if (succeeded(answer)) return taken(answer, word_of(member(&body, "id")));
    const json::value* errors = member(&body, "errors");
    std::optional<Verdict> worst;
    for (std::size_t i = 0; const json::value* error = element(errors, i); ++i) {
        const std::string code = word_of(member(error, "code"));
        auto verdict = meaning_of(refusals, code, answer);
        if (!verdict) verdict = meaning_of(table_for(*error), code, answer);
        if (!verdict) verdict = refused(answer, code);
        // Nobody is gone when there was something else to complain of.
        if (!worst || worst->result == Gone) worst = verdict;
    }
    return worst ? *worst : refused(answer);
}

}  // namespace

constinit const Channel messagebird_channel = {
    "messagebird", subscribers::Channel::Sms, "https://rest.messagebird.com", fields, compose, judge, sms_patience,
    "MessageBird"};

}  // namespace daymark::notify
