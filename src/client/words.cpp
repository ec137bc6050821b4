// Reading of words and times.
#include "client/words.h"

#include "client/trouble.h"
#include "platform/base/time_text.h"

#include <algorithm>
#include <charconv>
#include <span>

namespace daymark::client {
namespace {

struct Word {
    std::string_view wire, spoken, brief;
};

constexpr Word component_words[] = {
    {"OPERATIONAL", "operational", "up"},
    {"UNDERMAINTENANCE", "under maintenance", "maintenance"},
    {"DEGRADEDPERFORMANCE", "degraded performance", "degraded"},
    {"PARTIALOUTAGE", "partial outage", "partial"},
    {"MINOROUTAGE", "minor outage", "minor"},
    {"MAJOROUTAGE", "major outage", "major"},
};
static_assert(std::size(component_words) == components::status_words.size());

constexpr Word other_words[] = {
    {"INVESTIGATING", "investigating", ""}, {"IDENTIFIED", "identified", ""},     {"MONITORING", "monitoring", ""},
    {"RESOLVED", "resolved", ""},           {"NOTSTARTEDYET", "not started", ""}, {"INPROGRESS", "in progress", ""},
    {"COMPLETED", "completed", ""},         {"HASISSUES", "has issues", ""},
};

std::string upper_letters(std::string_view text) {
    std::string letters;
    for (const char c : text) {
        if (c == '-' || c == '_' || c == ' ') continue;
        letters += static_cast<char>(c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c);
    }
    return letters;
}

template <class E>
[[noreturn]] void refuse_word(std::string_view text, const std::string& what) {
    std::string known;
    for (const auto& [word, item] : json::EnumWords<E>::table) known += (known.empty() ? "" : ", ") + spoken(word);
    throw Trouble(Exit::Usage, "\"" + std::string(text) + "\" is no status of " + what + "; known are " + known + ".");
}

}  // namespace

components::Status component_status(std::string_view text) {
    const std::string letters = upper_letters(text);
    for (std::size_t i = 0; i < std::size(component_words); ++i) {
        const Word& word = component_words[i];
        if (letters == word.wire || letters == upper_letters(word.brief)) return *components::status_from(word.wire);
    }
    std::string known;
    for (const Word& word : component_words) {
        known += (known.empty() ? "" : ", ") + std::string(word.wire == "OPERATIONAL" ? word.spoken : word.brief);
    }
    throw Trouble(Exit::Usage, "\"" + std::string(text) + "\" is no status of a component; known are " + known + ".");
}

incidents::Status incident_status(std::string_view text) {
    if (const auto found = json::from_word<incidents::Status>(upper_letters(text))) return *found;
    refuse_word<incidents::Status>(text, "an incident");
}

NamedStatus named_status(std::string_view text) {
    const std::size_t equals = text.rfind('=');
    if (equals == std::string_view::npos) return {std::string(text), std::nullopt};
    return {std::string(text.substr(0, equals)), component_status(text.substr(equals + 1))};
}

Millis time_from(const std::string& text, const std::string& option) {
    if (const auto at = parse_time(text)) return *at;
    throw Trouble(Exit::Usage, "--" + option + " must be a time such as 2026-03-01T02:00:00Z, not \"" + text + "\".");
}

std::int64_t minutes_from(const std::string& text, const std::string& option) {
    std::int64_t minutes = 0;
    const char* place = text.data();
    const char* const end = place + text.size();
    bool fits = place != end;
    while (fits && place != end) {
        std::int64_t number = 0;
        const auto [behind, failed] = std::from_chars(place, end, number);
        fits = failed == std::errc() && number >= 0 && number <= 1'000'000;
        if (!fits) break;
        const char unit = behind == end ? 'm' : *behind;
        place = behind == end ? end : behind + 1;
        fits = unit == 'm' || unit == 'h' || unit == 'd';
        minutes += number * (unit == 'd' ? 1'440 : unit == 'h' ? 60 : 1);
    }
    if (fits && minutes > 0) return minutes;
    throw Trouble(Exit::Usage, "--" + option + " must be a length such as 90m, 2h or 1h30m, not \"" + text + "\".");
}

std::string spoken(std::string_view word) {
    for (const std::span<const Word> table :
         {std::span<const Word>(component_words), std::span<const Word>(other_words)}) {
        for (const Word& known : table) {
            if (known.wire == word) return std::string(known.spoken);
        }
    }
    std::string lower(word);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); });
    return lower;
}

}  // namespace daymark::client
