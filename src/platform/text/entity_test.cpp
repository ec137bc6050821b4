// Tests of character references.
#include "platform/text/entity.h"

#include <gtest/gtest.h>

namespace daymark::text {
namespace {

TEST(Entity, DecodesNamesAndNumbers) {
    EXPECT_EQ(decode_entity("&amp;"), "&");
    EXPECT_EQ(decode_entity("&nbsp;"), "\xC2\xA0");
    EXPECT_EQ(decode_entity("&eacute;"), "é");
    EXPECT_EQ(decode_entity("&Eacute;"), "É");
    EXPECT_EQ(decode_entity("&yuml;"), "ÿ");
    EXPECT_EQ(decode_entity("&mdash;"), "—");
    EXPECT_EQ(decode_entity("&colon;"), ":");
    EXPECT_EQ(decode_entity("&#65;"), "A");
    EXPECT_EQ(decode_entity("&#x1F600;"), "😀");
    EXPECT_EQ(decode_entity("&#X41;"), "A");
}

TEST(Entity, NumbersThatAreNoCharacterBecomeTheReplacement) {
    for (const char* text : {"&#0;", "&#xD800;", "&#xDFFF;", "&#x110000;", "&#99999999999999999999;"}) {
        EXPECT_EQ(decode_entity(text), "\xEF\xBF\xBD") << text;
    }
}

TEST(Entity, LeavesOtherTextAlone) {
    for (const char* text :
         {"", "&", "&;", "&#;", "&#x;", "&#xG;", "&#-1;", "&foo;", "amp;", "&amp", "&AMP;", "&#6 5;"}) {
        EXPECT_EQ(decode_entity(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace daymark::text
