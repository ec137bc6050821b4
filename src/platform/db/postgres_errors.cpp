// The table of SQLSTATEs; the first row whose letters begin the state decides.
#include "platform/db/postgres_errors.h"

#include <array>

namespace daymark::db {
namespace {

struct Rule {
    std::string_view begins;
    PostgresVerdict verdict;
};
using enum PostgresFailure;
constexpr std::string_view read_only = "25006";
constexpr std::array rules{
    Rule{"23505", {Statement, ErrorCode::Conflict}},     // unique violation
    Rule{"23503", {Statement, ErrorCode::Conflict}},     // foreign key violation
    Rule{"23P01", {Statement, ErrorCode::Conflict}},     // exclusion violation
    Rule{"42P07", {Statement, ErrorCode::Conflict}},     // a table that another node made just now
    Rule{"42710", {Statement, ErrorCode::Conflict}},     // likewise its row type or index
    Rule{"40001", {Retry, ErrorCode::Unavailable}},      // serialisation failure
    Rule{"40P01", {Retry, ErrorCode::Unavailable}},      // deadlock
    Rule{"40003", {Lost, ErrorCode::Unavailable}},       // outcome unknown (distributed databases)
    Rule{"0A000", {Stale, ErrorCode::Internal}},         // a prepared plan whose result type has changed
    Rule{"26000", {Stale, ErrorCode::Internal}},         // a prepared statement that a pooler gave to another
    Rule{read_only, {Lost, ErrorCode::Unavailable}},     // a server that was the primary once
    Rule{"25P03", {Lost, ErrorCode::Unavailable}},       // idle in a transaction for too long
    Rule{"08P01", {Statement, ErrorCode::Internal}},     // protocol violation: a wrong number of binds
    Rule{"08", {Lost, ErrorCode::Unavailable}},          // connection failures
    Rule{"53", {Statement, ErrorCode::Unavailable}},     // out of disk, memory, connections
    Rule{"55P03", {Statement, ErrorCode::Unavailable}},  // a lock was not to be had in time
    Rule{"57014", {Statement, ErrorCode::Unavailable}},  // took too long
    Rule{"57P", {Lost, ErrorCode::Unavailable}},         // shutting down, crashed, starting
    Rule{"58", {Statement, ErrorCode::Unavailable}},     // the server's own system failed
    Rule{"XX001", {Statement, ErrorCode::Unavailable}},  // damaged data
    Rule{"XX002", {Statement, ErrorCode::Unavailable}},  // damaged index
};

}  // namespace

PostgresVerdict judge_sqlstate(std::string_view state, bool writing) {
    if (state.empty()) return {Lost, ErrorCode::Unavailable};
    if (state == read_only && !writing) return {Statement, ErrorCode::Internal};
    for (const Rule& rule : rules) {
        if (state.starts_with(rule.begins)) return rule.verdict;
    }
    return {Statement, ErrorCode::Internal};
}

}  // namespace daymark::db
