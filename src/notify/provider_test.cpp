#include "notify/provider.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

TEST(Field, IsWithoutWhatCameWithIt) {
    const Account account = {{"key", " \tk\x7f\r\ney \n"}, {"empty", ""}, {"name", "Käfer & Co"}};
    EXPECT_EQ(field_of(account, "key"), "key");
    EXPECT_EQ(field_of(account, "name"), "Käfer & Co");
    EXPECT_EQ(field_of(account, "empty"), "");
    EXPECT_EQ(field_of(account, "other"), "");
    EXPECT_EQ(field_of({{"nul", std::string("a\0b", 3)}}, "nul"), "ab");
}

TEST(Sender, IsANumberANameOrAShortCode) {
    const auto both = [](const char* given) {
        const Account account = {{"sender", given}};
        return sender_of(account, "sender") + " " + international_sender_of(account, "sender");
    };
    EXPECT_EQ(both("+1 (415) 555-0199"), "14155550199 +14155550199");
    EXPECT_EQ(both("0044 7700 900000"), "447700900000 +447700900000");
    EXPECT_EQ(both("12345"), "12345 12345");
    EXPECT_EQ(both("1234567"), "1234567 1234567");
    EXPECT_EQ(both("12345678"), "12345678 +12345678");
    EXPECT_EQ(both("Kestrel"), "Kestrel Kestrel");
    EXPECT_EQ(both("1234567890123456"), "1234567890123456 1234567890123456");
    EXPECT_EQ(both(""), " ");
}

TEST(Word, IsACodeOrAnIdAndNothingElse) {
    for (const char* good : {"21610", "SM0123-ab_c.d", "InvalidParameter"}) EXPECT_EQ(word_of(good), good);
    EXPECT_EQ(word_of(std::string(128, 'a')), std::string(128, 'a'));
    for (const std::string& bad : {std::string(129, 'a'), std::string("a b"), std::string("a<"), std::string("é"),
                                   std::string("a\n"), std::string("a\0", 2)}) {
        EXPECT_EQ(word_of(bad), "") << bad;
    }
    const auto of_json = [](const char* text) {
        const json::value value = json::parse(text);
        return word_of(&value);
    };
    EXPECT_EQ(of_json("21610"), "21610");
    EXPECT_EQ(of_json("-1"), "-1");
    EXPECT_EQ(of_json("18446744073709551615"), "18446744073709551615");
    EXPECT_EQ(of_json("\"a\""), "a");
    for (const char* none : {"null", "true", "1.5", "[]", "{}", "\"a b\""}) EXPECT_EQ(of_json(none), "") << none;
    EXPECT_EQ(word_of(static_cast<const json::value*>(nullptr)), "");
}

TEST(Member, IsNullWhereThereIsNone) {
    const json::value value = json::parse(R"({"a":[{"b":1}],"c":"d"})");
    EXPECT_EQ(word_of(member(element(member(&value, "a"), 0), "b")), "1");
    EXPECT_EQ(member(&value, "b"), nullptr);
    EXPECT_EQ(member(member(&value, "c"), "d"), nullptr);
    EXPECT_EQ(element(member(&value, "a"), 1), nullptr);
    EXPECT_EQ(element(&value, 0), nullptr);
    EXPECT_EQ(member(nullptr, "a"), nullptr);
    EXPECT_EQ(element(nullptr, 0), nullptr);
}

}  // namespace
}  // namespace daymark::notify
