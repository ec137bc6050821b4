// Text and back: shortest exact numbers, booleans as 0 and 1, integer sums as integers.
#include "platform/db/postgres_values.h"

#include "platform/db/failures.h"

#include <array>
#include <charconv>

namespace daymark::db {
namespace {

// Object ids of built-in types; fixed since they were introduced.
constexpr Oid bool_type = 16, bytea_type = 17, int8_type = 20, int2_type = 21, int4_type = 23, oid_type = 26;
constexpr Oid float4_type = 700, float8_type = 701, numeric_type = 1700;

std::string exact(double number) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return {digits.data(), end};
}

template <class Number>
std::optional<Number> number_in(std::string_view text) {
    Number number{};
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

template <class Number>
Value number_of(std::string_view text) {
    if (const auto number = number_in<Number>(text)) return *number;
    throw internal("the server sent a number that is none: " + std::string(text));
}

/// Sums of bigint are numeric: an integer when it is one that fits.
Value numeric_of(std::string_view text) {
    if (const auto whole = number_in<std::int64_t>(text)) return *whole;
    return number_of<double>(text);
}

Value bytes_of(const char* escaped) {
    std::size_t size = 0;
    unsigned char* bytes = PQunescapeBytea(reinterpret_cast<const unsigned char*>(escaped), &size);
    if (bytes == nullptr) throw std::bad_alloc();
    std::string copy(reinterpret_cast<const char*>(bytes), size);
    PQfreemem(bytes);
    return copy;
}

Value column_of(const PGresult* result, int row, int column) {
    if (PQgetisnull(result, row, column)) return nullptr;
    const char* data = PQgetvalue(result, row, column);
    const std::string_view text(data, static_cast<std::size_t>(PQgetlength(result, row, column)));
    switch (PQftype(result, column)) {
        case bool_type:
            return std::int64_t{text == "t"};
        case int2_type:
        case int4_type:
        case int8_type:
        case oid_type:
            return number_of<std::int64_t>(text);
        case float4_type:
        case float8_type:
            return number_of<double>(text);
        case numeric_type:
            return numeric_of(text);
        case bytea_type:
            return bytes_of(data);
        default:
            return std::string(text);
    }
}

}  // namespace

PostgresBinds::PostgresBinds(const std::vector<Value>& binds) {
    // Reserved, so that no later number moves an earlier one.
    numbers_.reserve(binds.size());
    pointers_.reserve(binds.size());
    for (const Value& value : binds) {
        if (const auto* text = std::get_if<std::string>(&value)) {
            pointers_.push_back(text->c_str());
        } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
            pointers_.push_back(numbers_.emplace_back(std::to_string(*integer)).c_str());
        } else if (const auto* real = std::get_if<double>(&value)) {
            pointers_.push_back(numbers_.emplace_back(exact(*real)).c_str());
        } else {
            pointers_.push_back(nullptr);
        }
    }
}

Rows rows_of(const PGresult* result) {
    Rows rows;
    const int count = PQntuples(result);
    const int width = PQnfields(result);
    rows.reserve(static_cast<std::size_t>(count));
    for (int row = 0; row < count; ++row) {
        std::vector<Value> columns;
        columns.reserve(static_cast<std::size_t>(width));
        for (int column = 0; column < width; ++column) columns.push_back(column_of(result, row, column));
        rows.emplace_back(std::move(columns));
    }
    return rows;
}

}  // namespace daymark::db
