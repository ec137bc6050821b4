// What a language does to counts, numbers, dates and spans of time: CLDR's rules, by ICU.
#pragma once

#include "platform/base/clock.h"
#include "site/date_forms.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace daymark::site {

/// Figures are western ones in every language, as in the bars and in what the page's script writes. Any thread.
class Grammar {
public:
    /// A name of CLDR: "de", "pt-PT". One that CLDR does not know gets its rules for no language in particular.
    explicit Grammar(std::string locale);
    ~Grammar();
    Grammar(Grammar&&) noexcept;

    [[nodiscard]] bool right_to_left() const;
    /// The category of a count: "one", "few", "other" …
    [[nodiscard]] std::string plural_form(long n) const;
    /// Hundredths of a percent as "99.97%"; whole ones as "100%".
    [[nodiscard]] std::string percent(int hundredths) const;
    /// "182.5", "12,346", "1.235M", "1E300": short, whatever its size.
    [[nodiscard]] std::string number(double value) const;
    /// Of a minute or more, in its two largest units: "34 min", "2 hr, 5 min", "3 days, 4 hr".
    [[nodiscard]] std::string duration(Millis length) const;
    /// "Nov 23, 14:38", with the year when asked for: what a wall clock of the zone shows.
    [[nodiscard]] std::string time(std::string_view zone, Millis at, bool with_year) const;
    /// "14:38".
    [[nodiscard]] std::string clock(std::string_view zone, Millis at) const;
    /// "Nov 23".
    [[nodiscard]] std::string short_date(std::string_view zone, Millis at) const;
    /// "Monday, November 23".
    [[nodiscard]] std::string day(std::string_view zone, Millis at) const;
    /// "November 2026".
    [[nodiscard]] std::string month(std::string_view zone, Millis at) const;
    /// "November 20 – 22".
    [[nodiscard]] std::string days(std::string_view zone, Millis first, Millis last) const;
    /// What an owner chose instead of these.
    [[nodiscard]] std::shared_ptr<const DateForms> forms(const DateFormats& chosen) const;
    /// The day on which weeks begin: 0 = Sunday.
    [[nodiscard]] int week_start() const;
    /// "Mon", "Monday" for 1; `day` from 0 = Sunday to 6.
    [[nodiscard]] std::pair<std::string, std::string> weekday(int day) const;

private:
    struct Rules;
    /// Made when first asked for: a server knows many languages and speaks few.
    [[nodiscard]] const Rules& rules() const;

    struct Lazy;
    std::string locale_;
    std::unique_ptr<Lazy> lazy_;
};

}  // namespace daymark::site
