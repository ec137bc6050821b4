// Texts of SMS in the fewest parts.
#include "notify/sms_text.h"

#include "notify/mail_text.h"
#include "notify/short_text.h"
#include "platform/text/entity.h"
#include "site/render_words.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace daymark::notify {
namespace {

// GSM 03.38, 6.2.1 and 6.2.1.1.
constexpr std::u32string_view gsm_basic =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    U"¿abcdefghijklmnopqrstuvwxyzäöñüà";
constexpr std::u32string_view gsm_escaped = U"\f^{}\\[~]|€";

constexpr std::size_t longest_name = 40;    // of a page: some give it a whole sentence
constexpr std::size_t fewest_words = 20;    // characters without which a message tells nothing
constexpr std::size_t longest_words = 480;  // more than three parts hold

bool holds(std::u32string_view set, char32_t scalar) { return set.find(scalar) != std::u32string_view::npos; }

bool in_gsm(std::u32string_view scalars) {
    return std::ranges::all_of(scalars, [](char32_t c) { return holds(gsm_basic, c) || holds(gsm_escaped, c); });
}

/// Typographic characters as those of a keyboard: one dash outside the alphabet would double what a message costs.
std::string plain(std::string_view text) {
    constexpr std::pair<std::u32string_view, std::string_view> table[] = {
        {U"‘’‚‛′", "'"},
        {U"“”„‟″«»", "\""},
        {U"‐‑‒–—―−", "-"},
        {U"…", "..."},
        {U"\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f", " "}};
    std::string out;
    for (const char32_t scalar : scalars_of(text)) {
        const auto* row = std::ranges::find_if(table, [&](const auto& each) { return holds(each.first, scalar); });
        out += row == std::end(table) ? text::utf8_of(scalar) : std::string(row->second);
    }
    return out;
}

/// The plain form where that saves something.
std::string cheapest(const std::string& text) {
    std::string simple = plain(text);
    return in_gsm(scalars_of(simple)) ? simple : text;
}

/// "Kestrel: Identified - Delayed webhook deliveries"
std::string words_of(const Notice& notice) {
    std::string words = shortened(one_line(notice.page_name), longest_name);
    const auto add = [&](const char* before, const std::string& text) {
        if (!text.empty()) words.append(words.empty() ? "" : before).append(text);
    };
    add(": ", one_line(notice.state));
    add(notice.state.empty() ? ": " : " - ", one_line(notice.title));
    return words;
}

bool ends_a_sentence(std::string_view text) {
    constexpr std::string_view ends[] = {".", "!", "?", "…", "。", "！", "？", "।"};
    return std::ranges::any_of(ends, [&](std::string_view end) { return text.ends_with(end); });
}

std::string joined(const std::string& words, const std::string& links) {
    if (words.empty() || links.empty()) return cheapest(words + links);
    return cheapest(words + (ends_a_sentence(words) ? " " : ". ") + links);
}

}  // namespace

bool fits_gsm(std::string_view text) { return in_gsm(scalars_of(text)); }

int parts_of(std::string_view text) {
    const std::u32string scalars = scalars_of(text);
    const bool gsm = in_gsm(scalars);
    const int alone = gsm ? 160 : 70, each = gsm ? 153 : 67;
    int all = 0, parts = 1, used = 0;
    for (const char32_t scalar : scalars) {
        const int places = (gsm ? holds(gsm_escaped, scalar) : scalar > 0xffff) ? 2 : 1;
        if (used + places > each) {
            ++parts;
            used = 0;
        }
        used += places;
        all += places;
    }
    return all <= alone ? 1 : parts;
}

std::string sms_of(const Notice& notice, const Links& links) {
    const std::string words = words_of(notice), url = one_line(notice.url);
    std::string end = one_line(links.unsubscribe);
    if (!end.empty()) end = site::Words::of(notice.language).text("unsubscribe") + ": " + end;
    const std::string both = url + (url.empty() || end.empty() ? "" : " ") + end;

    const auto fitted = [&](const std::string& with, int most) -> std::optional<std::string> {
        const auto fits = [&](const std::string& some) { return parts_of(joined(some, with)) <= most; };
        const std::string kept = as_much_as(words, longest_words, fits);
        const bool enough = kept == words || scalars_of(kept).size() >= fewest_words;
        return enough ? std::optional(joined(kept, with)) : std::nullopt;
    };
    if (const auto text = fitted(both, 2)) return *text;
    if (const auto text = fitted(both, 3)) return *text;
    const std::string& needed = end.empty() ? url : end;
    if (const auto text = fitted(needed, 3)) return *text;
    return joined(shortened(words, fewest_words), needed);
}

}  // namespace daymark::notify
