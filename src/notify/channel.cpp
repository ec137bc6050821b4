// What channels share: how answers are read, how texts and requests are put.
#include "notify/channel.h"

#include "platform/base/error.h"
#include "platform/http/message.h"
#include "platform/text/number.h"
#include "platform/text/percent.h"
#include "platform/text/trim.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>
#include <iomanip>
#include <locale>
#include <sstream>

namespace daymark::notify {
namespace {

using Fault = net::HttpAnswer::Fault;
using Result = Verdict::Result;

constexpr std::size_t longest_word = 40;

/// "Tue, 07 May 2024 15:03:47 GMT"; the two older forms of HTTP's dates are not met any more.
std::optional<Millis> instant_of(const std::string& date) {
    std::istringstream in(date.substr(0, longest_word));
    in.imbue(std::locale::classic());
    std::tm parts{};
    if (!(in >> std::get_time(&parts, "%a, %d %b %Y %H:%M:%S GMT"))) return std::nullopt;
    return Millis{::timegm(&parts)} * one_second;
}

std::optional<Millis> asked_wait(const net::HttpAnswer& answer) {
    const std::string asked = answer.header("retry-after");
    if (const auto seconds = text::whole_number<std::uint32_t>(asked)) return *seconds * one_second;
    // Measured by the clock that the date was read from: theirs.
    const auto until = instant_of(asked), said = instant_of(answer.header("date"));
    return until && said ? std::optional(*until - *said) : std::nullopt;
}

std::string_view phrase_of(Fault fault) {
    switch (fault) {
        case Fault::BadAddress:
            return "no address to which a request can be sent";
        case Fault::Refused:
        case Fault::NoName:
        case Fault::Unreachable:
            // One word for the three: from others it could be learned what there is in the operator's own network.
            return "could not be reached";
        case Fault::BadTls:
            return "could not prove who it is (TLS)";
        case Fault::TimedOut:
            return "no answer in time";
        case Fault::Broken:
        case Fault::None:
            break;
    }
    return "the connection broke";
}

Result meaning_of(int status) {
    if (status >= 200 && status < 300) return Result::Sent;
    if (status == 408 || status == 425 || status == 429 || (status >= 500 && status < 600)) return Result::Again;
    return status == 404 || status == 410 ? Result::Gone : Result::Failed;
}

/// Where the character after the one at `at` begins.
std::size_t after_character(std::string_view text, std::size_t at) {
    const std::size_t furthest = std::min(at + 4, text.size());
    for (++at; at < furthest && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;) ++at;
    return at;
}

}  // namespace

Verdict judge_by_status(const net::HttpAnswer& answer) {
    Verdict verdict;
    if (answer.fault != Fault::None) {
        const bool never = answer.fault == Fault::BadAddress || answer.fault == Fault::Refused;
        verdict.result = never ? Result::Failed : Result::Again;
    } else {
        verdict.result = meaning_of(answer.status);
    }
    if (verdict.result != Result::Sent) verdict.reason = reason_of(answer);
    if (verdict.result == Result::Again) {
        if (const auto wait = asked_wait(answer)) verdict.wait = std::clamp(*wait, one_second, one_day);
    }
    return verdict;
}

std::string reason_of(const net::HttpAnswer& answer) {
    if (answer.fault != Fault::None) return std::string(phrase_of(answer.fault));
    const std::string number = std::to_string(answer.status);
    const std::string_view phrase = http::reason_of(answer.status);
    return phrase == "Unknown" ? number : number + " " + std::string(phrase);
}

std::string reason_of(const net::HttpAnswer& answer, std::string_view word) {
    const auto fits = [](char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    const bool is_word = !word.empty() && word.size() <= longest_word && std::ranges::all_of(word, fits);
    return is_word ? reason_of(answer) + ": " + std::string(word) : reason_of(answer);
}

json::value json_of(const net::HttpAnswer& answer) {
    try {
        return json::parse(answer.body);
    } catch (const Error&) {
        return nullptr;
    }
}

std::string text_at(const json::value& answer, std::initializer_list<std::string_view> place) {
    const json::value* at = &answer;
    for (const std::string_view name : place) {
        at = at->is_object() ? at->get_object().if_contains(name) : nullptr;
        if (at == nullptr) return {};
    }
    return at->is_string() ? std::string(std::string_view(at->get_string())) : std::string();
}

std::string shortened(std::string_view text, std::size_t most) {
    constexpr std::string_view ellipsis = "…";
    std::size_t end = 0, at = 0;  // `end`: what is kept when there is more
    for (std::size_t characters = 0; at < text.size() && characters < most; ++characters) {
        end = at;
        at = after_character(text, at);
    }
    if (at == text.size()) return std::string(text);
    if (most == 0) return {};

    const auto blank = [](char c) { return text::blanks_and_line_ends.find(c) != std::string_view::npos; };
    std::string_view kept = text.substr(0, end);
    if (!blank(text[end])) {
        // Not where that would take half of it away: some languages have no blanks.
        const std::size_t word_end = kept.find_last_of(text::blanks_and_line_ends);
        if (word_end != std::string_view::npos && word_end >= end / 2) kept = kept.substr(0, word_end);
    }
    while (!kept.empty() && blank(kept.back())) kept.remove_suffix(1);
    return std::string(kept).append(ellipsis);
}

net::HttpRequest json_post(std::string url, const json::value& body) {
    return {"POST", std::move(url), {{"Content-Type", "application/json"}}, json::text(body)};
}

std::string form_of(const net::Headers& pairs) {
    std::string form;
    for (const auto& [name, value] : pairs) {
        if (!form.empty()) form += '&';
        form += text::percent_encoded(name) + '=' + text::percent_encoded(value);
    }
    return form;
}

std::string with_query(std::string_view url, const net::Headers& pairs) {
    std::string_view fragment = url, query = text::take_until(fragment, '#');
    const std::string_view address = text::take_until(query, '?');
    std::string kept;
    while (!query.empty()) {
        const std::string_view pair = text::take_until(query, '&');
        const auto same = [&](const auto& one) {
            return text::percent_encoded(one.first) == pair.substr(0, pair.find('='));
        };
        if (!pair.empty() && std::ranges::none_of(pairs, same)) (kept += '&') += pair;
    }
    if (!pairs.empty()) kept += '&' + form_of(pairs);
    if (!kept.empty()) kept.front() = '?';
    return std::string(address) + kept + (fragment.empty() ? "" : "#" + std::string(fragment));
}

std::span<const Channel> channels() {
    static const std::array all = {webhook_channel,     slack_channel,  discord_channel, microsoft_teams_channel,
                                   google_chat_channel, twilio_channel, vonage_channel,  esendex_channel,
                                   messagebird_channel, sns_channel,    x_channel};
    return all;
}

bool is_set_up(const Channel& channel, const Account& account) {
    const auto has = [&](const AccountField& field) { return account.contains(field.name); };
    return std::ranges::all_of(channel.account,
                               [&](const AccountField& field) { return !field.required || has(field); }) &&
           (channel.account.empty() || std::ranges::any_of(channel.account, has));
}

const Channel* find_channel(std::string_view name) {
    const auto all = channels();
    const auto found = std::ranges::find(all, name, &Channel::name);
    return found == all.end() ? nullptr : &*found;
}

}  // namespace daymark::notify
