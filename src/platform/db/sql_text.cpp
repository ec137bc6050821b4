// A scanner that steps over quotes and comments; everything else is built on it.
#include "platform/db/sql_text.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace daymark::db {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The place after the comment that begins here, or `at` when none does.
std::size_t after_comment(std::string_view sql, std::size_t at) {
    const std::string_view rest = sql.substr(at);
    if (rest.starts_with("--")) return std::min(sql.find('\n', at), sql.size());
    if (!rest.starts_with("/*")) return at;
    const std::size_t end = sql.find("*/", at + 2);
    return end == std::string_view::npos ? sql.size() : end + 2;
}

/// The place after the quoted text or comment that begins here, or `at` when none does. A doubled quote is two texts
/// side by side, which comes to the same.
std::size_t after_literal(std::string_view sql, std::size_t at) {
    if (sql[at] != '\'' && sql[at] != '"') return after_comment(sql, at);
    const std::size_t end = sql.find(sql[at], at + 1);
    return end == std::string_view::npos ? sql.size() : end + 1;
}

std::size_t after_blanks(std::string_view sql, std::size_t at) {
    while (at < sql.size()) {
        const std::size_t next = is_blank(sql[at]) ? at + 1 : after_comment(sql, at);
        if (next == at) break;
        at = next;
    }
    return at;
}

std::size_t after_word(std::string_view sql, std::size_t at) {
    while (at < sql.size() && is_word(sql[at])) ++at;
    return at;
}

bool same_word(std::string_view word, std::string_view lower) {
    return std::ranges::equal(word, lower,
                              [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
}

/// The place after these words, parted by blanks, or npos when something else stands here.
std::size_t after_words(std::string_view sql, std::size_t at, std::string_view words) {
    while (!words.empty()) {
        const std::size_t length = std::min(words.find(' '), words.size());
        at = after_blanks(sql, at);
        const std::size_t end = after_word(sql, at);
        if (!same_word(sql.substr(at, end - at), words.substr(0, length))) return std::string_view::npos;
        at = end;
        words.remove_prefix(std::min(length + 1, words.size()));
    }
    return at;
}

struct TypeName {
    std::string_view portable, sqlite;
};
constexpr std::array<TypeName, 3> type_names{{
    {"bigint", "INTEGER"},
    {"double precision", "REAL"},
    {"bytea", "BLOB"},
}};

/// Copies one word, or the type that begins with it under its SQLite name; the place after it.
std::size_t copy_word(std::string_view sql, std::size_t at, std::string& copy) {
    for (const TypeName& type : type_names) {
        const std::size_t end = after_words(sql, at, type.portable);
        if (end == std::string_view::npos) continue;
        copy += type.sqlite;
        return end;
    }
    const std::size_t end = after_word(sql, at);
    copy += sql.substr(at, end - at);
    return end;
}

}  // namespace

Verb verb_of(std::string_view sql) {
    const std::size_t start = after_blanks(sql, 0);
    const std::string_view word = sql.substr(start, after_word(sql, start) - start);
    if (same_word(word, "select") || same_word(word, "values")) return Verb::Read;
    for (const std::string_view change : {"insert", "update", "delete", "with"}) {
        if (same_word(word, change)) return Verb::Change;
    }
    return Verb::Other;
}

std::string with_question_binds(std::string_view sql) {
    std::string copy;
    copy.reserve(sql.size());
    for (std::size_t at = 0; at < sql.size();) {
        const std::size_t next = std::max(after_literal(sql, at), at + 1);
        const bool bind = sql[at] == '$' && next < sql.size() && is_digit(sql[next]);
        copy += bind ? "?" : sql.substr(at, next - at);
        at = next;
    }
    return copy;
}

std::string with_sqlite_types(std::string_view sql) {
    const bool create = after_words(sql, 0, "create table") != std::string_view::npos;
    if (!create && after_words(sql, 0, "alter table") == std::string_view::npos) return std::string(sql);
    std::string copy;
    copy.reserve(sql.size() + 16);
    for (std::size_t at = 0; at < sql.size();) {
        const std::size_t next = after_literal(sql, at);
        if (next == at && is_word(sql[at])) {
            at = copy_word(sql, at, copy);
        } else {
            copy += sql.substr(at, std::max(next, at + 1) - at);
            at = std::max(next, at + 1);
        }
    }
    // On a line of its own, in case the statement ends in a comment.
    if (create) copy += "\nstrict";
    return copy;
}

std::vector<std::string_view> split_statements(std::string_view script) {
    std::vector<std::string_view> statements;
    std::size_t start = after_blanks(script, 0);
    std::size_t end = start;
    for (std::size_t at = start; at < script.size();) {
        if (script[at] == ';') {
            if (end > start) statements.push_back(script.substr(start, end - start));
            at = start = end = after_blanks(script, at + 1);
            continue;
        }
        const std::size_t blank = after_blanks(script, at);
        at = blank > at ? blank : std::max(after_literal(script, at), at + 1);
        if (blank < at) end = at;
    }
    if (end > start) statements.push_back(script.substr(start, end - start));
    return statements;
}

}  // namespace daymark::db
