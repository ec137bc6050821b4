// Tests of parsing with limits and of writing.
#include "platform/json/json.h"

#include "platform/base/error.h"

#include <gtest/gtest.h>

#include <cmath>

namespace daymark::json {
namespace {

/// The reason for a refusal, without its common beginning; empty when the text was accepted.
std::string refusal(std::string_view body, const ParseLimits& limits = {}) {
    try {
        static_cast<void>(parse(body, limits));
        return {};
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadRequest);
        EXPECT_TRUE(error.message().starts_with("The body is not valid JSON: ")) << error.message();
        return error.message().substr(std::string_view("The body is not valid JSON: ").size());
    }
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string list_of(std::size_t items) {
    std::string list = "[";
    for (std::size_t i = 0; i < items; ++i) list += i == 0 ? "0" : ",0";
    return list + "]";
}

TEST(JsonParse, AcceptsWhatRfc8259Allows) {
    for (const std::string_view body : {"null",
                                        "true",
                                        "false",
                                        "0",
                                        "-0",
                                        "-1.5e-7",
                                        "1E+2",
                                        "12345678901234567890",
                                        "\"\"",
                                        "[]",
                                        "{}",
                                        " \t\r\n[ ] ",
                                        "[[],{},[{}]]",
                                        R"({"":{"":[]}})",
                                        R"(["\"\\\/\b\f\n\r\t"])",
                                        R"(["\u00e9\ud83d\ude00"])",
                                        "[\"\xC3\xA9\"]",
                                        "[\"\xF0\x9F\x98\x80\"]",
                                        "[\"\x7F\"]",
                                        "[\"\xE2\x80\xA8\"]",
                                        R"(["\uFFFF"])",
                                        "[\"\xEF\xBF\xBF\"]",
                                        "\xEF\xBB\xBF{}"}) {
        EXPECT_EQ(refusal(body), "") << body;
    }
}

TEST(JsonParse, RefusesEverythingElse) {
    for (const std::string_view body : {"",
                                        " ",
                                        "nul",
                                        "True",
                                        "NaN",
                                        "Infinity",
                                        "-",
                                        "+1",
                                        "01",
                                        "-01",
                                        "1.",
                                        ".5",
                                        "1e",
                                        "1e+",
                                        "0x10",
                                        "1_0",
                                        "'a'",
                                        "\"a",
                                        "\"\\x41\"",
                                        "\"\\u12\"",
                                        "\"\\u12G4\"",
                                        "\"\t\"",
                                        "\"\n\"",
                                        "[",
                                        "]",
                                        "[1",
                                        "[1,]",
                                        "[,1]",
                                        "[1 2]",
                                        "[1,,2]",
                                        "{",
                                        "}",
                                        "{\"a\"}",
                                        "{\"a\":}",
                                        "{\"a\":1,}",
                                        "{a:1}",
                                        "{1:1}",
                                        "{\"a\" 1}",
                                        "{\"a\":1 \"b\":2}",
                                        "[1}",
                                        "{]",
                                        "[] []",
                                        "{}x",
                                        "[1]//",
                                        "/**/[]",
                                        "[\"\xFF\"]",
                                        "[\"\xC3\"]",
                                        "[\"\xC0\xAF\"]",
                                        "[\"\xED\xA0\x80\"]",
                                        "[\"\xF4\x90\x80\x80\"]",
                                        R"(["\ud800"])",
                                        R"(["\udc00"])",
                                        R"(["\ud800\ud800"])",
                                        R"(["\ud83dx"])",
                                        "\xFE\xFF",
                                        "\xEF\xBB{}",
                                        "\xEF\xBB\xBF",
                                        "\xEF\xBB\xBF\xEF\xBB\xBF{}",
                                        "\f[]",
                                        "\xC2\xA0[]"}) {
        EXPECT_NE(refusal(body), "") << body;
    }
    EXPECT_NE(refusal(std::string_view("[1]\0", 4)), "");
    EXPECT_NE(refusal(std::string_view("[\"a\0b\"]", 7)), "");
}

TEST(JsonParse, RefusesNumbersThatNoDoubleHolds) {
    for (const std::string_view body : {"1e400", "[-1e400]", "{\"a\":1e999999999999}", "[1.8e308]"}) {
        EXPECT_NE(refusal(body), "") << body;
    }
    EXPECT_EQ(refusal("[1.7976931348623157e308, 5e-324, 1e-999]"), "");
}

