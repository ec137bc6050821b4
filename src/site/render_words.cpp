// Locale files, read once, and the sentences made from them.
#include "site/render_words.h"

#include "embedded/files.h"
#include "platform/base/zone.h"
#include "platform/json/json.h"

#include <algorithm>

namespace daymark::site {
namespace {

const Words& english() {
    static const Words& words = *Words::find("en");
    return words;
}

std::string filled(std::string_view text, Filling filling) {
    std::string out;
    out.reserve(text.size() + 16);
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) break;
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const auto* place = std::ranges::find(filling, name, &Filling::value_type::first);
        out += text.substr(0, open);
        out += place == filling.end() ? text.substr(open, close - open + 1) : place->second;
        text.remove_prefix(close + 1);
    }
    out += text;
    return out;
}

}  // namespace

Words::Words(std::string code, std::string_view file) : code_(std::move(code)) {
    const json::value parsed = json::parse(file);
    for (const auto& member : parsed.as_object()) {
        const std::string key(member.key());
        if (const json::string* text = member.value().if_string()) {
            texts_[key] = std::string(*text);
        } else if (const json::object* forms = member.value().if_object()) {
            for (const auto& form : *forms)
                forms_[key][std::string(form.key())] = std::string(form.value().as_string());
        } else {
            for (const json::value& entry : member.value().as_array()) lists_[key].emplace_back(entry.as_string());
        }
    }
}

const std::vector<Words>& Words::all() {
    static const std::vector<Words> words = [] {
        constexpr std::string_view folder = "locales/", ending = ".json";
        std::vector<Words> read;
        for (std::string_view path : embedded::files_of(folder)) {
            const std::string_view code = path.substr(folder.size(), path.size() - folder.size() - ending.size());
            read.emplace_back(std::string(code), embedded::file(path).value());
        }
        return read;
    }();
    return words;
}

const Words* Words::find(std::string_view language) {
    const auto found = std::ranges::find(all(), language, &Words::code);
    return found == all().end() ? nullptr : &*found;
}

const Words& Words::of(std::string_view language) {
    const Words* found = find(language);
    return found == nullptr ? english() : *found;
}

const std::string& Words::text(std::string_view key) const {
    static const std::string missing = "?";
    if (const auto found = texts_.find(key); found != texts_.end()) return found->second;
    return this == &english() ? missing : english().text(key);
}

std::string Words::text(std::string_view key, Filling filling) const { return filled(text(key), filling); }

std::string Words::count(std::string_view key, long n, Filling more) const {
    const auto found = forms_.find(key);
    if (found == forms_.end() && !texts_.contains(key) && this != &english()) return english().count(key, n, more);
    std::string_view form;
    if (found == forms_.end()) {
        form = text(key);
    } else {
        auto chosen = found->second.find(plural_form(text("plural"), n));
        if (chosen == found->second.end()) chosen = found->second.find("other");
        if (chosen != found->second.end()) form = chosen->second;
    }
    return filled(filled(form, {{"n", std::to_string(n)}}), more);
}

const std::string& Words::item(std::string_view key, int index) const {
    const auto found = lists_.find(key);
    if (found == lists_.end()) return english().item(key, index);
    return found->second.at(static_cast<std::size_t>(index));
}

std::string Words::percent(int hundredths) const {
    std::string number = std::to_string(hundredths / 100);
    if (const int rest = hundredths % 100; rest != 0) {
        number += text("decimal") + (rest < 10 ? "0" : "") + std::to_string(rest);
    }
    return text("percent", {{"n", number}});
}

std::string Words::duration(Millis length) const {
    if (length < one_minute) return text("under_a_minute");
    const Millis minutes = length / one_minute;
    const std::string m = std::to_string(minutes % 60), h = std::to_string(minutes / 60 % 24);
    if (minutes < 60) return text("minutes", {{"n", m}});
    if (minutes < 24 * 60) return text("hours_minutes", {{"h", h}, {"m", m}});
    return text("days_hours", {{"d", std::to_string(minutes / 60 / 24)}, {"h", h}});
}

std::string Words::stamp(std::string_view zone, Millis at, Millis today) const {
    const LocalDate date = local_date(zone, at);
    return text(date.year == local_date(zone, today).year ? "stamp" : "stamp_year",
                {{"day", std::to_string(date.day)},
                 {"month", item("months_short", date.month - 1)},
                 {"year", std::to_string(date.year)},
                 {"clock", clock_text(zone, at)}});
}

std::string Words::exact_stamp(Millis at) const {
    const LocalTime time = local_time("UTC", at);
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return text("stamp_exact", {{"day", std::to_string(time.date.day)},
                                {"month", item("months_short", time.date.month - 1)},
                                {"clock", two(time.hour) + ":" + two(time.minute) + ":" + two(time.second)}});
}

std::string Words::day(std::string_view zone, Millis at) const {
    const LocalDate date = local_date(zone, at);
    return text("day", {{"weekday", item("weekdays", weekday(zone, at))},
                        {"day", std::to_string(date.day)},
                        {"month", item("months", date.month - 1)}});
}

std::string Words::days(std::string_view zone, Millis first, Millis last) const {
    const LocalDate from = local_date(zone, first), to = local_date(zone, last);
    const std::string from_day = std::to_string(from.day), to_day = std::to_string(to.day);
    const std::string& to_month = item("months", to.month - 1);
    if (from.month == to.month) {
        return text("days_within_month", {{"first", from_day}, {"last", to_day}, {"month", to_month}});
    }
    return text("days_across_months", {{"first", from_day},
                                       {"first_month", item("months", from.month - 1)},
                                       {"last", to_day},
                                       {"last_month", to_month}});
}

std::string_view plural_form(std::string_view rule, long n) {
    if (rule == "arabic") {
        if (n == 0) return "zero";
        if (n == 1) return "one";
        if (n == 2) return "two";
        if (n % 100 >= 3 && n % 100 <= 10) return "few";
        return n % 100 >= 11 ? "many" : "other";
    }
    return n == 1 ? "one" : "other";
}

}  // namespace daymark::site
