#include "api/localize.h"

#include <gtest/gtest.h>

namespace daymark::api {
namespace {

using Languages = std::vector<std::string>;

TEST(WantedLanguages, ComeByWeightAndWithTheirMainLanguage) {
    EXPECT_EQ(wanted_languages("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5"), (Languages{"fr-ch", "fr", "en", "de"}));
    EXPECT_EQ(wanted_languages("de;q=0.5,pt-BR;q=0.9"), (Languages{"pt-br", "pt", "de"}));
    EXPECT_EQ(wanted_languages("en;q=0, de"), Languages{"de"});
    EXPECT_EQ(wanted_languages(""), Languages{});
    EXPECT_EQ(wanted_languages("*"), Languages{});
    EXPECT_EQ(wanted_languages(" , ;q=1, de ; q=0.4 ,x;q=abc"), (Languages{"x", "de"}));
    EXPECT_LE(wanted_languages(std::string(10'000, ',')).size(), 20U);
}

class Localize : public testing::Test {
protected:
    static std::string localized(const char* text, const char* accept, std::string_view own = "en") {
        json::value answer = json::parse(text);
        localize(answer, wanted_languages(accept), own);
        return json::text(answer);
    }
    static constexpr const char* component =
        R"({"name":"Site","nameHtml":"<p>Site</p>","translations":{"name":{"fr":"*Vitrine*","pt-BR":"Loja"},"description":null}})";
};

TEST_F(Localize, TheHtmlFollowsAndTheTextStays) {
    const std::string french = localized(component, "fr-CA,en;q=0.5");
    EXPECT_NE(french.find(R"("nameHtml":"<p><em>Vitrine</em></p>")"), std::string::npos) << french;
    EXPECT_NE(french.find(R"("name":"Site")"), std::string::npos);
    EXPECT_NE(localized(component, "pt-br").find("Loja</p>"), std::string::npos);
}

TEST_F(Localize, WithoutATranslationOrWhenTheOwnLanguageIsWantedMoreNothingChanges) {
    for (const char* accept : {"", "de", "en, fr;q=0.9", "en-GB, fr;q=0.9", "*"}) {
        EXPECT_EQ(localized(component, accept), json::text(json::parse(component))) << accept;
    }
    EXPECT_EQ(localized(R"({"translations":5,"nameHtml":"x"})", "fr"), R"({"translations":5,"nameHtml":"x"})");
}

TEST_F(Localize, ReachesEveryLevel) {
    const std::string inside = R"([{"a":{"updates":[)" + std::string(component) + "]}}]";
    EXPECT_NE(localized(inside.c_str(), "fr").find("Vitrine</em>"), std::string::npos);
}

}  // namespace
}  // namespace daymark::api
