// Webhooks of subscribers' own: what happened as JSON (contract §10), signed.
#include "notify/channel.h"
#include "notify/custom_body.h"
#include "platform/crypto/signature.h"
#include "platform/crypto/standard_webhook.h"
#include "platform/http/message.h"
#include "subscribers/custom_request.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace daymark::notify {
namespace {

constexpr std::string_view content_type = "Content-Type";
constexpr std::string_view signature = "x-instatus-webhook-signature", standard_id = "webhook-id",
                           standard_time = "webhook-timestamp", standard_signature = "webhook-signature";

bool same(std::string_view left, std::string_view right) { return http::same_ignoring_case(left, right); }

bool may_set(const std::pair<std::string, std::string>& header) {
    return subscribers::may_set_header(header.first, header.second);
}

std::string method_of(std::string_view wanted) {
    for (const std::string_view allowed : {"PUT", "PATCH"}) {
        if (same(wanted, allowed)) return std::string(allowed);
    }
    return "POST";
}

BodyForm form_of_body(const CustomRequest& custom) {
    const auto typed =
        std::ranges::find_if(custom.headers, [](const auto& one) { return same(one.first, content_type); });
    return body_form_of(typed == custom.headers.end() ? std::string_view() : std::string_view(typed->second));
}

std::string body_of(const Outgoing& message) {
    const Notice& notice = message.notice;
    // Guess: what "documentation" leads to; the page where webhooks are subscribed is what we have.
    json::object told{{"meta",
                       {{"unsubscribe", message.recipient.links.unsubscribe},
                        {"documentation", notice.page_url + "/subscribe/webhook"}}}};
    for (const auto& [name, value] : notice.payload) told.emplace(name, value);
    const std::string& form = message.recipient.custom.body;
    // Rather the usual body than a piece of their own.
    const auto custom = form.empty() ? std::nullopt : custom_body(form, told, form_of_body(message.recipient.custom));
    return custom ? *custom : json::text(told);
}

net::HttpRequest compose(const Outgoing& message) {
    const Recipient& recipient = message.recipient;
    net::HttpRequest request{method_of(recipient.custom.method),
                             with_query(recipient.address, recipient.custom.query),
                             {},
                             body_of(message)};
    net::Headers& headers = request.headers;
    std::ranges::copy_if(recipient.custom.headers, std::back_inserter(headers), may_set);
    const bool typed = std::ranges::any_of(headers, [](const auto& one) { return same(one.first, content_type); });
    if (!typed) headers.emplace_back(content_type, "application/json");
    if (recipient.secret.empty()) return request;
    headers.emplace_back(signature, crypto::signature_of(request.body, recipient.secret));
    headers.emplace_back(standard_id, recipient.delivery_id);
    headers.emplace_back(standard_time, std::to_string(message.now / one_second));
    headers.emplace_back(standard_signature, crypto::standard_signature(recipient.secret, recipient.delivery_id,
                                                                        message.now, request.body));
    return request;
}

Verdict judge(const net::HttpAnswer& answer) {
    Verdict verdict = judge_by_status(answer);
    // Guess: a server that is being renewed says 404 too; 410 is said on purpose.
    if (answer.status == 404) verdict.result = Verdict::Result::Failed;
    return verdict;
}

}  // namespace

const Channel webhook_channel{"webhook", subscribers::Channel::Webhook, "", {}, compose, judge, webhook_patience,
                              "Webhook"};

}  // namespace daymark::notify