TEST(JsonParse, KeepsWholeNumbersExact) {
    EXPECT_EQ(parse("9223372036854775807").as_int64(), 9223372036854775807);
    EXPECT_EQ(parse("-9223372036854775808").as_int64(), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(parse("18446744073709551615").as_uint64(), 18446744073709551615U);
    EXPECT_TRUE(parse("18446744073709551616").is_double());
}

TEST(JsonParse, TheLastOfRepeatedNamesWins) {
    EXPECT_EQ(text(parse(R"({"a":1,"b":2,"a":{"c":3,"c":4}})")), R"({"a":{"c":4},"b":2})");
}

TEST(JsonParse, LimitsDepth) {
    EXPECT_EQ(refusal(nested(63)), "");
    EXPECT_EQ(refusal(nested(64)), "");
    EXPECT_NE(refusal(nested(65)), "");
    EXPECT_NE(refusal(std::string(1'000'000, '[')), "");
}

TEST(JsonParse, LimitsTheNumberOfValues) {
    // The list itself is one of them.
    EXPECT_EQ(refusal(list_of(49'998)), "");
    EXPECT_EQ(refusal(list_of(49'999)), "");
    EXPECT_EQ(refusal(list_of(50'000)), "more than 50000 values");
    // An object counts itself, and for each member the name and the value.
    const ParseLimits five{.values = 5};
    EXPECT_EQ(refusal(R"({"a":1})", five), "");
    EXPECT_EQ(refusal(R"({"a":1,"b":2})", five), "");
    EXPECT_EQ(refusal(R"({"a":1,"b":[2]})", five), "more than 5 values");
}

TEST(JsonParse, LimitsStringsByTheirDecodedBytes) {
    const auto quoted = [](std::size_t bytes) { return "[\"" + std::string(bytes, 'a') + "\"]"; };
    EXPECT_EQ(refusal(quoted(262'143)), "");
    EXPECT_EQ(refusal(quoted(262'144)), "");
    EXPECT_EQ(refusal(quoted(262'145)), "a string is longer than 262144 bytes");

    const ParseLimits four{.string_bytes = 4};
    EXPECT_EQ(refusal(R"(["\u00e9\u00e9"])", four), "");
    EXPECT_EQ(refusal(R"(["\u00e9\u00e9a"])", four), "a string is longer than 4 bytes");
    EXPECT_EQ(refusal(R"({"four":1})", four), "");
    EXPECT_EQ(refusal(R"({"fiver":1})", four), "a string is longer than 4 bytes");
}

TEST(JsonParse, LimitsTheLengthOfNumbers) {
    EXPECT_EQ(refusal("[" + std::string(399, '1') + "e-300]"), "a number is longer than 400 characters");
    EXPECT_EQ(refusal("[0." + std::string(397, '1') + "]"), "");
    EXPECT_EQ(refusal("[0." + std::string(398, '1') + ", 1]"), "");
    EXPECT_EQ(refusal("[0." + std::string(399, '1') + "]"), "a number is longer than 400 characters");
    EXPECT_EQ(refusal("[\"" + std::string(500, '1') + "\", \"\\\"" + std::string(500, '1') + "\"]"), "");
    EXPECT_EQ(refusal("[\"\\\\\", 0." + std::string(500, '1') + "]"), "a number is longer than 400 characters");
}

TEST(JsonText, IsCompactAndKeepsTheOrder) {
    EXPECT_EQ(text(parse(" { \"z\" : [ 1 , true , null ] , \"a\" : { } , \"m\" : [ ] } ")),
              R"({"z":[1,true,null],"a":{},"m":[]})");
}

TEST(JsonText, EscapesOnlyWhatMustBe) {
    EXPECT_EQ(text(string("a/\"\\\b\f\n\r\t\x01\x1F\x7F\xC3\xA9\xE2\x80\xA8")),
              "\"a/\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\x7F\xC3\xA9\xE2\x80\xA8\"");
    EXPECT_EQ(text(parse("[\"\\u0000\"]")), "[\"\\u0000\"]");
}

TEST(JsonText, WritesNumbersAsJavaScriptDoes) {
    for (const auto& [number, expected] : {std::pair{0.0, "0"},
                                           {-0.0, "0"},
                                           {0.5, "0.5"},
                                           {3.0, "3"},
                                           {-2.25, "-2.25"},
                                           {100000.0, "100000"},
                                           {0.1, "0.1"},
                                           {1e20, "100000000000000000000"},
                                           {1e21, "1e+21"},
                                           {1.5e-6, "0.0000015"},
                                           {-1.5e-7, "-1.5e-7"},
                                           {1e-9, "1e-9"},
                                           {1e-10, "1e-10"},
                                           {5e-324, "5e-324"},
                                           {1.7976931348623157e308, "1.7976931348623157e+308"},
                                           {std::nan(""), "null"}}) {
        EXPECT_EQ(text(value(number)), expected);
    }
    EXPECT_EQ(text(value(std::numeric_limits<std::int64_t>::min())), "-9223372036854775808");
    EXPECT_EQ(text(value(std::numeric_limits<std::uint64_t>::max())), "18446744073709551615");
}

TEST(JsonText, IsReadBackAsTheSame) {
    for (const std::string_view body :
         {R"({"a":[1,-2.5,"x\u0000\"\\y",null,true],"b":{"":[[]]}})", R"([0.3,123.456,1e-5,1715094227550])"}) {
        const value once = parse(body);
        EXPECT_EQ(parse(text(once)), once) << body;
    }
}

}  // namespace
}  // namespace daymark::json
