// Tests of field tables: one small shape of each kind, read, patched, written and described.
#include "platform/json/fields.h"

#include <gtest/gtest.h>

#include <array>

namespace daymark::json {
namespace {

enum class Wood { Oak, Ash };

}  // namespace

template <>
struct EnumWords<Wood> {
    static constexpr std::array table{std::pair{std::string_view("OAK"), Wood::Oak},
                                      std::pair{std::string_view("ASH"), Wood::Ash}};
};

namespace {

struct Shelf {
    std::string label;
    std::optional<Wood> wood;

    static constexpr auto fields =
        std::tuple{field("label", &Shelf::label).required().up_to(4), field("wood", &Shelf::wood)};
};

struct Size {
    std::int64_t width = 80;
    bool foldable = false;

    static constexpr auto fields = std::tuple{field("width", &Size::width), field("foldable", &Size::foldable)};
};

struct Box {
    std::string name;
    Wood wood = Wood::Oak;
    std::optional<std::string> color = "red";
    Settable<std::string> owner;
    std::string note = "none";
    std::vector<Shelf> shelves;
    std::optional<Time> sold;
    Size size;

    static constexpr std::string_view schema_name = "Box";
    static constexpr auto fields = std::tuple{
        field("name", &Box::name).required().up_to(8),
        field("wood", &Box::wood).described("What it is made of"),
        field("color", &Box::color).up_to(5).not_blank(),
        field("owner", &Box::owner).up_to(3),
        field("note", &Box::note),
        field("shelves", &Box::shelves),
        field("soldAt", &Box::sold),
        inlined(&Box::size),
    };
};

/// What is sent only: constants, holes, a shape that holds itself, and content of another slice.
struct Nest {
    std::string id;
    value parent;
    std::optional<value> next;
    std::vector<value> boxes;
    Size size;

    static constexpr std::string_view schema_name = "Nest";
    static constexpr auto fields = std::tuple{
        field("id", &Nest::id),
        AlwaysNull{"color"},
        constant("empty", false),
        constant("kind", "NEST"),
        AlwaysEmpty{"eggs"},
        inlined(&Nest::size),
        field("parent", &Nest::parent),
        field("next", &Nest::next).refers_to("Nest"),
        field("boxes", &Nest::boxes).refers_to("Box"),
    };
};

/// For drafts: the later field describes the name anew.
struct NestDraft {
    Size rest;
    std::int64_t width = 0;

