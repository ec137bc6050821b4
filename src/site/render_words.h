// The words of the public page in one language, put together by its grammar.
#pragma once

#include "platform/base/clock.h"
#include "platform/json/json.h"
#include "site/grammar.h"
#include "site/page_view.h"

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
    [[nodiscard]] bool right_to_left() const { return grammar_.right_to_left(); }

    [[nodiscard]] const std::string& text(std::string_view key) const;
    [[nodiscard]] std::string text(std::string_view key, Filling filling) const;
    /// The form of `key` that `n` asks for; `{n}` is filled in.
    [[nodiscard]] std::string count(std::string_view key, long n, Filling more = {}) const;

    [[nodiscard]] std::string percent(int hundredths) const { return grammar_.percent(hundredths); }
    /// "182.5", "12,346", "1.235M": four digits or five, of large whole numbers all up to a million.
    [[nodiscard]] std::string number(double value) const { return grammar_.number(value); }
    /// "34 min", "2 hr, 5 min", "3 days, 4 hr".
    [[nodiscard]] std::string duration(Millis length) const;
    // Dates and times are those of the page's zone, in its owner's formats where some were chosen.
    /// "Nov 23, 14:38 UTC"; with the year when it is not the one of `today`.
    [[nodiscard]] std::string stamp(const PageFace& face, Millis at, Millis today) const;
    /// "14:38"
    [[nodiscard]] std::string clock(const PageFace& face, Millis at) const;
    /// "Nov 23", where there is little room.
    [[nodiscard]] std::string short_date(const PageFace& face, Millis at) const;
    /// "Monday, November 23".
    [[nodiscard]] std::string day(const PageFace& face, Millis at) const;
    /// "November 2026".
    [[nodiscard]] std::string month(const PageFace& face, Millis at) const;
    /// "November 20 – 22".
    [[nodiscard]] std::string days(const PageFace& face, Millis first, Millis last) const;
    /// The owner's forms as such.
    [[nodiscard]] std::shared_ptr<const DateForms> forms(const PageFace& face) const;
    /// "Nov 23, 14:38:05 GMT+0", the form of feeds.
    [[nodiscard]] std::string exact_stamp(Millis at) const;
    [[nodiscard]] int week_start() const { return grammar_.week_start(); }
    [[nodiscard]] std::pair<std::string, std::string> weekday(int day) const { return grammar_.weekday(day); }

    /// Reads a locale file; public for tests.
    Words(std::string code, const json::object& file);

private:
    std::string code_;
    Grammar grammar_;
    std::map<std::string, std::string, std::less<>> texts_;
    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> forms_;
};

}  // namespace daymark::site
