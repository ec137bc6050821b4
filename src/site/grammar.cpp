// CLDR's rules, by ICU.
#include "site/grammar.h"

#include "site/icu.h"

#include <unicode/calendar.h>
#include <unicode/dtfmtsym.h>
#include <unicode/dtitvfmt.h>
#include <unicode/measfmt.h>
#include <unicode/measunit.h>
#include <unicode/measure.h>
#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>
#include <unicode/smpdtfmt.h>

#include <array>
#include <cmath>
#include <map>
#include <mutex>
#include <vector>

namespace daymark::site {
namespace {

using icu::number::LocalizedNumberFormatter;
using icu::number::NumberFormatter;
using icu::number::Precision;

std::unique_ptr<icu::DateFormat> date_format(const char* skeleton, const icu::Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    auto* raw = icu::DateFormat::createInstanceForSkeleton(skeleton, locale, status);
    auto format = made(raw, status, skeleton);
    format->setTimeZone(*icu::TimeZone::getGMT());
    return format;
}

std::unique_ptr<icu::DateIntervalFormat> interval_format(const char* skeleton, const icu::Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    auto* raw = icu::DateIntervalFormat::createInstance(skeleton, locale, status);
    auto format = made(raw, status, skeleton);
    format->setTimeZone(*icu::TimeZone::getGMT());
    return format;
}

std::unique_ptr<icu::PluralRules> plural_rules(const icu::Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    auto* raw = icu::PluralRules::forLocale(locale, status);
    return made(raw, status, "plural rules");
}

int first_of_week(const icu::Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(locale, status));
    require(status, "calendar");
    return calendar->getFirstDayOfWeek(status) - UCAL_SUNDAY;
}

icu::DateFormatSymbols symbols_of(const icu::Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    icu::DateFormatSymbols symbols(locale, status);
    require(status, "date symbols");
    return symbols;
}

LocalizedNumberFormatter percent_format(const icu::Locale& locale, int decimals) {
    return NumberFormatter::withLocale(locale)
        .unit(icu::MeasureUnit::getPercent())
        .precision(Precision::fixedFraction(decimals));
}

/// How numbers of different sizes are written.
struct NumberFormats {
    explicit NumberFormats(const icu::Locale& locale)
        : few_digits(NumberFormatter::withLocale(locale).precision(Precision::maxSignificantDigits(4))),
          more_digits(NumberFormatter::withLocale(locale).precision(Precision::maxSignificantDigits(5))),
          whole(NumberFormatter::withLocale(locale).precision(Precision::integer())),
          compact(few_digits.notation(icu::number::Notation::compactShort())),
          scientific(few_digits.notation(icu::number::Notation::scientific())) {}

    [[nodiscard]] const LocalizedNumberFormatter& of(double value) const {
        const double size = std::abs(value);
        if (size >= 1e15 || (size > 0 && size < 1e-6)) return scientific;
        if (size >= 1e6) return compact;
        if (size >= 1e4) return whole;
        return size < 10 ? few_digits : more_digits;
    }

    LocalizedNumberFormatter few_digits, more_digits, whole, compact, scientific;
};

std::string formatted(const LocalizedNumberFormatter& format, double value) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString text = format.formatDouble(value, status).toString(status);
    require(status, "number");
    return utf8(text);
}

}  // namespace

struct Grammar::Rules {
    explicit Rules(const icu::Locale& of)
        : locale(of),
          plurals(plural_rules(of)),
          time(date_format("MMMdHm", of)),
          time_with_year(date_format("yMMMdHm", of)),
          clock(date_format("Hm", of)),
          short_date(date_format("MMMd", of)),
          day(date_format("EEEEMMMMd", of)),
          month(date_format("yMMMM", of)),
          days(interval_format("MMMMd", of)),
          week_start(first_of_week(of)),
          symbols(symbols_of(of)),
          whole_percent(percent_format(of, 0)),
          exact_percent(percent_format(of, 2)),
          numbers(of) {}

    icu::Locale locale;
    std::unique_ptr<icu::PluralRules> plurals;
    std::unique_ptr<icu::DateFormat> time, time_with_year, clock, short_date, day, month;
    std::unique_ptr<icu::DateIntervalFormat> days;
    int week_start;
    icu::DateFormatSymbols symbols;
    LocalizedNumberFormatter whole_percent, exact_percent;
    NumberFormats numbers;
};

