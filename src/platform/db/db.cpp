// Typed access to the columns of a row.
#include "platform/db/db.h"

namespace daymark::db {
namespace {

[[noreturn]] void wrong_type(std::size_t column, const char* wanted) {
    throw Error(ErrorCode::Internal, "Internal error",
                {"column " + std::to_string(column) + " of the row is not " + wanted});
}

const Value& at(const std::vector<Value>& columns, std::size_t column) {
    if (column >= columns.size()) wrong_type(column, "there");
    return columns[column];
}

}  // namespace

const Value& Row::value(std::size_t column) const { return at(columns_, column); }

bool Row::is_null(std::size_t column) const { return std::holds_alternative<std::nullptr_t>(at(columns_, column)); }

std::string Row::text(std::size_t column) const {
    if (const auto* text = std::get_if<std::string>(&at(columns_, column))) return *text;
    wrong_type(column, "text");
}

std::optional<std::string> Row::maybe_text(std::size_t column) const {
    if (is_null(column)) return std::nullopt;
    return text(column);
}

std::int64_t Row::integer(std::size_t column) const {
    if (const auto* number = std::get_if<std::int64_t>(&at(columns_, column))) return *number;
    wrong_type(column, "an integer");
}

std::optional<std::int64_t> Row::maybe_integer(std::size_t column) const {
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

double Row::real(std::size_t column) const {
    const Value& value = at(columns_, column);
    if (const auto* number = std::get_if<double>(&value)) return *number;
    // Sums and averages of integers come back as either.
    if (const auto* number = std::get_if<std::int64_t>(&value)) return static_cast<double>(*number);
    wrong_type(column, "a number");
}

}  // namespace daymark::db
