// Tests of how single types travel: reading, writing, the path named in refusals, the schema.
#include "platform/json/codec.h"

#include <gtest/gtest.h>

#include <array>

namespace daymark::json {
namespace {

enum class Tone { Calm, Loud };

}  // namespace

template <>
struct EnumWords<Tone> {
    static constexpr std::array table{std::pair{std::string_view("CALM"), Tone::Calm},
                                      std::pair{std::string_view("LOUD"), Tone::Loud}};
};

namespace {

template <class T>
T read_text(std::string_view body) {
    return Codec<T>::read(parse(body), Path{.name = "it"});
}

template <class T>
std::string refusal(std::string_view body) {
    try {
        static_cast<void>(read_text<T>(body));
        return {};
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadRequest);
        EXPECT_FALSE(error.field().empty());
        return error.message();
    }
}

template <class T>
std::string schema_text(bool of_answers = false) {
    Schemas schemas;
    schemas.of_answers = of_answers;
    return text(Codec<T>::schema(schemas));
}

constexpr Millis sample_time = 1715094227550;
constexpr const char* time_refusal = "it must be a time such as 2026-02-03T10:00:00.000Z, or epoch milliseconds";

TEST(Path, NamesThePlace) {
    const Path root;
    const Path list{.parent = &root, .name = "components"};
    const Path item{.parent = &list, .index = 2};
    const Path member{.parent = &item, .name = "status"};
    EXPECT_EQ(root.text(), "body");
    EXPECT_EQ(list.text(), "components");
    EXPECT_EQ(item.text(), "components[2]");
    EXPECT_EQ(member.text(), "components[2].status");
    const Path body{.parent = &root, .name = "body"};
    EXPECT_EQ((Path{.parent = &body, .name = "a"}.text()), "body.a");
    EXPECT_EQ((Path{.parent = &root, .index = 0}.text()), "body[0]");
    EXPECT_EQ((Path{.parent = &list, .name = ""}.text()), "components.");
}

TEST(Codec, StringsAreTakenAsTheyAre) {
    EXPECT_EQ(read_text<std::string>(R"(" é\n ")"), " é\n ");
    for (const char* body : {"1", "true", "null", "[]", "{}"})
        EXPECT_EQ(refusal<std::string>(body), "it must be a string");
    EXPECT_EQ(refusal<std::string>(R"("a\u0000b")"), "it must not contain the NUL character");
}

TEST(Codec, BooleansAreNotGuessed) {
    EXPECT_TRUE(read_text<bool>("true"));
    EXPECT_FALSE(read_text<bool>("false"));
    for (const char* body : {"1", "0", R"("true")", "null"}) EXPECT_EQ(refusal<bool>(body), "it must be true or false");
}

TEST(Codec, WholeNumbersMayBeWrittenAsDecimals) {
    EXPECT_EQ(read_text<std::int64_t>("-7"), -7);
    EXPECT_EQ(read_text<std::int64_t>("3.0"), 3);
    EXPECT_EQ(read_text<std::int64_t>("1e3"), 1000);
    EXPECT_EQ(read_text<std::int64_t>("9007199254740992.0"), 9007199254740992);
    for (const char* body : {"3.5", "9007199254740994.0", "1e300", "18446744073709551615", R"("3")", "null", "true"}) {
        EXPECT_EQ(refusal<std::int64_t>(body), "it must be a whole number") << body;
    }
}

TEST(Codec, NumbersMayBeWhole) {
    EXPECT_EQ(read_text<double>("2"), 2.0);
    EXPECT_EQ(read_text<double>("0.5"), 0.5);
    EXPECT_EQ(read_text<double>("18446744073709551615"), 18446744073709551615.0);
    EXPECT_EQ(refusal<double>(R"("1")"), "it must be a number");
}

TEST(Codec, TimesComeInFourForms) {
    for (const char* body : {R"("2024-05-07T15:03:47.550Z")", R"("2024-05-07 15:03:47.550")",
                             R"("2024-05-07T15:03:47.550123+00:00")", "1715094227550", "1715094227550.0"}) {
        EXPECT_EQ(read_text<Time>(body).at, sample_time) << body;
    }
    EXPECT_EQ(Codec<Time>::write({sample_time}), "2024-05-07T15:03:47.550Z");
    for (const char* body :
         {R"("")", R"("now")", R"("2024-13-01")", "-1", "1.5", "253402300800000", "1e300", "true", "null", "[]"}) {
        EXPECT_EQ(refusal<Time>(body), time_refusal) << body;
    }
}

TEST(Codec, WordsOfAnEnumAreNamedInTheRefusal) {
    EXPECT_EQ(read_text<Tone>(R"("LOUD")"), Tone::Loud);
    EXPECT_EQ(Codec<Tone>::write(Tone::Calm), "CALM");
    EXPECT_EQ(refusal<Tone>(R"("loud")"), "it must be one of CALM, LOUD");
    EXPECT_EQ(refusal<Tone>("1"), "it must be a string");
    EXPECT_EQ(word_of(static_cast<Tone>(9)), "");
}

TEST(Codec, NullIsTheEmptyOptional) {
    EXPECT_EQ(read_text<std::optional<bool>>("null"), std::nullopt);
    EXPECT_EQ(read_text<std::optional<bool>>("true"), true);
    EXPECT_TRUE(Codec<std::optional<bool>>::write(std::nullopt).is_null());
    EXPECT_EQ(refusal<std::optional<bool>>("1"), "it must be true or false");
}

TEST(Codec, SettableRemembersThatItWasGiven) {
    const auto cleared = read_text<Settable<std::string>>("null");
    EXPECT_TRUE(cleared.given);
    EXPECT_EQ(cleared.value, std::nullopt);
    EXPECT_EQ(read_text<Settable<std::string>>("\"a\"").value, "a");
    EXPECT_EQ(Codec<Settable<std::string>>::write({true, "a"}), "a");
    EXPECT_FALSE(Settable<std::string>{}.given);
}

TEST(Codec, ListsNameTheElement) {
    EXPECT_EQ(read_text<std::vector<std::string>>(R"(["a","b"])"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(refusal<std::vector<std::string>>(R"(["a",null])"), "it[1] must be a string");
    EXPECT_EQ(refusal<std::vector<std::vector<bool>>>("[[],[true,1]]"), "it[1][1] must be true or false");
    EXPECT_EQ(refusal<std::vector<std::string>>(R"({"0":"a"})"), "it must be an array");
    EXPECT_EQ(Codec<std::vector<Time>>::write({{0}}), parse(R"(["1970-01-01T00:00:00.000Z"])"));
}

TEST(Codec, TranslationsAreMapsOfMaps) {
    const auto read = read_text<Translations>(R"({"name":{"fr":"Site","de":null},"description":null})");
    EXPECT_EQ(read, (Translations{{"name", {{"fr", "Site"}}}}));
    EXPECT_EQ(text(Codec<Translations>::write(read)), R"({"name":{"fr":"Site"}})");
    EXPECT_TRUE(read_text<Translations>("null").empty());
    EXPECT_EQ(refusal<Translations>("[]"), "it must be an object of property names");
    EXPECT_EQ(refusal<Translations>(R"({"name":"Site"})"), "it.name must be an object of language codes");
    EXPECT_EQ(refusal<Translations>(R"({"name":{"fr":1}})"), "it.name.fr must be a string");
    EXPECT_EQ(refusal<Translations>(R"({"":{"":1}})"), "it.. must be a string");
}

TEST(Codec, TranslationsRefuseNamesThatWouldBloatErrors) {
    const auto with_name = [](std::size_t bytes) { return R"({")" + std::string(bytes, 'x') + R"(":{}})"; };
    EXPECT_EQ(refusal<Translations>(with_name(63)), "");
    EXPECT_EQ(refusal<Translations>(with_name(64)), "");
    EXPECT_EQ(refusal<Translations>(with_name(65)), "it must not have names longer than 64 bytes");
    EXPECT_EQ(refusal<Translations>(R"({"name":{")" + std::string(65, 'x') + R"(":""}})"),
              "it.name must not have names longer than 64 bytes");
}

TEST(Codec, DescribesItself) {
    EXPECT_EQ(schema_text<std::string>(), R"({"type":"string"})");
    EXPECT_EQ(schema_text<bool>(), R"({"type":"boolean"})");
    EXPECT_EQ(schema_text<std::int64_t>(), R"({"type":"integer","format":"int64"})");
    EXPECT_EQ(schema_text<double>(), R"({"type":"number","format":"double"})");
    EXPECT_EQ(schema_text<value>(), "{}");
    EXPECT_EQ(schema_text<Tone>(), R"({"type":"string","enum":["CALM","LOUD"]})");
    EXPECT_EQ(schema_text<std::optional<Tone>>(), R"({"type":["string","null"],"enum":["CALM","LOUD",null]})");
    EXPECT_EQ(schema_text<Settable<bool>>(), R"({"type":["boolean","null"]})");
    EXPECT_EQ(schema_text<std::vector<bool>>(), R"({"type":"array","items":{"type":"boolean"}})");
    EXPECT_EQ(schema_text<Time>(), R"({"type":["string","integer"],"format":"date-time"})");
    EXPECT_EQ(schema_text<std::optional<Time>>(), R"({"type":["string","integer","null"],"format":"date-time"})");
    EXPECT_EQ(schema_text<Time>(true), R"({"type":"string","format":"date-time"})");
    EXPECT_EQ(schema_text<std::optional<Translations>>(),
              R"({"anyOf":[{"$ref":"#/components/schemas/Translations"},{"type":"null"}]})");
}

}  // namespace
}  // namespace daymark::json
