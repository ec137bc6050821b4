// Names that a shape does not know.
#include "platform/json/strict.h"

#include <gtest/gtest.h>

namespace daymark::json {
namespace {

struct Leaf {
    std::string name;
    std::vector<Leaf> children;
    static constexpr auto fields = std::tuple{field("name", &Leaf::name), field("children", &Leaf::children)};
};
struct Tree {
    std::optional<std::vector<Leaf>> leaves;
    std::optional<Leaf> root;
    static constexpr auto fields = std::tuple{field("leaves", &Tree::leaves), field("root", &Tree::root)};
};

std::string refused_place(const char* text) {
    try {
        refuse_unknown<Tree>(parse(text));
    } catch (const Error& error) {
        return error.field();
    }
    return "";
}

TEST(StrictJson, KnownNamesPassWhateverTheyHold) {
    EXPECT_EQ(refused_place(R"({})"), "");
    EXPECT_EQ(refused_place(R"({"leaves":null,"root":5})"), "");
    EXPECT_EQ(refused_place(R"({"leaves":[{"name":1,"children":[{"name":{"any":1}}]}],"root":{}})"), "");
}

TEST(StrictJson, AnUnknownNameIsRefusedWithItsPlace) {
    EXPECT_EQ(refused_place(R"({"leafs":[]})"), "leafs");
    EXPECT_EQ(refused_place(R"({"root":{"nam":1}})"), "root.nam");
    EXPECT_EQ(refused_place(R"({"leaves":[{},{"children":[{"names":1}]}]})"), "leaves[1].children[0].names");
}

TEST(StrictJson, ALongNameDoesNotMakeALongError) {
    EXPECT_EQ(refused_place((R"({")" + std::string(5'000, 'x') + R"(":1})").c_str()), std::string(64, 'x'));
}

}  // namespace
}  // namespace daymark::json
