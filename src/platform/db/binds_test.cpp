// Tests of what may be bound.
#include "platform/db/binds.h"

#include <gtest/gtest.h>

#include <limits>

namespace daymark::db {
namespace {

bool accepted(Value value) {
    try {
        check_binds({bind(1), std::move(value)});
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadRequest);
        return false;
    }
    return true;
}

TEST(Binds, TextIsWellFormedUtf8) {
    for (const char* text : {"", "plain", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                             "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "Zürich 中文 🎉"}) {
        EXPECT_TRUE(accepted(bind(text))) << text;
    }
}

TEST(Binds, TextWithNulOrMalformedUtf8IsRefused) {
    EXPECT_FALSE(accepted(bind(std::string_view("a\0b", 3))));
    EXPECT_FALSE(accepted(bind(std::string(1, '\0'))));
    for (const char* text : {
             "\x80",
             "\xBF",
             "\xC0\x80",
             "\xC1\xBF",
             "\xC2",
             "\xC2 ",
             "\xC2\xC2",  // tails, overlong, cut
             "\xE0\x9F\xBF",
             "\xE0\x80\x80",
             "\xE1\x80",
             "\xE1\x80 ",
             "\xE1\xC0\x80",  // three bytes
             "\xED\xA0\x80",
             "\xED\xBF\xBF",  // surrogates
             "\xF0\x8F\xBF\xBF",
             "\xF4\x90\x80\x80",
             "\xF5\x80\x80\x80",
             "\xF1\x80\x80",  // four bytes
             "\xF1\x80\x80 ",
             "\xFE",
             "\xFF",
             "fine until \xE9t\xE9",
         }) {
        EXPECT_FALSE(accepted(bind(text))) << text;
    }
}

TEST(Binds, NumbersAreFinite) {
    EXPECT_TRUE(accepted(bind(std::numeric_limits<double>::max())));
    EXPECT_FALSE(accepted(bind(std::numeric_limits<double>::infinity())));
    EXPECT_FALSE(accepted(bind(std::numeric_limits<double>::quiet_NaN())));
}

TEST(Binds, OptionalsAreNullOrTheirValue) {
    EXPECT_EQ(db::bind(std::optional<std::string>()), Value(nullptr));
    EXPECT_EQ(db::bind(std::optional<int>(4)), Value(std::int64_t{4}));
    EXPECT_EQ(db::bind(true), Value(std::int64_t{1}));
}

}  // namespace
}  // namespace daymark::db
