// Microsoft Teams: workflows that post what they are sent.
#include "notify/channel.h"
#include "notify/channels/microsoft_teams_connector.h"
#include "notify/chat_text.h"

namespace daymark::notify {
namespace {

// Bytes: 28 KB. Connectors count those of UTF-16, where most characters have two.
constexpr std::size_t in_message = 28'000, in_connector_message = in_message / 2;
constexpr std::size_t in_title = 250;

/// Words as they are: other elements would read them as Markdown.
json::object rich_text(std::string_view text, const json::object& look = {}) {
    json::array inlines;
    for (const Piece& piece : pieces_of(text)) {
        json::object run{{"type", "TextRun"}, {"text", piece.text}};
        for (const auto& [name, value] : look) run.emplace(name, value);
        if (piece.is_address) run["selectAction"] = {{"type", "Action.OpenUrl"}, {"url", piece.text}};
        inlines.push_back(std::move(run));
    }
    return {{"type", "RichTextBlock"}, {"inlines", std::move(inlines)}};
}

std::string_view style_of(Tone tone) {
    switch (tone) {
        case Tone::Good:
            return "good";
        case Tone::Planned:
            return "accent";
        case Tone::Degraded:
        case Tone::Partial:
            return "warning";
        case Tone::Major:
            break;
    }
    return "attention";
}

json::object card_of(const Notice& notice, std::size_t most_text) {
    json::array head, body;
    const auto add = [](json::array& to, const std::string& text, const json::object& look = {}) {
        if (!text.empty()) to.push_back(rich_text(text, look));
    };
    add(head, shortened(notice.headline, in_title), {{"size", "Small"}});
    add(head, shortened(notice.title, in_title), {{"size", "Large"}, {"weight", "Bolder"}});
    add(head, state_line(notice), {{"weight", "Bolder"}});
    body.push_back({{"type", "Container"}, {"style", style_of(notice.tone)}, {"items", std::move(head)}});
    add(body, shortened(notice.text, most_text));
    add(body, affected_lines(notice));
    json::object open{{"type", "Action.OpenUrl"}, {"title", link_label(notice)}, {"url", notice.url}};
    return {{"type", "AdaptiveCard"},  {"$schema", "http://adaptivecards.io/schemas/adaptive-card.json"},
            {"version", "1.4"},        {"msteams", {{"width", "Full"}}},
            {"body", std::move(body)}, {"actions", json::array{std::move(open)}}};
}

json::object message_with_card(const Notice& notice, std::size_t most_text) {
    json::object attachment{{"contentType", "application/vnd.microsoft.card.adaptive"},
                            {"content", card_of(notice, most_text)}};
    return {{"type", "message"}, {"attachments", json::array{std::move(attachment)}}};
}

net::HttpRequest compose(const Outgoing& message) {
    const bool old = is_connector(message.recipient.address);
    const auto form = old ? message_card : message_with_card;
    const auto body = [&](std::size_t most) { return form(message.notice, most); };
    return json_post(message.recipient.address, fitted_body(old ? in_connector_message : in_message, body));
}

Verdict judge(const net::HttpAnswer& answer) {
    using Result = Verdict::Result;
    Verdict verdict = judge_by_status(answer);
    if (answer.status == 401 || answer.status == 403) verdict.result = Result::Gone;
    // Connectors say 200 and then what went wrong.
    if (verdict.result == Result::Sent && answer.body.starts_with("Webhook message delivery failed")) {
        const bool throttled = answer.body.find("HTTP error 429") != std::string::npos;
        verdict.result = throttled ? Result::Again : Result::Failed;
        verdict.reason = throttled ? "429 Too Many Requests" : "the connector did not post it";
    }
    return verdict;
}

}  // namespace

const Channel microsoft_teams_channel{
    "microsoft_teams", subscribers::Channel::MicrosoftTeams, "", {}, compose, judge, chat_patience, "Microsoft Teams"};

}  // namespace daymark::notify
