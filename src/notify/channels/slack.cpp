// Slack's incoming webhooks.
#include "notify/channel.h"
#include "notify/chat_text.h"
#include "platform/text/trim.h"

#include <algorithm>
#include <array>

namespace daymark::notify {
namespace {

// What Slack takes.
constexpr std::size_t in_header = 150, in_section = 3'000;

// With any of these the webhook itself is over.
constexpr std::array gone =
    std::to_array<std::string_view>({"no_service", "no_active_hooks", "no_team", "channel_not_found",
                                     "channel_is_archived", "invalid_token", "team_disabled"});

/// Addresses are marked, as Slack is told to look for none itself: it would find channels and people too.
std::string marked_up(std::string_view text) {
    const auto address = [](std::string_view url) { return "<" + escape_angles(url) + ">"; };
    return with_addresses(text, address, escape_angles);
}

json::object words(std::string text) { return {{"type", "mrkdwn"}, {"text", std::move(text)}, {"verbatim", true}}; }

void add_section(json::array& blocks, std::string text) {
    if (!text.empty()) blocks.push_back({{"type", "section"}, {"text", words(std::move(text))}});
}

std::string link_to(const Notice& notice) {
    std::string url = escape_angles(notice.url);
    for (std::size_t at = url.find('|'); at != std::string::npos; at = url.find('|', at)) url.replace(at, 1, "%7C");
    return "<" + url + "|" + fitted(link_label(notice), 100, escape_angles) + ">";
}

net::HttpRequest compose(const Outgoing& message) {
    const Notice& notice = message.notice;
    const std::string title = fitted(notice.title, in_header, escape_angles);
    const std::string headline = fitted(notice.headline, 300, escape_angles);
    const std::string state = fitted(state_line(notice), 500, escape_angles);

    json::array top, marked;
    if (!title.empty()) {
        top.push_back({{"type", "header"}, {"text", {{"type", "plain_text"}, {"text", title}}}});
    }
    if (!headline.empty()) top.push_back({{"type", "context"}, {"elements", json::array{words(headline)}}});
    if (!state.empty()) add_section(marked, "*" + state + "*");
    add_section(marked, fitted(notice.text, in_section, marked_up));
    add_section(marked, fitted(affected_lines(notice), in_section, escape_angles));
    add_section(marked, link_to(notice));
    json::object bar{{"color", color_text(notice.tone)}, {"blocks", std::move(marked)}};
    return json_post(message.recipient.address,
                     json::object{{"text", escape_angles(summary_line(notice) + " " + notice.url)},
                                  {"blocks", std::move(top)},
                                  {"attachments", json::array{std::move(bar)}},
                                  {"unfurl_links", false},
                                  {"unfurl_media", false}});
}

Verdict judge(const net::HttpAnswer& answer) {
    using Result = Verdict::Result;
    Verdict verdict = judge_by_status(answer);
    if (answer.fault != net::HttpAnswer::Fault::None) return verdict;
    const std::string_view word = text::trimmed(answer.body, text::blanks_and_line_ends);
    if (verdict.result == Result::Sent && word == "ok") return verdict;
    verdict.reason = reason_of(answer, word);
    // Guess: who says 200 without "ok" is not Slack, and did not post it.
    if (verdict.result == Result::Sent || verdict.result == Result::Gone) verdict.result = Result::Failed;
    if (word == "rollup_error") verdict.result = Result::Again;
    if (std::ranges::find(gone, word) != gone.end()) verdict.result = Result::Gone;
    return verdict;
}

}  // namespace

const Channel slack_channel{"slack", subscribers::Channel::Slack, "", {}, compose, judge, chat_patience, "Slack"};

}  // namespace daymark::notify
