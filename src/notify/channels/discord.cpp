// Discord's webhooks.
#include "notify/channel.h"
#include "notify/chat_text.h"

#include <algorithm>
#include <cmath>

namespace daymark::notify {
namespace {

// What Discord takes; all of an embed together 6,000.
constexpr std::size_t in_content = 2'000, in_title = 256, in_author = 256, in_description = 4'096;
constexpr Millis while_banned = 10 * one_minute;

std::string as_it_is(std::string_view text) { return std::string(text); }

std::string escape_markdown(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (std::string_view("\\*_~`|[]<>#").find(c) != std::string_view::npos) escaped += '\\';
        escaped += c;
    }
    return escaped;
}

/// In an address a backslash would be part of it.
std::string marked_up(std::string_view text) { return with_addresses(text, as_it_is, escape_markdown); }

std::string description_of(const Notice& notice) {
    const std::string state = fitted(state_line(notice), 400, escape_markdown);
    const std::string affected = fitted(affected_lines(notice), 1'500, escape_markdown);
    constexpr std::size_t around = 8;  // asterisks and empty lines
    const std::size_t taken = length_of(state) + length_of(affected) + around;
    const std::string text = fitted(notice.text, std::min(most_chat_text, in_description - taken), marked_up);
    std::string all;
    for (const std::string& part : {state.empty() ? state : "**" + state + "**", text, affected}) {
        if (!part.empty()) all += (all.empty() ? "" : "\n\n") + part;
    }
    return all;
}

json::object author_of(const Notice& notice) {
    json::object author{{"name", fitted(notice.page_name, in_author, as_it_is)}, {"url", notice.page_url}};
    if (notice.logo_url.starts_with("https://")) author["icon_url"] = notice.logo_url;
    return author;
}

net::HttpRequest compose(const Outgoing& message) {
    const Notice& notice = message.notice;
    json::object embed{{"title", fitted(notice.title, in_title, escape_markdown)},
                       {"url", notice.url},
                       {"description", description_of(notice)},
                       {"color", color_of(notice.tone)}};
    if (!notice.page_name.empty()) embed["author"] = author_of(notice);
    return json_post(with_query(message.recipient.address, {{"wait", "true"}}),
                     json::object{{"content", fitted(notice.headline, in_content, escape_markdown)},
                                  {"embeds", json::array{std::move(embed)}},
                                  // Whatever a title says, it pings nobody.
                                  {"allowed_mentions", {{"parse", json::array{}}}}});
}

/// 64.57 → 64,570 ms
std::optional<Millis> asked_wait(const json::value& said) {
    const json::value* seconds = said.is_object() ? said.get_object().if_contains("retry_after") : nullptr;
    if (seconds == nullptr || !seconds->is_number()) return std::nullopt;
    const double wait = std::ceil(seconds->to_number<double>() * static_cast<double>(one_second));
    return static_cast<Millis>(std::clamp(wait, static_cast<double>(one_second), static_cast<double>(one_day)));
}

std::string code_of(const json::value& said) {
    const json::value* code = said.is_object() ? said.get_object().if_contains("code") : nullptr;
    return code != nullptr && code->is_number() ? json::text(*code) : std::string();
}

Verdict judge(const net::HttpAnswer& answer) {
    using Result = Verdict::Result;
    Verdict verdict = judge_by_status(answer);
    if (answer.fault != net::HttpAnswer::Fault::None) return verdict;
    const json::value said = json_of(answer);
    if (verdict.result == Result::Sent) {
        verdict.remote_id = shortened(text_at(said, {"id"}), 100);
        return verdict;
    }
    verdict.reason = reason_of(answer, code_of(said));
    if (answer.status >= 400 && answer.status < 500 && !said.is_object()) {
        // Not Discord but what stands before it: our address sent too much that was wrong, to whomever.
        verdict.result = Result::Again;
        verdict.wait = std::max(verdict.wait.value_or(0), while_banned);
    } else if (answer.status == 401 || answer.status == 403) {
        verdict.result = Result::Gone;
    } else if (answer.status == 429) {
        if (const auto wait = asked_wait(said)) verdict.wait = wait;
    }
    return verdict;
}

}  // namespace

const Channel discord_channel{"discord", subscribers::Channel::Discord, "", {}, compose, judge, chat_patience,
                              "Discord"};

}  // namespace daymark::notify
