// Reading and writing of the plain types.
#include "platform/json/codec.h"

#include "platform/base/time_text.h"

#include <cmath>

namespace daymark::json {
namespace {

/// A name from the body that ends up in an error's text must not make that text long.
void check_name(std::string_view name, const Path& path) {
    constexpr std::size_t longest_name = 64;
    if (name.size() > longest_name)
        path.refuse("must not have names longer than " + std::to_string(longest_name) + " bytes");
}

}  // namespace

std::string Path::text() const {
    if (parent == nullptr) return name.empty() ? "body" : std::string(name);
    if (index) return parent->text() + "[" + std::to_string(*index) + "]";
    const bool top = parent->parent == nullptr && parent->name.empty();
    return top ? std::string(name) : parent->text() + "." + std::string(name);
}

void Path::refuse(const std::string& what) const { throw Error::bad_field(text(), what); }

void refuse_word(const Path& path, const std::vector<std::string_view>& known) {
    std::string list;
    for (const std::string_view word : known) list += (list.empty() ? "" : ", ") + std::string(word);
    path.refuse("must be one of " + list);
}

std::string Codec<std::string>::read(const value& from, const Path& path) {
    if (!from.is_string()) path.refuse("must be a string");
    const auto& text = from.get_string();
    // PostgreSQL cannot hold NUL in text; refusing it everywhere keeps both databases alike.
    if (text.find('\0') != string::npos) path.refuse("must not contain the NUL character");
    return {text.data(), text.size()};
}

bool Codec<bool>::read(const value& from, const Path& path) {
    if (!from.is_bool()) path.refuse("must be true or false");
    return from.get_bool();
}

std::int64_t Codec<std::int64_t>::read(const value& from, const Path& path) {
    if (from.is_int64()) return from.get_int64();
    constexpr double exact = 9007199254740992.0;  // 2^53: beyond it doubles skip whole numbers
    if (from.is_double()) {
        const double number = from.get_double();
        if (std::trunc(number) == number && std::abs(number) <= exact) return static_cast<std::int64_t>(number);
    }
    path.refuse("must be a whole number");
}

double Codec<double>::read(const value& from, const Path& path) {
    if (!from.is_number()) path.refuse("must be a number");
    return from.to_number<double>();
}

Time Codec<Time>::read(const value& from, const Path& path) {
    if (from.is_string()) {
        const auto& text = from.get_string();
        if (const auto at = parse_time({text.data(), text.size()})) return {*at};
    } else if (from.is_number()) {
        boost::system::error_code inexact;
        const auto at = from.to_number<Millis>(inexact);
        if (!inexact && valid_time(at)) return {at};
    }
    path.refuse("must be a time such as 2026-02-03T10:00:00.000Z, or epoch milliseconds");
}

value Codec<Time>::write(Time time) { return value(iso_time(time.at)); }

object Codec<Time>::schema(Schemas& schemas) {
    if (schemas.of_answers) return plain_schema("string", "date-time");
    object schema;
    schema["type"] = array{"string", "integer"};
    schema["format"] = "date-time";
    return schema;
}

Translations Codec<Translations>::read(const value& from, const Path& path) {
    Translations translations;
    if (from.is_null()) return translations;
    if (!from.is_object()) path.refuse("must be an object of property names");
    for (const auto& [property, by_language] : from.get_object()) {
        check_name(property, path);
        const Path place{.parent = &path, .name = property};
        if (by_language.is_null()) continue;
        if (!by_language.is_object()) place.refuse("must be an object of language codes");
        for (const auto& [language, text] : by_language.get_object()) {
            check_name(language, place);
            const Path inner{.parent = &place, .name = language};
            if (!text.is_null()) translations[property][language] = Codec<std::string>::read(text, inner);
        }
    }
    return translations;
}

value Codec<Translations>::write(const Translations& translations) {
    object written;
    for (const auto& [property, by_language] : translations) {
        object& texts = written[property].emplace_object();
        for (const auto& [language, text] : by_language) texts[language] = text;
    }
    return written;
}

object Codec<Translations>::schema(Schemas& schemas) {
    constexpr std::string_view name = "Translations";
    object texts = plain_schema("object");
    texts["additionalProperties"] = or_null(plain_schema("string"));
    object schema = plain_schema("object");
    schema["description"] = "Property name, then language code, then the text in that language";
    schema["additionalProperties"] = or_null(std::move(texts));
    schemas.named[std::string(name)] = std::move(schema);
    return reference_to(name);
}

std::optional<std::string> column_of(const Translations& translations) {
    if (translations.empty()) return std::nullopt;
    return text(Codec<Translations>::write(translations));
}

Translations translations_of(const std::optional<std::string>& column) {
    return column ? Codec<Translations>::read(parse(*column), {}) : Translations{};
}

}  // namespace daymark::json
