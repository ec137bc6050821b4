// Field tables: a shape that travels is written once, as a tuple of fields inside its struct.
//
//   struct IncidentDraft {
//       std::string name;
//       std::optional<Time> started;
//       static constexpr auto fields = std::tuple{
//           json::field("name", &IncidentDraft::name).required().up_to(255),
//           json::field("started", &IncidentDraft::started),
//       };
//   };
//
// From it come reading, partial update, writing, the checks that name the field, and the schema.
#pragma once

#include "platform/json/codec.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

namespace daymark::json {

template <class T>
inline constexpr bool can_be_cleared = false;
template <class T>
inline constexpr bool can_be_cleared<std::optional<T>> = true;
template <class T>
inline constexpr bool can_be_cleared<Settable<T>> = true;

template <class T>
concept HoldsText = std::is_same_v<T, std::string> || std::is_same_v<T, std::optional<std::string>> ||
    std::is_same_v<T, Settable<std::string>>;

/// A member whose content the C++ type does not tell.
template <class T>
concept HoldsValue =
    std::is_same_v<T, value> || std::is_same_v<T, std::optional<value>> || std::is_same_v<T, std::vector<value>>;

/// A member that travels under `name`.
template <class Owner, class Member>
struct Field {
    std::string_view name;
    Member Owner::*member;
    bool is_required = false;
    std::size_t max_bytes = 0;  // of a string; 0: only the parser's limit
    bool may_be_empty = true;
    bool is_reference = false;
    std::string_view about;
    std::string_view shape;  // schema name of what a json::value holds; empty: anything

