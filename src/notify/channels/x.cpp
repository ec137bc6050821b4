// Posts on X, formerly Twitter: those of one notice are a thread.
#include "notify/mail_text.h"
#include "notify/provider.h"
#include "notify/short_text.h"
#include "platform/base/time_text.h"
#include "platform/crypto/oauth.h"
#include "platform/crypto/secret_key.h"
#include "platform/text/number.h"

#include <algorithm>

namespace daymark::notify {
namespace {

using enum Verdict::Result;

/// Either the four of OAuth 1.0a or a user's token of OAuth 2.0.
constexpr AccountField fields[] = {
    {"xConsumerKey", "API key", true, false},
    {"xConsumerSecret", "API key secret", true, false},
    {"xAccessToken", "Access token", true, false},
    {"xAccessTokenSecret", "Access token secret", true, false},
    {"xBearer", "User access token of OAuth 2.0, in place of these four", true, false},
    {"xLink", "Link to the notice", false, false, "no: posts without the link, which cost less", "yes no"},
};

constexpr std::size_t most_weight = 280, link_weight = 23, longest_when = 60;
constexpr std::size_t fewest_words = 30;  // of an update's text: fewer tell nothing
constexpr Millis usual_window = 15 * one_minute;

std::size_t weight_of(char32_t scalar) {
    const bool light = scalar <= 4351 || (scalar >= 8192 && scalar <= 8205) || (scalar >= 8208 && scalar <= 8223) ||
                       (scalar >= 8242 && scalar <= 8247);
    return light ? 1 : 2;
}

bool is_letter(char32_t c) { return c > 0x7f || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

/// "https://example.com/a": one link and nothing else, if X takes it for one.
bool is_link(std::u32string_view word) {
    const auto fits = [](char32_t c) {
        return c <= 0x7f && (is_letter(c) || is_digit(c) ||
                             std::u32string_view(U"-._~:/?#&=%+@").find(c) != std::u32string_view::npos);
    };
    return (word.starts_with(U"https://") || word.starts_with(U"http://")) && std::ranges::all_of(word, fits);
}

/// Where X could see the name of a website: it makes a link of each, without a scheme as well.
std::size_t names_in(std::u32string_view word) {
    std::size_t names = 0;
    for (std::size_t i = 1; i + 2 < word.size(); ++i) {
        if (word[i] == '.' && is_letter(word[i + 1]) && is_letter(word[i + 2])) ++names;
    }
    return names;
}

/// At least what X counts, which knows all names of domains, and of an emoji of several scalars counts the first.
std::size_t weight_of_word(std::u32string_view word) {
    std::size_t own = 0;
    for (const char32_t scalar : word) own += weight_of(scalar);
    return is_link(word) ? std::max(own, link_weight) : own + names_in(word) * link_weight;
}

std::size_t weight_of(std::string_view text) {
    const std::u32string scalars = scalars_of(text);
    std::size_t weight = 0;
    for (std::size_t start = 0; start < scalars.size();) {
        const std::size_t end = std::min(scalars.find_first_of(U" \n", start), scalars.size());
        weight += weight_of_word(std::u32string_view(scalars).substr(start, end - start));
        if (end < scalars.size()) ++weight;
        start = end + 1;
    }
    return weight;
}

std::string within(const std::string& text, std::size_t weight) {
    return as_much_as(text, weight, [&](const std::string& some) { return weight_of(some) <= weight; });
}

/// "Identified: Delayed webhook deliveries", what there is to say, and the time, by which each post differs from the
/// last: X refuses to say the same twice.
std::string text_of(const Notice& notice, bool with_link) {
    const std::string when = within(one_line(notice.when), longest_when);
    const std::string link = with_link ? one_line(notice.url) : "";
    const std::string end = when + (when.empty() || link.empty() ? "" : "\n") + link;
    std::size_t left = most_weight - weight_of(when) - (link.empty() ? 0 : link_weight + 1) - 2;

    const std::string state = one_line(notice.state);
    std::string text = within(state + (state.empty() ? "" : ": ") + one_line(notice.title), left);
    left -= std::min(left, weight_of(text) + 2);
    const std::string update = left < fewest_words ? "" : within(one_line(notice.text), left);
    for (const std::string& part : {update, end}) {
        if (!part.empty()) text.append(text.empty() ? "" : "\n\n").append(part);
    }
    return text;
}

std::string authorization(const Outgoing& message, const std::string& url) {
    const Account& account = message.account;
    const std::string bearer = field_of(account, "xBearer");
    if (!bearer.empty()) return "Bearer " + bearer;
    // Never the same for two attempts; it need not be hard to guess.
    const std::string nonce = crypto::short_hash(message.recipient.delivery_id + "/" + std::to_string(message.attempt) +
                                                 "/" + std::to_string(message.now));
    // The body is JSON and takes no part.
    return crypto::oauth_header({field_of(account, "xConsumerKey"), field_of(account, "xConsumerSecret"),
                                 field_of(account, "xAccessToken"), field_of(account, "xAccessTokenSecret")},
                                "POST", url, {}, nonce, message.now);
}

net::HttpRequest compose(const Outgoing& message) {
    json::object post = {{"text", text_of(message.notice, field_of(message.account, "xLink") != "no")}};
    const std::string& first = message.recipient.address;
    const bool is_id = !first.empty() && first.find_first_not_of("0123456789") == std::string::npos;
    if (is_id) post["reply"] = json::object{{"in_reply_to_tweet_id", first}};
    net::HttpRequest request = json_post(std::string(message.provider_url) + "/2/tweets", post);
    request.headers.emplace_back("Authorization", authorization(message, request.url));
    return request;
}

/// X names the instant at which its window ends; of the day's windows, when it is one of these that is used up.
Millis wait_of(const net::HttpAnswer& answer) {
    std::string until = answer.header("x-rate-limit-reset");
    for (const std::string day : {"x-app-limit-24hour", "x-user-limit-24hour"}) {
        if (answer.header(day + "-remaining") == "0") until = answer.header(day + "-reset");
    }
    const auto seconds = text::whole_number<std::int64_t>(until);
    if (!seconds || !valid_time(*seconds) || !valid_time(*seconds * one_second)) return usual_window;
    // As the header that says the same by the standard, so that it is measured by the clock of the other side.
    net::HttpAnswer standard = answer;
    standard.headers.insert(standard.headers.begin(), {"retry-after", http_date(*seconds * one_second)});
    return judge_by_status(standard).wait.value_or(usual_window);
}

Verdict judge(const net::HttpAnswer& answer) {
    const json::value body = json_of(answer);
    if (succeeded(answer)) return taken(answer, word_of(member(member(&body, "data"), "id")));
    Verdict verdict = refused(answer);
    const std::string detail = text_at(body, {"detail"});
    const auto says = [&](std::string_view words) { return detail.find(words) != std::string::npos; };
    if (answer.status == 429) verdict.wait = wait_of(answer);
    if (answer.status == 403 && says("duplicate content")) {
        // An attempt whose answer was lost.
        verdict = {};
        verdict.reason = "posted already";
    } else if (answer.status == 403 && says("deleted or not visible")) {
        verdict.account_fault = false;
        verdict.reason = "the thread's first post is gone";
    }
    return verdict;
}

}  // namespace

constinit const Channel x_channel = {"x",     std::nullopt, "https://api.x.com", fields,
                                     compose, judge,        post_patience,       "X"};

}  // namespace daymark::notify