    static constexpr auto fields = std::tuple{inlined(&NestDraft::rest), field("width", &NestDraft::width).required()};
};

std::string refusal(std::string_view body) {
    try {
        static_cast<void>(read<Box>(parse(body)));
        return {};
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadRequest);
        EXPECT_TRUE(error.message().starts_with(error.field() + " "));
        return error.message();
    }
}

Box patched(Box box, std::string_view body) {
    patch(box, parse(body).as_object());
    return box;
}

TEST(Fields, ReadsAWholeShape) {
    const auto box = read<Box>(parse(R"({"name":"Chest","wood":"ASH","color":"blue","owner":"Sam","note":"","width":120,
        "shelves":[{"label":"top","wood":null},{"label":"low","wood":"OAK"}],"soldAt":1000})"));
    EXPECT_EQ(box.name, "Chest");
    EXPECT_EQ(box.wood, Wood::Ash);
    EXPECT_EQ(box.color, "blue");
    EXPECT_TRUE(box.owner.given);
    EXPECT_EQ(box.owner.value, "Sam");
    EXPECT_EQ(box.note, "");
    ASSERT_EQ(box.shelves.size(), 2U);
    EXPECT_EQ(box.shelves[0].wood, std::nullopt);
    EXPECT_EQ(box.shelves[1].wood, Wood::Oak);
    EXPECT_EQ(box.sold, Time{1000});
    EXPECT_EQ(box.size.width, 120);
    EXPECT_FALSE(box.size.foldable);
}

TEST(Fields, IgnoresNamesItDoesNotKnow) { EXPECT_EQ(refusal(R"({"name":"a","Name":1,"page_id":[{}],"":0})"), ""); }

TEST(Fields, RequiredMeansPresentNotNullNotBlank) {
    EXPECT_EQ(refusal("{}"), "name is required");
    EXPECT_EQ(refusal(R"({"name":null})"), "name is required");
    EXPECT_EQ(refusal(R"({"name":""})"), "name must not be blank");
    EXPECT_EQ(refusal(R"({"name":" \t\r\n"})"), "name must not be blank");
    EXPECT_EQ(refusal(R"({"name":7})"), "name must be a string");
}

TEST(Fields, ABodyMustBeAnObject) {
    for (const char* body : {"[]", "null", "1", R"("a")"}) EXPECT_EQ(refusal(body), "body must be an object") << body;
}

TEST(Fields, NamesThePlaceOfWhatIsWrong) {
    EXPECT_EQ(refusal(R"({"name":"a","wood":"PINE"})"), "wood must be one of OAK, ASH");
    EXPECT_EQ(refusal(R"({"name":"a","shelves":{}})"), "shelves must be an array");
    EXPECT_EQ(refusal(R"({"name":"a","shelves":[{"label":"x"},7]})"), "shelves[1] must be an object");
    EXPECT_EQ(refusal(R"({"name":"a","shelves":[{}]})"), "shelves[0].label is required");
    EXPECT_EQ(refusal(R"({"name":"a","shelves":[{"label":"x"},{"label":"y","wood":"oak"}]})"),
              "shelves[1].wood must be one of OAK, ASH");
    EXPECT_EQ(refusal(R"({"name":"a","width":"wide"})"), "width must be a whole number");
}

TEST(Fields, LimitsTextByBytes) {
    EXPECT_EQ(refusal(R"({"name":"1234567"})"), "");
    EXPECT_EQ(refusal(R"({"name":"12345678"})"), "");
    EXPECT_EQ(refusal(R"({"name":"123456789"})"), "name must be at most 8 bytes long");
    EXPECT_EQ(refusal(R"({"name":"ééééé"})"), "name must be at most 8 bytes long");
    EXPECT_EQ(refusal(R"({"name":"a","color":"yellow"})"), "color must be at most 5 bytes long");
    EXPECT_EQ(refusal(R"({"name":"a","color":" "})"), "color must not be blank");
    EXPECT_EQ(refusal(R"({"name":"a","owner":"Anna"})"), "owner must be at most 3 bytes long");
    EXPECT_EQ(refusal(R"({"name":"a","owner":null,"color":null})"), "");
    EXPECT_EQ(refusal(R"({"name":"a","shelves":[{"label":"fives"}]})"),
              "shelves[0].label must be at most 4 bytes long");
}

TEST(Fields, APatchLeavesTheRestAlone) {
    Box box;
    box.name = "Chest";
    box.note = "mine";
    box.size.width = 99;
    const Box after = patched(box, R"({"wood":"ASH"})");
    EXPECT_EQ(after.wood, Wood::Ash);
    EXPECT_EQ(after.name, "Chest");
    EXPECT_EQ(after.note, "mine");
    EXPECT_EQ(after.color, "red");
    EXPECT_FALSE(after.owner.given);
    EXPECT_EQ(after.size.width, 99);
}

TEST(Fields, NullClearsOptionalAndSettableMembersOnly) {
    Box box;
    box.shelves.push_back({"top", {}});
    const Box after = patched(box, R"({"name":null,"wood":null,"color":null,"owner":null,"note":null,"shelves":null,
        "width":null,"foldable":null})");
    EXPECT_EQ(after.color, std::nullopt);
    EXPECT_TRUE(after.owner.given);
    EXPECT_EQ(after.owner.value, std::nullopt);
    EXPECT_EQ(after.wood, Wood::Oak);
    EXPECT_EQ(after.note, "none");
    EXPECT_EQ(after.shelves.size(), 1U);
    EXPECT_EQ(after.size.width, 80);
}

TEST(Fields, APatchStillChecks) {
    EXPECT_THROW(patched({}, R"({"name":" "})"), Error);
    EXPECT_THROW(patched({}, R"({"shelves":[{}]})"), Error);
    EXPECT_NO_THROW(patched({}, "{}"));
}

