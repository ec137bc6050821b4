// SMS by Esendex.
#include "notify/provider.h"
#include "notify/sms_text.h"

namespace daymark::notify {
namespace {

constexpr AccountField fields[] = {
    {"esendexUsername", "Username"},
    {"esendexPassword", "Password", true},
    {"esendexAccountRef", "Account reference"},
};

net::HttpRequest compose(const Outgoing& message) {
    // Guess: JSON has the character set where XML has it. Without one it is GSM's, and other characters are lost.
    net::HttpRequest request = json_post(
        std::string(message.provider_url) + "/v1.0/messagedispatcher",
        json::object{
            {"accountreference", field_of(message.account, "esendexAccountRef")},
            {"characterset", "Auto"},
            {"messages", json::array{json::object{{"to", message.recipient.address},
                                                  {"body", sms_of(message.notice, message.recipient.links)}}}}});
    request.headers.emplace_back("Accept", "application/json");
    request.headers.emplace_back("Authorization", basic_authorization(field_of(message.account, "esendexUsername"),
                                                                      field_of(message.account, "esendexPassword")));
    return request;
}

/// The id in XML, which some answers are whatever was asked for: <messageheader uri="…" id="…" />. A search is enough
/// for one attribute of one tag; it never leaves the tag, and takes nothing that is not an id.
std::string id_in_xml(std::string_view xml) {
    constexpr std::string_view tag = "<messageheader ", attribute = " id=\"";
    const std::size_t start = xml.find(tag);
    if (start == std::string_view::npos) return {};
    xml.remove_prefix(start + tag.size() - 1);
    xml = xml.substr(0, xml.find_first_of("<>"));
    const std::size_t at = xml.find(attribute);
    if (at == std::string_view::npos) return {};
    xml.remove_prefix(at + attribute.size());
    const std::size_t end = xml.find('"');
    return end == std::string_view::npos ? std::string() : word_of(xml.substr(0, end));
}

Verdict judge(const net::HttpAnswer& answer) {
    const json::value body = json_of(answer);
    const json::value* sent = element(member(member(&body, "batch"), "messageheaders"), 0);
    const std::string id = body.is_null() ? id_in_xml(answer.body) : word_of(member(sent, "id"));
    const std::string code = word_of(member(element(member(&body, "errors"), 0), "code"));
    // Guess: its codes are not known here, so none makes it give a number up.
    if (!succeeded(answer) || (id.empty() && !code.empty())) return refused(answer, code);
    return taken(answer, id);
}

}  // namespace

constinit const Channel esendex_channel = {
    "esendex", subscribers::Channel::Sms, "https://api.esendex.com", fields, compose, judge, sms_patience, "Esendex"};

}  // namespace daymark::notify
