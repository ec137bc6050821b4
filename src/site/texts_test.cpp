#include "site/texts.h"

#include <gtest/gtest.h>

namespace daymark::site {
namespace {

const json::Translations translations = {{"name", {{"pt", "Loja"}, {"DE", "Laden"}, {"fr", ""}}}};

std::string shop_in(const std::string& language) { return Texts(language, "en").of("Shop", translations, "name"); }

TEST(Texts, TakeTheTranslationWhereThereIsOne) {
    EXPECT_EQ(shop_in("de"), "Laden");
    EXPECT_EQ(shop_in("pt-br"), "Loja") << "what is near";
    EXPECT_EQ(shop_in("it"), "Shop");
    EXPECT_EQ(shop_in("fr"), "Shop") << "an empty one is none";
    EXPECT_EQ(Texts("de", "en").of("Shop", translations, "description"), "Shop");
}

TEST(Texts, OfThePagesOwnLanguageAreAsTheyWereWritten) {
    EXPECT_EQ(Texts("de", "de").of("Shop", translations, "name"), "Shop");
    EXPECT_EQ(Texts("de", "DE").of("Shop", translations, "name"), "Shop");
}

}  // namespace
}  // namespace daymark::site