    constexpr Field(std::string_view wire_name, Member Owner::*place) : name(wire_name), member(place) {}
    /// Must be present and not null when a whole shape is read; a string must not be blank.
    [[nodiscard]] constexpr Field required() const {
        Field copy = *this;
        copy.is_required = true;
        copy.may_be_empty = false;
        return copy;
    }
    /// Limits a string member.
    [[nodiscard]] constexpr Field up_to(std::size_t bytes) const requires HoldsText<Member> {
        Field copy = *this;
        copy.max_bytes = bytes;
        return copy;
    }
    /// A string that may be left out, but not sent blank.
    [[nodiscard]] constexpr Field not_blank() const requires HoldsText<Member> {
        Field copy = *this;
        copy.may_be_empty = false;
        return copy;
    }
    /// Holds ids. What they name may be sent whole, as answers carry it: its "id" is read, so that clients can send
    /// back what they got.
    [[nodiscard]] constexpr Field reference() const {
        Field copy = *this;
        copy.is_reference = true;
        return copy;
    }
    [[nodiscard]] constexpr Field described(std::string_view text) const {
        Field copy = *this;
        copy.about = text;
        return copy;
    }
    /// The member holds the shape of that `schema_name`, which some route must give or take for itself.
    [[nodiscard]] constexpr Field refers_to(std::string_view schema_name) const requires HoldsValue<Member> {
        Field copy = *this;
        copy.shape = schema_name;
        return copy;
    }
};

template <class Owner, class Member>
[[nodiscard]] constexpr Field<Owner, Member> field(std::string_view name, Member Owner::*member) {
    return {name, member};
}

/// A member that is a shape itself and whose fields stand beside ours, not inside an object of their own.
template <class Owner, class Member>
struct Inlined {
    Member Owner::*member;
};
template <class Owner, class Member>
[[nodiscard]] constexpr Inlined<Owner, Member> inlined(Member Owner::*member) {
    return {member};
}

/// Output only: a property that is null in every answer of ours, because clients expect it to be there.
struct AlwaysNull {
    std::string_view name;
    std::string_view type = "string";
};

/// Output only: a list that is empty in every answer of ours, because clients expect it to be there.
struct AlwaysEmpty {
    std::string_view name;
};

/// Output only: a property with the same value in every answer.
template <class T>
struct Constant {
    std::string_view name;
    T constant;
};
template <class T>
[[nodiscard]] constexpr Constant<T> constant(std::string_view name, T fixed) {
    return {name, fixed};
}

template <class T>
concept Shape = requires {
    T::fields;
};

namespace detail {

void check_string(const std::string& text, std::size_t max_bytes, bool may_be_empty, const Path& path);

/// Objects that have an "id", alone or in a list, give way to it.
[[nodiscard]] value with_ids(const value& from);

/// The text that a member holds, if it is one that can and does.
template <class T>
const std::string* text_in(const T&) {
    return nullptr;
}
inline const std::string* text_in(const std::string& text) { return &text; }
inline const std::string* text_in(const std::optional<std::string>& text) { return text ? &*text : nullptr; }
inline const std::string* text_in(const Settable<std::string>& text) { return text_in(text.value); }

template <class Owner, class Member>
void patch_one(const Field<Owner, Member>& spec, Owner& target, const object& from, const Path& path) {
    const value* given = from.if_contains(spec.name);
    if (given == nullptr) return;
    // Contract: clients send null for "no change" to properties that have no empty state.
    if (given->is_null() && !can_be_cleared<Member>) return;
    const Path place{.parent = &path, .name = spec.name};
    target.*(spec.member) = Codec<Member>::read(spec.is_reference ? with_ids(*given) : *given, place);
    if (const std::string* text = text_in(target.*(spec.member))) {
        check_string(*text, spec.max_bytes, spec.may_be_empty, place);
    }
}

template <class Spec>
void require_one(const Spec&, const object&, const Path&) {}
template <class Owner, class Member>
void require_one(const Field<Owner, Member>& spec, const object& from, const Path& path) {
    if (!spec.is_required) return;
    const value* given = from.if_contains(spec.name);
    if (given == nullptr || given->is_null()) Path{.parent = &path, .name = spec.name}.refuse("is required");
}

template <class Owner>
void patch_one(const AlwaysNull&, Owner&, const object&, const Path&) {}
template <class Owner>
void patch_one(const AlwaysEmpty&, Owner&, const object&, const Path&) {}
template <class Owner, class T>
void patch_one(const Constant<T>&, Owner&, const object&, const Path&) {}

}  // namespace detail

/// Takes over the fields that `from` has; unknown names are ignored. Members of optional type are cleared by null,
/// Settable ones remember it, all others stay as they are.
template <Shape T>
void patch(T& target, const object& from, const Path& path = {});

namespace detail {
template <class Owner, class Member>
void patch_one(const Inlined<Owner, Member>& spec, Owner& target, const object& from, const Path& path) {
    patch(target.*(spec.member), from, path);
}
}  // namespace detail

template <Shape T>
void patch(T& target, const object& from, const Path& path) {
    std::apply([&](const auto&... spec) { (detail::patch_one(spec, target, from, path), ...); }, T::fields);
}

/// Reads a whole shape; required fields must be there.
template <Shape T>
[[nodiscard]] T read(const value& from, const Path& path = {}) {
    if (!from.is_object()) path.refuse("must be an object");
    const object& body = from.get_object();
    std::apply([&](const auto&... spec) { (detail::require_one(spec, body, path), ...); }, T::fields);
    T shape;
    patch(shape, body, path);
    return shape;
}

template <Shape T>
void write_into(object& out, const T& from);

namespace detail {

/// A shape may take over fields of the one it is derived from.
template <class Owner, class Member>
void write_one(object& out, const Field<Owner, Member>& spec, const std::type_identity_t<Owner>& from) {
    out.emplace(spec.name, Codec<Member>::write(from.*(spec.member)));
}
template <class Owner, class Member>
void write_one(object& out, const Inlined<Owner, Member>& spec, const Owner& from) {
    write_into(out, from.*(spec.member));
}
template <class Owner>
void write_one(object& out, const AlwaysNull& spec, const Owner&) {
    out.emplace(spec.name, nullptr);
}
template <class Owner>
void write_one(object& out, const AlwaysEmpty& spec, const Owner&) {
    out.emplace(spec.name, array());
}
template <class Owner, class T>
void write_one(object& out, const Constant<T>& spec, const Owner&) {
    out.emplace(spec.name, value(spec.constant));
}

struct SchemaParts {
    object properties;
    array required;

