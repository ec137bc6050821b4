// Locale files, read once, and the sentences made from them.
#include "site/render_words.h"

#include "embedded/files.h"
#include "platform/base/time_text.h"
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

Words::Words(std::string code, const json::object& file)
    : code_(std::move(code)), grammar_(file.contains("cldr") ? std::string(file.at("cldr").as_string()) : code_) {
    for (const auto& member : file) {
        const std::string key(member.key());
        if (const json::string* text = member.value().if_string()) {
            texts_[key] = std::string(*text);
            continue;
        }
        for (const auto& form : member.value().as_object())
            forms_[key][std::string(form.key())] = std::string(form.value().as_string());
    }
}

const std::vector<Words>& Words::all() {
    static const std::vector<Words> words = [] {
        constexpr std::string_view folder = "locales/", ending = ".json";
        std::vector<Words> read;
        for (std::string_view path : embedded::files_of(folder)) {
            const std::string_view code = path.substr(folder.size(), path.size() - folder.size() - ending.size());
            read.emplace_back(std::string(code), json::parse(embedded::file(path).value()).as_object());
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
        auto chosen = found->second.find(grammar_.plural_form(n));
        if (chosen == found->second.end()) chosen = found->second.find("other");
        if (chosen != found->second.end()) form = chosen->second;
    }
    return filled(filled(form, {{"n", std::to_string(n)}}), more);
}

std::string Words::duration(Millis length) const {
    return length < one_minute ? text("under_a_minute") : grammar_.duration(length);
}

std::shared_ptr<const DateForms> Words::forms(const PageFace& face) const {
    static const auto none = std::make_shared<const DateForms>();
    return face.formats.any() ? grammar_.forms(face.formats) : none;
}

std::string Words::stamp(const PageFace& face, Millis at, Millis today) const {
    const bool with_year = local_date(face.zone, at).year != local_date(face.zone, today).year;
    const std::string clock = clock_text(face.zone, at);  // "14:38 UTC"
    const std::string zone = clock.substr(clock.find(' '));
    const auto chosen = forms(face);
    const DateForm& form = with_year ? chosen->stamp_with_year : chosen->stamp;
    return (form ? form.write(face.zone, at) : grammar_.time(face.zone, at, with_year)) + zone;
}

std::string Words::clock(const PageFace& face, Millis at) const {
    const auto chosen = forms(face);
    const DateForm& form = chosen->clock;
    return form ? form.write(face.zone, at) : grammar_.clock(face.zone, at);
}

std::string Words::short_date(const PageFace& face, Millis at) const {
    constexpr std::size_t most = 10;  // "23.11.2026"
    const auto chosen = forms(face);
    const std::string date = chosen->day ? chosen->day.write(face.zone, at) : std::string();
    // Guess: on the axis of a chart there is no room for more than that.
    return date.empty() || date.size() > most ? grammar_.short_date(face.zone, at) : date;
}

std::string Words::day(const PageFace& face, Millis at) const {
    const auto chosen = forms(face);
    const DateForm& form = chosen->day;
    return form ? form.write(face.zone, at) : grammar_.day(face.zone, at);
}

std::string Words::month(const PageFace& face, Millis at) const {
    const auto chosen = forms(face);
    const DateForm& form = chosen->month;
    return form ? form.write(face.zone, at) : grammar_.month(face.zone, at);
}

std::string Words::days(const PageFace& face, Millis first, Millis last) const {
    const auto chosen = forms(face);
    const DateForm& form = chosen->day;
    if (!form) return grammar_.days(face.zone, first, last);
    return form.write(face.zone, first) + " – " + form.write(face.zone, last);
}

std::string Words::exact_stamp(Millis at) const {
    return grammar_.short_date("UTC", at) + ", " + iso_time(at).substr(11, 8) + " GMT+0";
}

}  // namespace daymark::site
