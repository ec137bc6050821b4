// The words of the public page in one language, with the grammar a sentence needs: plurals, dates, durations.
#pragma once

#include "platform/base/clock.h"

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daymark::site {

/// `{n}` → "4". A place that is not filled stays visible, so that a slip shows.
using Filling = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// One file of src/locales. What a language lacks is said in English.
class Words {
public:
    /// Every language there is, by its code. They live as long as the program.
    [[nodiscard]] static const std::vector<Words>& all();
    /// The language ("de", "pt-br"), or nothing.
    [[nodiscard]] static const Words* find(std::string_view language);
    /// The same, or English.
    [[nodiscard]] static const Words& of(std::string_view language);

    [[nodiscard]] const std::string& code() const { return code_; }
    [[nodiscard]] bool right_to_left() const { return text("direction") == "rtl"; }

    [[nodiscard]] const std::string& text(std::string_view key) const;
    [[nodiscard]] std::string text(std::string_view key, Filling filling) const;
    /// The form of `key` that `n` asks for; `{n}` is filled in.
    [[nodiscard]] std::string count(std::string_view key, long n, Filling more = {}) const;

    /// Hundredths of a percent as "99.97%"; whole ones as "100%".
    [[nodiscard]] std::string percent(int hundredths) const;
    /// "34 min", "2 h 5 min", "3 d 4 h".
    [[nodiscard]] std::string duration(Millis length) const;
    /// "23 Nov, 14:38 UTC"; with the year when it is not the one of `today`.
    [[nodiscard]] std::string stamp(std::string_view zone, Millis at, Millis today) const;
    /// "Nov 23, 14:38:05 GMT+0", the form of feeds.
    [[nodiscard]] std::string exact_stamp(Millis at) const;
    /// "Monday 23 November".
    [[nodiscard]] std::string day(std::string_view zone, Millis at) const;
    /// "20 – 22 November".
    [[nodiscard]] std::string days(std::string_view zone, Millis first, Millis last) const;

    /// Reads a locale file; public for tests.
    Words(std::string code, std::string_view file);

private:
    [[nodiscard]] const std::string& item(std::string_view key, int index) const;

    std::string code_;
    std::map<std::string, std::string, std::less<>> texts_;
    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> forms_;
    std::map<std::string, std::vector<std::string>, std::less<>> lists_;
};

/// Which plural form a number takes: "one", "few", "other" … `rule` is the locale's "plural".
[[nodiscard]] std::string_view plural_form(std::string_view rule, long n);

}  // namespace daymark::site
