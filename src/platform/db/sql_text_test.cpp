// Tests of reading SQL text: quotes and comments are left alone.
#include "platform/db/sql_text.h"

#include <gtest/gtest.h>

namespace daymark::db {
namespace {

using Statements = std::vector<std::string_view>;

TEST(SqlText, BindsBecomeQuestionMarksOutsideQuotesAndComments) {
    EXPECT_EQ(with_question_binds("select $2 || '-' || $1"), "select ?2 || '-' || ?1");
    EXPECT_EQ(with_question_binds("select '$1', \"$2\", 'it''s $3', $12"), "select '$1', \"$2\", 'it''s $3', ?12");
    EXPECT_EQ(with_question_binds("select $1 -- and $2\n, $3 /* $4 */"), "select ?1 -- and $2\n, ?3 /* $4 */");
    EXPECT_EQ(with_question_binds("select 'open $1"), "select 'open $1");
    EXPECT_EQ(with_question_binds("a$ $x $"), "a$ $x $");
    EXPECT_EQ(with_question_binds(""), "");
}

TEST(SqlText, TablesGetSqliteTypesAndBecomeStrict) {
    EXPECT_EQ(with_sqlite_types("create table t (a bigint primary key, b text, c double precision, d bytea)"),
              "create table t (a INTEGER primary key, b text, c REAL, d BLOB)\nstrict");
    EXPECT_EQ(with_sqlite_types("-- why\nCREATE  TABLE bigint_t (a BIGINT default 'bigint', \"bigint\" text) -- end"),
              "-- why\nCREATE  TABLE bigint_t (a INTEGER default 'bigint', \"bigint\" text) -- end\nstrict");
    EXPECT_EQ(with_sqlite_types("alter table t add column b bigint"), "alter table t add column b INTEGER");
}

TEST(SqlText, OtherStatementsKeepTheirWords) {
    for (const char* sql : {"select cast($1 as bigint)", "create index bigint on t (bytea)", "create tables bigint",
                            "insert into t values ('create table bigint')", ""}) {
        EXPECT_EQ(with_sqlite_types(sql), sql);
    }
}

TEST(SqlText, StatementsEndAtSemicolonsOutsideQuotesAndComments) {
    EXPECT_EQ(split_statements("a;b ; c"), (Statements{"a", "b", "c"}));
    EXPECT_EQ(split_statements("-- one; two\nselect ';' /* ; */ , \";\"; -- end;"),
              (Statements{"select ';' /* ; */ , \";\""}));
    EXPECT_EQ(split_statements(" ;; -- nothing\n ; "), Statements{});
    EXPECT_EQ(split_statements(""), Statements{});
    EXPECT_EQ(split_statements("insert into t values ('it''s; fine');\n\nselect 1\n"),
              (Statements{"insert into t values ('it''s; fine')", "select 1"}));
    EXPECT_EQ(split_statements("select 'open; end"), (Statements{"select 'open; end"}));
}

TEST(SqlText, TheFirstWordTellsWhatAStatementDoes) {
    EXPECT_EQ(verb_of(" -- why\n SELECT 1"), Verb::Read);
    EXPECT_EQ(verb_of("insert into t"), Verb::Change);
    EXPECT_EQ(verb_of("with x as (select 1) select 1"), Verb::Change);
    EXPECT_EQ(verb_of("create table t"), Verb::Other);
    EXPECT_EQ(verb_of("selection"), Verb::Other);
    EXPECT_EQ(verb_of(""), Verb::Other);
}

}  // namespace
}  // namespace daymark::db
