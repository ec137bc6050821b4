// Owners' patterns in the letters and names of a language, by ICU.
#include "site/date_forms.h"

#include "platform/text/date_pattern.h"
#include "site/icu.h"

#include <unicode/dtptngen.h>
#include <unicode/smpdtfmt.h>

#include <algorithm>

namespace daymark::site {
namespace {

std::string quoted(std::string_view text) {
    const bool plain = std::ranges::none_of(
        text, [](char c) { return c == '\'' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    if (plain) return std::string(text);
    std::string out = "'";
    for (const char c : text) out.append(c == '\'' ? 2 : 1, c);
    return out + "'";
}

/// Where two quoted texts meet, one goes on: '' between them would be a quote to be shown.
void append(std::string& pattern, std::string_view piece) {
    if (pattern.ends_with('\'') && piece.starts_with('\'')) {
        pattern.pop_back();
        piece.remove_prefix(1);
    }
    pattern += piece;
}

/// What a language has of its own.
class Language {
public:
    explicit Language(const std::string& name) : locale_(with_western_figures(name)) {
        UErrorCode status = U_ZERO_ERROR;
        auto* raw = icu::DateTimePatternGenerator::createInstance(locale_, status);
        generator_ = made(raw, status, "date patterns");
    }

    [[nodiscard]] std::string best(const char* skeleton) const {
        UErrorCode status = U_ZERO_ERROR;
        const icu::UnicodeString pattern = generator_->getBestPattern(icu::UnicodeString(skeleton), status);
        require(status, skeleton);
        return utf8(pattern);
    }

    /// "" when it cannot be read.
    [[nodiscard]] std::string pattern_of(const std::string& chosen) const {
        const auto read = text::DatePattern::of(chosen);
        std::string pattern;
        if (!read.problem.empty()) return pattern;
        for (const text::DatePart& part : read.parts) append(pattern, piece_of(part));
        return pattern;
    }

    [[nodiscard]] std::string joined(const std::string& date, const std::string& time) const {
        std::string both = utf8(generator_->getDateTimeFormat());  // "{1}, {0}"
        for (const auto& [place, part] : {std::pair{"{1}", date}, {"{0}", time}}) {
            both.replace(both.find(place), 3, part);
        }
        return both;
    }

    [[nodiscard]] DateForm form(const std::string& pattern) const {
        if (pattern.empty()) return {};
        UErrorCode status = U_ZERO_ERROR;
        const auto format =
            std::make_shared<icu::SimpleDateFormat>(icu::UnicodeString::fromUTF8(pattern), locale_, status);
        require(status, "date pattern");
        format->setTimeZone(*icu::TimeZone::getGMT());
        return {pattern, [format](std::string_view zone, Millis at) { return dated(*format, zone, at); }};
    }

    /// Of each month, weekday or half of the day that the letter stands for; none for letters that are figures.
    [[nodiscard]] std::vector<std::string> names_of(const std::string& run) const {
        constexpr Millis sunday = 1'767'484'800'000;  // 2026-01-04: steps of 30.5 days reach each month
        const bool month = run.front() == 'M' || run.front() == 'L', day = run.front() == 'E' || run.front() == 'c';
        const int count = month && run.size() > 2 ? 12 : day ? 7 : run == "a" ? 2 : 0;
        const Millis step = month ? one_day * 61 / 2 : day ? one_day : one_day / 2;
        std::vector<std::string> names;
        if (count == 0) return names;
        const DateForm alone = form(run);
        for (int i = 0; i < count; ++i) names.push_back(alone.write("UTC", sunday + i * step));
        return names;
    }

private:
    [[nodiscard]] std::string piece_of(const text::DatePart& part) const {
        using Kind = text::DatePart::Kind;
        static constexpr const char* dates[] = {"yMMdd", "yMMMd", "yMMMMd", "yMMMMEEEEd"};
        if (part.kind == Kind::Field) return part.text;
        if (part.kind == Kind::Text) return quoted(part.text);
        if (part.kind == Kind::LocalDate) return best(dates[part.text.size() - 1]);
        return best(part.text == "p" ? "jmm" : "jmmss");
    }

    icu::Locale locale_;
    std::unique_ptr<icu::DateTimePatternGenerator> generator_;  // not shared: it makes use of its own state
};

/// Calls `use` with each field of a CLDR pattern: "MMMM".
template <class Use>
void each_field(std::string_view pattern, Use use) {
    bool quoted = false;
    while (!pattern.empty()) {
        const std::size_t run = std::min(pattern.find_first_not_of(pattern.front()), pattern.size());
        if (pattern.front() == '\'') quoted = quoted != (run % 2 == 1);
        if (!quoted && pattern.front() != '\'') use(std::string(pattern.substr(0, run)));
        pattern.remove_prefix(run);
    }
}

}  // namespace

DateForms DateForms::of(const std::string& locale, const DateFormats& chosen) {
    const Language language(locale);
    const std::string date = language.pattern_of(chosen.date), time = language.pattern_of(chosen.time);
    DateForms forms;
    forms.day = language.form(date);
    forms.month = language.form(language.pattern_of(chosen.month));
    forms.clock = language.form(time);
    if (date.empty() && time.empty()) return forms;
    const auto stamp = [&](const char* own_date) {
        return language.form(
            language.joined(date.empty() ? language.best(own_date) : date, time.empty() ? language.best("Hm") : time));
    };
    forms.stamp = stamp("MMMd");
    forms.stamp_with_year = stamp("yMMMd");
    for (const std::string* pattern : {&forms.stamp.pattern, &forms.stamp_with_year.pattern}) {
        each_field(*pattern, [&](const std::string& run) {
            auto names = language.names_of(run);
            if (!names.empty()) forms.names[run] = std::move(names);
        });
    }
    return forms;
}

}  // namespace daymark::site
