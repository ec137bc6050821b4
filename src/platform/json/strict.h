// Refuses what a shape does not know: for what people write by hand, where a typo must not be passed over.
#pragma once

#include "platform/json/fields.h"

#include <vector>

namespace daymark::json {

/// Throws Error::bad_field for the first name, however deep, that the field table of T does not have. What is of the
/// wrong type is left to the reading.
template <Shape T>
void refuse_unknown(const value& from, const Path& path = {});

/// The same for an object whose known names are not a field table.
void refuse_unknown(const object& from, const std::vector<std::string_view>& known, const Path& path);

namespace detail {

/// Looks into members that are shapes, or lists of them.
template <class T>
struct Inside {
    static void look(const value&, const Path&) {}
};
template <class T>
requires Shape<T>
struct Inside<T> {
    static void look(const value& from, const Path& path) { refuse_unknown<T>(from, path); }
};
template <class T>
struct Inside<std::optional<T>> {
    static void look(const value& from, const Path& path) { Inside<T>::look(from, path); }
};
template <class T>
struct Inside<std::vector<T>> {
    static void look(const value& from, const Path& path) {
        if (!from.is_array()) return;
        for (std::size_t i = 0; i < from.get_array().size(); ++i) {
            Inside<T>::look(from.get_array()[i], {.parent = &path, .name = {}, .index = i});
        }
    }
};

template <class Owner, class Member>
void look_into(const Field<Owner, Member>& spec, const object& from, const Path& path) {
    if (const value* given = from.if_contains(spec.name)) {
        Inside<Member>::look(*given, {.parent = &path, .name = spec.name});
    }
}

}  // namespace detail

template <Shape T>
void refuse_unknown(const value& from, const Path& path) {
    if (!from.is_object()) return;
    const object& body = from.get_object();
    std::apply([&](const auto&... spec) { refuse_unknown(body, {spec.name...}, path); }, T::fields);
    std::apply([&](const auto&... spec) { (detail::look_into(spec, body, path), ...); }, T::fields);
}

}  // namespace daymark::json
