// How one C++ type travels as JSON: read with the path named in errors, written, described as schema.
#pragma once

#include "platform/base/clock.h"
#include "platform/base/error.h"
#include "platform/json/json.h"
#include "platform/json/schema.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace daymark::json {

/// Where in the body we are, for messages such as "components[2].status must be a string". Lives on the stack.
struct Path {
    const Path* parent = nullptr;
    std::string_view name = {};
    std::optional<std::size_t> index = {};  // instead of a name

    [[nodiscard]] std::string text() const;
    /// Throws Error::bad_field for this place.
    [[noreturn]] void refuse(const std::string& what) const;
};

/// A UTC instant on the wire: ISO-8601 out; ISO-8601, the space form or epoch milliseconds in (contract §1).
struct Time {
    Millis at = 0;
    friend bool operator==(const Time&, const Time&) = default;
};

/// The wire form of an instant that may be missing.
[[nodiscard]] inline std::optional<Time> time_of(const std::optional<Millis>& at) {
    return at ? std::optional(Time{*at}) : std::nullopt;
}

/// A field that null clears and absence leaves alone.
template <class T>
struct Settable {
    bool given = false;
    std::optional<T> value;
};

/// Property name → language code → text (contract §1.4).
using Translations = std::map<std::string, std::map<std::string, std::string>>;

template <class T>
struct Codec;  // read(value, path) -> T, write(T) -> value, schema(Schemas&) -> object

/// Specialise with `static constexpr std::array table{std::pair{std::string_view, E}…}` to let an enum travel as words.
template <class E>
struct EnumWords;

template <class E>
[[nodiscard]] std::string_view word_of(E wanted) {
    for (const auto& [word, item] : EnumWords<E>::table) {
        if (item == wanted) return word;
    }
    return {};
}

template <class E>
[[nodiscard]] std::optional<E> from_word(std::string_view text) {
    for (const auto& [word, item] : EnumWords<E>::table) {
        if (word == text) return item;
    }
    return std::nullopt;
}

template <>
struct Codec<std::string> {
    static std::string read(const value& from, const Path& path);
    static value write(const std::string& text) { return value(text); }
    static object schema(Schemas&) { return plain_schema("string"); }
};

template <>
struct Codec<bool> {
    static bool read(const value& from, const Path& path);
    static value write(bool flag) { return flag; }
    static object schema(Schemas&) { return plain_schema("boolean"); }
};

template <>
struct Codec<std::int64_t> {
    /// Whole numbers only; 3.0 counts as 3.
    static std::int64_t read(const value& from, const Path& path);
    static value write(std::int64_t number) { return number; }
    static object schema(Schemas&) { return plain_schema("integer", "int64"); }
};

template <>
struct Codec<double> {
    static double read(const value& from, const Path& path);
    static value write(double number) { return number; }
    static object schema(Schemas&) { return plain_schema("number", "double"); }
};

template <>
struct Codec<Time> {
    static Time read(const value& from, const Path& path);
    static value write(Time time);
    static object schema(Schemas& schemas);
};

template <>
struct Codec<value> {
    static value read(const value& from, const Path&) { return from; }
    static value write(const value& any) { return any; }
    static object schema(Schemas&) { return {}; }
};

template <>
struct Codec<Translations> {
    static Translations read(const value& from, const Path& path);
    static value write(const Translations& translations);
    /// Named "Translations".
    static object schema(Schemas& schemas);
};

/// Translations as a column holds them; nothing when there are none.
[[nodiscard]] std::optional<std::string> column_of(const Translations& translations);
[[nodiscard]] Translations translations_of(const std::optional<std::string>& column);

template <class T>
struct Codec<std::optional<T>> {
    static std::optional<T> read(const value& from, const Path& path) {
        if (from.is_null()) return std::nullopt;
        return Codec<T>::read(from, path);
    }
    static value write(const std::optional<T>& maybe) { return maybe ? Codec<T>::write(*maybe) : value(nullptr); }
    static object schema(Schemas& schemas) { return or_null(Codec<T>::schema(schemas)); }
};

template <class T>
struct Codec<Settable<T>> {
    static Settable<T> read(const value& from, const Path& path) {
        return {true, Codec<std::optional<T>>::read(from, path)};
    }
    static value write(const Settable<T>& settable) { return Codec<std::optional<T>>::write(settable.value); }
    static object schema(Schemas& schemas) { return or_null(Codec<T>::schema(schemas)); }
};

template <class T>
struct Codec<std::vector<T>> {
    static std::vector<T> read(const value& from, const Path& path) {
        if (!from.is_array()) path.refuse("must be an array");
        std::vector<T> items;
        items.reserve(from.get_array().size());
        for (const value& element : from.get_array()) {
            const Path place{.parent = &path, .name = {}, .index = items.size()};
            items.push_back(Codec<T>::read(element, place));
        }
        return items;
    }
    static value write(const std::vector<T>& items) {
        array written;
        written.reserve(items.size());
        for (const T& item : items) written.push_back(Codec<T>::write(item));
        return written;
    }
    static object schema(Schemas& schemas) { return list_schema(Codec<T>::schema(schemas)); }
};

/// Refuses a word that is not in the list, naming those that are.
[[noreturn]] void refuse_word(const Path& path, const std::vector<std::string_view>& known);

template <class E>
requires std::is_enum_v<E>
struct Codec<E> {
    static E read(const value& from, const Path& path) {
        const std::string word = Codec<std::string>::read(from, path);
        if (const auto found = from_word<E>(word)) return *found;
        std::vector<std::string_view> known;
        for (const auto& [name, item] : EnumWords<E>::table) known.push_back(name);
        refuse_word(path, known);
    }
    static value write(E item) { return value(word_of(item)); }
    static object schema(Schemas&) {
        object schema = plain_schema("string");
        array words;
        for (const auto& [name, item] : EnumWords<E>::table) words.emplace_back(name);
        schema["enum"] = std::move(words);
        return schema;
    }
};

}  // namespace daymark::json
