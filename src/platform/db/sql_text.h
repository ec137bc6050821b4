// Reading SQL text without understanding it: where quotes and comments are, which statements, binds and types it holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace daymark::db {

/// What a statement does, by its first word.
enum class Verb { Read, Change, Other };
[[nodiscard]] Verb verb_of(std::string_view sql);

/// `$3` written as SQLite's `?3` outside quotes and comments: SQLite would number `$n` by order of appearance.
[[nodiscard]] std::string with_question_binds(std::string_view sql);

/// The statement with SQLite's names for column types, and new tables strict so that they refuse what PostgreSQL
/// refuses. Only `create table` and `alter table` are changed.
[[nodiscard]] std::string with_sqlite_types(std::string_view sql);

/// The statements of a script, without their semicolons and without surrounding blanks and comments.
[[nodiscard]] std::vector<std::string_view> split_statements(std::string_view script);

}  // namespace daymark::db