struct Grammar::Lazy {
    std::once_flag once;
    std::unique_ptr<const Rules> rules;
    std::mutex forms_mutex;
    std::map<DateFormats, std::shared_ptr<const DateForms>> forms;
};

Grammar::Grammar(std::string locale) : locale_(std::move(locale)), lazy_(std::make_unique<Lazy>()) {}
Grammar::~Grammar() = default;
Grammar::Grammar(Grammar&&) noexcept = default;

const Grammar::Rules& Grammar::rules() const {
    std::call_once(lazy_->once,
                   [this] { lazy_->rules = std::make_unique<const Rules>(with_western_figures(locale_)); });
    return *lazy_->rules;
}

bool Grammar::right_to_left() const { return rules().locale.isRightToLeft() != 0; }

std::string Grammar::plural_form(long n) const { return utf8(rules().plurals->select(static_cast<double>(n))); }

std::string Grammar::percent(int hundredths) const {
    return formatted(hundredths % 100 == 0 ? rules().whole_percent : rules().exact_percent, hundredths / 100.0);
}

std::string Grammar::number(double value) const {
    return formatted(rules().numbers.of(value), value + 0.0);  // a zero without a sign
}

std::string Grammar::duration(Millis length) const {
    const Millis minutes = length / one_minute, hours = minutes / 60, days = hours / 24;
    UErrorCode status = U_ZERO_ERROR;
    // Not shared: what formats measures makes use of its own state.
    const icu::MeasureFormat format(rules().locale, UMEASFMT_WIDTH_SHORT, status);
    std::vector<icu::Measure> parts;
    const auto add = [&](Millis amount, icu::MeasureUnit* unit) {
        parts.emplace_back(icu::Formattable(static_cast<double>(amount)), unit, status);
    };
    if (days > 0) add(days, icu::MeasureUnit::createDay(status));
    if (hours % 24 > 0) add(hours % 24, icu::MeasureUnit::createHour(status));
    if (days == 0 && (minutes % 60 > 0 || hours == 0)) add(minutes % 60, icu::MeasureUnit::createMinute(status));
    icu::UnicodeString text;
    icu::FieldPosition ignored(icu::FieldPosition::DONT_CARE);
    format.formatMeasures(parts.data(), static_cast<int>(parts.size()), text, ignored, status);
    require(status, "duration");
    return utf8(text);
}

std::string Grammar::time(std::string_view zone, Millis at, bool with_year) const {
    return dated(with_year ? *rules().time_with_year : *rules().time, zone, at);
}

std::string Grammar::clock(std::string_view zone, Millis at) const { return dated(*rules().clock, zone, at); }

std::string Grammar::short_date(std::string_view zone, Millis at) const { return dated(*rules().short_date, zone, at); }

std::string Grammar::day(std::string_view zone, Millis at) const { return dated(*rules().day, zone, at); }

std::string Grammar::month(std::string_view zone, Millis at) const { return dated(*rules().month, zone, at); }

std::string Grammar::days(std::string_view zone, Millis first, Millis last) const {
    const icu::DateInterval interval(wall_clock(zone, first), wall_clock(zone, last));
    icu::UnicodeString text;
    icu::FieldPosition ignored(icu::FieldPosition::DONT_CARE);
    UErrorCode status = U_ZERO_ERROR;
    rules().days->format(&interval, text, ignored, status);
    require(status, "days");
    return utf8(text);
}

int Grammar::week_start() const { return rules().week_start; }

std::shared_ptr<const DateForms> Grammar::forms(const DateFormats& chosen) const {
    constexpr std::size_t most = 64;  // as many owners' choices are kept in each language
    const std::lock_guard lock(lazy_->forms_mutex);
    if (!lazy_->forms.contains(chosen) && lazy_->forms.size() == most) lazy_->forms.clear();
    auto& forms = lazy_->forms[chosen];
    if (!forms) forms = std::make_shared<const DateForms>(DateForms::of(locale_, chosen));
    return forms;
}

std::pair<std::string, std::string> Grammar::weekday(int day) const {
    using icu::DateFormatSymbols;
    const auto name = [&](DateFormatSymbols::DtWidthType width) {
        int count = 0;  // the first of them is a filler
        return utf8(rules().symbols.getWeekdays(count, DateFormatSymbols::STANDALONE, width)[day + UCAL_SUNDAY]);
    };
    return {name(DateFormatSymbols::ABBREVIATED), name(DateFormatSymbols::WIDE)};
}

}  // namespace daymark::site