    void add(std::string_view name, object schema, bool is_required) {
        // Of two fields of one name the later one describes it; that is how a draft makes a field of its edit required.
        const bool listed = std::ranges::find(required, value(name)) != required.end();
        if (is_required && !listed) required.emplace_back(name);
        properties[name] = std::move(schema);
    }
};
template <Shape T>
void describe_into(SchemaParts& out, Schemas& schemas);

template <HoldsValue T>
object schema_of_shape(std::string_view name) {
    if constexpr (std::is_same_v<T, std::vector<value>>) return list_schema(reference_to(name));
    if constexpr (std::is_same_v<T, std::optional<value>>) return or_null(reference_to(name));
    return reference_to(name);
}

template <class Owner, class Member>
object member_schema(const Field<Owner, Member>& spec, Schemas& schemas) {
    if constexpr (HoldsValue<Member>) {
        if (!spec.shape.empty()) return schema_of_shape<Member>(spec.shape);
    }
    object schema = Codec<Member>::schema(schemas);
    return spec.is_reference ? or_object_with_id(std::move(schema)) : schema;
}

template <class Owner, class Member>
void describe_one(SchemaParts& out, Schemas& schemas, const Field<Owner, Member>& spec) {
    object schema = member_schema(spec, schemas);
    if (spec.max_bytes != 0) schema["maxLength"] = spec.max_bytes;
    if (HoldsText<Member> && !spec.may_be_empty) schema["minLength"] = 1;
    if (!spec.about.empty()) schema["description"] = spec.about;
    out.add(spec.name, std::move(schema), spec.is_required || schemas.of_answers);
}
template <class Owner, class Member>
void describe_one(SchemaParts& out, Schemas& schemas, const Inlined<Owner, Member>&) {
    describe_into<Member>(out, schemas);
}
inline void describe_one(SchemaParts& out, Schemas&, const AlwaysNull& spec) {
    object schema = or_null(plain_schema(spec.type));
    schema["const"] = nullptr;
    out.add(spec.name, std::move(schema), true);
}
inline void describe_one(SchemaParts& out, Schemas&, const AlwaysEmpty& spec) {
    object schema = plain_schema("array");
    schema["maxItems"] = 0;
    out.add(spec.name, std::move(schema), true);
}
template <class T>
void describe_one(SchemaParts& out, Schemas&, const Constant<T>& spec) {
    out.add(spec.name, constant_schema(value(spec.constant)), true);
}

template <Shape T>
void describe_into(SchemaParts& out, Schemas& schemas) {
    std::apply([&](const auto&... spec) { (describe_one(out, schemas, spec), ...); }, T::fields);
}

}  // namespace detail

template <Shape T>
void write_into(object& out, const T& from) {
    std::apply([&](const auto&... spec) { (detail::write_one(out, spec, from), ...); }, T::fields);
}

template <Shape T>
[[nodiscard]] object write(const T& from) {
    object out;
    out.reserve(std::tuple_size_v<std::remove_cvref_t<decltype(T::fields)>>);
    write_into(out, from);
    return out;
}

/// A shape with a `schema_name` is described once under that name and referred to from then on.
template <Shape T>
[[nodiscard]] object describe(Schemas& schemas) {
    const auto build = [&] {
        detail::SchemaParts parts;
        detail::describe_into<T>(parts, schemas);
        object schema = plain_schema("object");
        schema["properties"] = std::move(parts.properties);
        if (!parts.required.empty()) schema["required"] = std::move(parts.required);
        return schema;
    };
    if constexpr (requires { T::schema_name; }) {
        const std::string name(T::schema_name);
        if (!schemas.named.contains(name)) {
            schemas.named[name] = {};  // a shape that holds itself finds this entry instead of describing for ever
            schemas.named[name] = build();
        }
        return reference_to(name);
    } else {
        return build();
    }
}

template <class T>
requires Shape<T>
struct Codec<T> {
    static T read(const value& from, const Path& path) { return json::read<T>(from, path); }
    static value write(const T& shape) { return json::write(shape); }
    static object schema(Schemas& schemas) { return describe<T>(schemas); }
};

}  // namespace daymark::json
