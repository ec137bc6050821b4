// Reading and writing of tables, and what breaks them.
#include "platform/text/csv.h"

#include "platform/base/error.h"

#include <gtest/gtest.h>

namespace daymark::text {
namespace {

using Cells = std::vector<std::string>;
using Table = std::vector<Cells>;

Table read(std::string_view text, const CsvLimits& limits = {}) {
    Table rows;
    read_csv(text, limits, [&](CsvRow row) { rows.push_back(std::move(row.cells)); });
    return rows;
}

std::vector<std::int64_t> lines_of(std::string_view text) {
    std::vector<std::int64_t> lines;
    read_csv(text, {}, [&](const CsvRow& row) { lines.push_back(row.line); });
    return lines;
}

/// The line that is refused, and why.
std::string refusal(std::string_view text, const CsvLimits& limits = {}) {
    try {
        (void)read(text, limits);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadRequest);
        EXPECT_TRUE(error.message().starts_with(error.field())) << error.message();
        return error.message();
    }
    return {};
}

TEST(Csv, RowsAreReadHoweverTheirLinesEnd) {
    const Table wanted{{"a", "b"}, {"1", "2"}};
    EXPECT_EQ(read("a,b\n1,2\n"), wanted);
    EXPECT_EQ(read("a,b\r\n1,2"), wanted);
    EXPECT_EQ(read("\xEF\xBB\xBF"
                   "a,b\r\n\r\n  \n1,2\r\n\n"),
              wanted);
    EXPECT_EQ(read(""), Table{});
    EXPECT_EQ(read("\n\n"), Table{});
}

TEST(Csv, TheFirstLineTellsWhatPartsCells) {
    const Table wanted{{"a", "b", "c"}, {"1,5", "2", ""}};
    EXPECT_EQ(read("a;b;c\n1,5;2;\n"), wanted);
    EXPECT_EQ(read("a\tb\tc\n1,5\t2\t\n"), wanted);
    EXPECT_EQ(read("a,b,c\n\"1,5\",2,\n"), wanted);
}

TEST(Csv, QuotedCellsHoldAnything) {
    EXPECT_EQ(read("a,b\n\" x \",\"say \"\"hi\"\"\"\n\"two\r\nlines\", x \n"),
              (Table{{"a", "b"}, {" x ", "say \"hi\""}, {"two\r\nlines", "x"}}));
}

TEST(Csv, RowsKnowTheLineTheyBeginOn) {
    EXPECT_EQ(lines_of("a,b\n\n1,\"x\n\ny\"\n2,3\n"), (std::vector<std::int64_t>{1, 3, 6}));
}

TEST(Csv, WhatIsBrokenIsRefusedWithItsLine) {
    EXPECT_EQ(refusal("a,b\n1,2\n3,\"4\n5,6\n"), "line 3 begins a cell whose quote is never closed");
    EXPECT_EQ(refusal("a,b\n1,x\"y\n"), "line 2 has a quote where none can be");
    EXPECT_EQ(refusal("a,b\n\"1\"2,3\n"), "line 2 has a quote where none can be");
    EXPECT_EQ(refusal(std::string("a\n1\n\0\n", 6)), "line 3 is not UTF-8, or holds NUL");
    EXPECT_EQ(refusal("a\n\xC3\n"), "line 2 is not UTF-8, or holds NUL");
    EXPECT_EQ(refusal("\xFF\xFE"
                      "a\n"),
              "line 1 is not UTF-8, or holds NUL");
}

TEST(Csv, TooMuchIsRefusedWithItsLine) {
    std::string wide = "a";
    for (int i = 0; i < 100'000; ++i) wide += ",a";
    EXPECT_EQ(refusal(wide), "line 1 has more than 100 cells");
    EXPECT_EQ(refusal("a\n" + std::string(1 << 20, 'x')), "line 2 has a cell that is too long");
    EXPECT_EQ(refusal("a\n\"" + std::string(1 << 20, '\n')), "line 2 has a cell that is too long");
    EXPECT_EQ(refusal("a\n1\n2\n", {.rows = 2}), "line 3 is one too many: at most 2 rows are taken");
    EXPECT_EQ(read("a\n" + std::string(60'000, 'x')).at(1).at(0).size(), 60'000U);
}

TEST(Csv, CellsAreQuotedWhereTheyMustBe) {
    EXPECT_EQ(csv_line({"a", "", "x y"}), "a,,x y\r\n");
    EXPECT_EQ(csv_line({"1,5", "a;b", "say \"hi\"", "two\nlines", " x"}),
              "\"1,5\",\"a;b\",\"say \"\"hi\"\"\",\"two\nlines\",\" x\"\r\n");
}

TEST(Csv, NoCellIsAFormula) {
    EXPECT_EQ(csv_line({"=1+1", "+1", "-1", "@x"}), "'=1+1,'+1,'-1,'@x\r\n");
    EXPECT_EQ(csv_line({"\t=1", "\r=1"}), "\"'\t=1\",\"'\r=1\"\r\n");
}

TEST(Csv, WhatWasGuardedComesBack) {
    for (const char* cell : {"=1+1", "'=1", "''=1", "'", "''", "'x", "x", "", "\tx", "+1 415"}) {
        EXPECT_EQ(unguarded(guarded(cell)), cell);
        EXPECT_EQ(unguarded(read("a,b\n" + csv_line({cell, "b"})).at(1).at(0)), cell);
    }
}

}  // namespace
}  // namespace daymark::text
