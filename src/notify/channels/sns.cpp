// SMS by Amazon SNS: its query interface, which answers in XML.
#include "notify/provider.h"
#include "notify/sms_text.h"
#include "platform/crypto/aws_signature.h"

#include <algorithm>

namespace daymark::notify {
namespace {

using enum Verdict::Result;

constexpr AccountField fields[] = {
    {"snsAccessKey", "Access key ID"},
    {"snsSecretKey", "Secret access key", true},
    {"snsRegion", "Region", false, true, "Such as eu-west-1"},
    {"snsSender", "Sender", false, false, "A phone number or a name; Amazon's own without it"},
};

constexpr Refusal refusals[] = {
    {"AccessDenied", Failed, "the key may not send", true},
    {"AuthorizationError", Failed, "the key may not send", true},
    {"IncompleteSignature", Failed, "key refused", true},
    {"InternalError", Again, "internal error"},
    {"InternalFailure", Again, "internal error"},
    {"InvalidClientTokenId", Failed, "no such key", true},
    {"MissingAuthenticationToken", Failed, "key refused", true},
    {"OptedOut", Gone, "they opted out"},
    {"RequestExpired", Failed, "this server's clock is wrong", true},
    {"ServiceUnavailable", Again, "not available"},
    {"SignatureDoesNotMatch", Failed, "secret key refused", true},
    {"Throttled", Again, "too many requests"},
    {"Throttling", Again, "too many requests"},
    {"ThrottlingException", Again, "too many requests"},
};
constexpr Refusal number_refused[] = {{"InvalidParameter", Gone, "not a valid number"}};

constexpr std::string_view region_place = "{region}";

/// Where the region's service is; "" when that would be no name of a region but something that leads elsewhere. A
/// provider's address without a place for it, as tests and local stand-ins have, is taken as it is.
std::string address_of(std::string_view provider_url, std::string_view region) {
    std::string url(provider_url);
    const std::size_t place = url.find(region_place);
    if (place == std::string::npos) return url + "/";
    const auto fits = [](char c) { return c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    if (region.empty() || !std::ranges::all_of(region, fits)) return {};
    return url.replace(place, region_place.size(), region) + "/";
}

std::string host_of(std::string_view url) {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    url.remove_prefix(scheme + 3);
    return std::string(url.substr(0, url.find('/')));
}

net::Headers form_for(const Outgoing& message) {
    net::Headers form = {{"Action", "Publish"},
                         {"Version", "2010-03-31"},
                         {"PhoneNumber", "+" + message.recipient.address},
                         {"Message", sms_of(message.notice, message.recipient.links)}};
    int number = 0;
    const auto add = [&](const char* name, const std::string& value) {
        const std::string entry = "MessageAttributes.entry." + std::to_string(++number);
        form.emplace_back(entry + ".Name", name);
        form.emplace_back(entry + ".Value.DataType", "String");
        form.emplace_back(entry + ".Value.StringValue", value);
    };
    add("AWS.SNS.SMS.SMSType", "Transactional");
    const std::string sender = international_sender_of(message.account, "snsSender");
    const bool is_number = sender.find_first_not_of("+0123456789") == std::string::npos;
    if (!sender.empty()) add(is_number ? "AWS.MM.SMS.OriginationNumber" : "AWS.SNS.SMS.SenderID", sender);
    return form;
}

net::HttpRequest compose(const Outgoing& message) {
    const crypto::AwsKeys keys = {field_of(message.account, "snsAccessKey"), field_of(message.account, "snsSecretKey"),
                                  field_of(message.account, "snsRegion"), "sns"};
    net::HttpRequest request = form_post(address_of(message.provider_url, keys.region), form_for(message));
    const std::string time = crypto::aws_time(message.now);
    const std::string authorization = crypto::aws_authorization(
        keys,
        {"POST",
         "/",
         "",
         {{"content-type", request.headers.front().second}, {"host", host_of(request.url)}, {"x-amz-date", time}},
         request.body},
        message.now);
    request.headers.emplace_back("X-Amz-Date", time);
    request.headers.emplace_back("Authorization", authorization);
    return request;
}

/// What stands between the first <tag> and the </tag> after it. No parser for the two tags that are of interest: the
/// answers are a few lines without attributes in these, texts in them are escaped, and what is taken for a code or an
/// id must be a word, so that nothing is read past a tag's end.
std::string_view inside(std::string_view xml, std::string_view tag) {
    const std::string open = "<" + std::string(tag) + ">", close = "</" + std::string(tag) + ">";
    const std::size_t start = xml.find(open);
    if (start == std::string_view::npos) return {};
    xml.remove_prefix(start + open.size());
    const std::size_t end = xml.find(close);
    return end == std::string_view::npos ? std::string_view() : xml.substr(0, end);
}

Verdict judge(const net::HttpAnswer& answer) {
    if (succeeded(answer)) return taken(answer, word_of(inside(inside(answer.body, "PublishResult"), "MessageId")));
    const std::string_view error = inside(answer.body, "Error");
    const std::string code = word_of(inside(error, "Code"));
    // Guess: the message names the parameter in this place; the same code speaks of the sender and of others.
    const bool of_number = inside(error, "Message").starts_with("Invalid parameter: PhoneNumber");
    if (of_number) {
        if (const auto gone = meaning_of(number_refused, code, answer)) return *gone;
    }
    return meaning_of(refusals, code, answer).value_or(refused(answer, code));
}

}  // namespace

constinit const Channel sns_channel = {
    "sns",       subscribers::Channel::Sms, "https://sns.{region}.amazonaws.com", fields, compose, judge, sms_patience,
    "Amazon SNS"};

}  // namespace daymark::notify
