// Google Chat's incoming webhooks.
#include "notify/channel.h"
#include "notify/chat_text.h"

#include <algorithm>

namespace daymark::notify {
namespace {

constexpr std::size_t in_message = 32'000;  // bytes
constexpr std::size_t in_title = 250;
constexpr Millis least_wait = one_minute;  // a space is shared by all that post to it

std::string anchor(std::string_view url) {
    const std::string escaped = escape_angles(url);
    return "<a href=\"" + escaped + "\">" + escaped + "</a>";
}

std::string marked_up(std::string_view text) { return with_addresses(text, anchor, escape_angles); }

/// Plain text, in which "<users/all>" would call everybody.
std::string without_mentions(std::string_view text) {
    std::string plain(text);
    std::ranges::replace(plain, '<', '(');
    return plain;
}

json::object paragraph(std::string text) { return {{"textParagraph", {{"text", std::move(text)}}}}; }

json::object message_with_card(const Notice& notice, std::size_t most_text) {
    const std::string title = fitted(notice.title, in_title, escape_angles);
    const std::string state = fitted(state_line(notice), in_title, escape_angles);
    json::array widgets;
    widgets.push_back(
        paragraph("<b>" + title + "</b>\n<font color=\"" + color_text(notice.tone) + "\">" + state + "</font>"));
    if (std::string text = fitted(notice.text, most_text, marked_up); !text.empty()) {
        widgets.push_back(paragraph(std::move(text)));
    }
    if (!notice.affected.empty()) {
        widgets.push_back(paragraph(fitted(affected_lines(notice), 3'000, escape_angles)));
    }
    json::object button{{"text", link_label(notice)}, {"onClick", {{"openLink", {{"url", notice.url}}}}}};
    json::object buttons{{"buttons", json::array{std::move(button)}}};
    widgets.push_back(json::object{{"buttonList", std::move(buttons)}});
    json::object card{{"sections", json::array{json::object{{"widgets", std::move(widgets)}}}}};
    // Guess: a card's header is plain text, unlike all else in it.
    if (!notice.headline.empty()) card["header"] = {{"title", shortened(notice.headline, in_title)}};
    return {{"fallbackText", without_mentions(summary_line(notice)) + " " + notice.url},
            {"cardsV2", json::array{json::object{{"cardId", "notice"}, {"card", std::move(card)}}}},
            {"thread", {{"threadKey", notice.notice_id}}}};
}

net::HttpRequest compose(const Outgoing& message) {
    const json::object body =
        fitted_body(in_message, [&](std::size_t most) { return message_with_card(message.notice, most); });
    // The request's id makes an attempt that was lost on its way back post nothing anew. Any text will do for one.
    return json_post(
        with_query(message.recipient.address, {{"messageReplyOption", "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"},
                                               {"requestId", message.recipient.delivery_id}}),
        body);
}

Verdict judge(const net::HttpAnswer& answer) {
    using Result = Verdict::Result;
    Verdict verdict = judge_by_status(answer);
    if (answer.fault != net::HttpAnswer::Fault::None) return verdict;
    const json::value said = json_of(answer);
    if (verdict.result == Result::Sent) {
        verdict.remote_id = shortened(text_at(said, {"name"}), 200);
        return verdict;
    }
    verdict.reason = reason_of(answer, text_at(said, {"error", "status"}));
    if (answer.status == 403) verdict.result = Result::Gone;
    if (answer.status == 429) verdict.wait = std::max(verdict.wait.value_or(0), least_wait);
    return verdict;
}

}  // namespace

const Channel google_chat_channel{
    "google_chat", subscribers::Channel::GoogleChat, "", {}, compose, judge, chat_patience, "Google Chat"};

}  // namespace daymark::notify