TEST(Fields, WritesInTheOrderOfTheTable) {
    Box box;
    box.name = "Chest";
    box.shelves = {{"top", Wood::Ash}};
    EXPECT_EQ(text(write(box)),
              R"({"name":"Chest","wood":"OAK","color":"red","owner":null,"note":"none",)"
              R"("shelves":[{"label":"top","wood":"ASH"}],"soldAt":null,"width":80,"foldable":false})");
}

TEST(Fields, WritesConstantsAndHoles) {
    Nest nest;
    nest.id = "n1";
    nest.boxes.emplace_back(1);
    EXPECT_EQ(text(write(nest)),
              R"({"id":"n1","color":null,"empty":false,"kind":"NEST","eggs":[],"width":80,"foldable":false,)"
              R"("parent":null,"next":null,"boxes":[1]})");
}

TEST(Fields, ConstantsAreNotRead) {
    const auto nest = read<Nest>(parse(R"({"id":"n1","color":"red","empty":true,"kind":7,"eggs":[1]})"));
    EXPECT_EQ(text(write(nest)).find("red"), std::string::npos);
}

TEST(Fields, WhatIsWrittenCanBeRead) {
    const std::string_view body = R"({"name":"Chest","wood":"ASH","color":null,"owner":null,"note":"x","shelves":[],)"
                                  R"("soldAt":"2024-05-07T15:03:47.550Z","width":1,"foldable":true})";
    EXPECT_EQ(text(write(read<Box>(parse(body)))), body);
}

TEST(FieldSchema, DescribesABody) {
    Schemas schemas;
    EXPECT_EQ(text(Codec<Box>::schema(schemas)), R"({"$ref":"#/components/schemas/Box"})");
    EXPECT_EQ(text(schemas.named.at("Box")),
              R"({"type":"object","properties":{"name":{"type":"string","maxLength":8,"minLength":1},)"
              R"("wood":{"type":"string","enum":["OAK","ASH"],"description":"What it is made of"},)"
              R"("color":{"type":["string","null"],"maxLength":5,"minLength":1},)"
              R"("owner":{"type":["string","null"],"maxLength":3},"note":{"type":"string"},)"
              R"("shelves":{"type":"array","items":{"type":"object","properties":)"
              R"({"label":{"type":"string","maxLength":4,"minLength":1},)"
              R"("wood":{"type":["string","null"],"enum":["OAK","ASH",null]}},"required":["label"]}},)"
              R"("soldAt":{"type":["string","integer","null"],"format":"date-time"},)"
              R"("width":{"type":"integer","format":"int64"},"foldable":{"type":"boolean"}},"required":["name"]})");
}

TEST(FieldSchema, DescribesAnAnswerInWhichEverythingIsPresent) {
    Schemas schemas;
    schemas.of_answers = true;
    static_cast<void>(describe<Nest>(schemas));
    EXPECT_EQ(
        text(schemas.named.at("Nest")),
        R"({"type":"object","properties":{"id":{"type":"string"},"color":{"type":["string","null"],"const":null},)"
        R"("empty":{"type":"boolean","const":false},"kind":{"type":"string","const":"NEST"},)"
        R"("eggs":{"type":"array","maxItems":0},"width":{"type":"integer","format":"int64"},)"
        R"("foldable":{"type":"boolean"},"parent":{},)"
        R"("next":{"anyOf":[{"$ref":"#/components/schemas/Nest"},{"type":"null"}]},)"
        R"("boxes":{"type":"array","items":{"$ref":"#/components/schemas/Box"}}},)"
        R"("required":["id","color","empty","kind","eggs","width","foldable","parent","next","boxes"]})");
}

TEST(FieldSchema, ALaterFieldOfTheSameNameWins) {
    Schemas schemas;
    EXPECT_EQ(
        text(describe<NestDraft>(schemas)),
        R"({"type":"object","properties":{"width":{"type":"integer","format":"int64"},"foldable":{"type":"boolean"}},)"
        R"("required":["width"]})");
    EXPECT_TRUE(schemas.named.empty());
    schemas.of_answers = true;
    EXPECT_EQ(text(describe<NestDraft>(schemas).at("required")), R"(["width","foldable"])");
}

}  // namespace
}  // namespace daymark::json
