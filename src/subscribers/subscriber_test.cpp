#include "subscribers/subscriber.h"

#include <gtest/gtest.h>

namespace daymark::subscribers {
namespace {

TEST(PhoneDigits, AreThoseThatAreDialled) {
    EXPECT_EQ(phone_digits("14155550100"), "14155550100");
    EXPECT_EQ(phone_digits("+1 (415) 555-0100"), "14155550100");
    EXPECT_EQ(phone_digits("0049 30/123.456"), "4930123456");
    for (const char* none :
         {"", "+", "12345", "1234567890123456", "+1 415 555 0100 ext 4", "415-CALL-NOW", "1+4155550100"}) {
        EXPECT_EQ(phone_digits(none), std::nullopt) << none;
    }
}

TEST(Webhooks, AreHttpAddressesWithAHost) {
    for (const char* good :
         {"https://example.com", "http://hooks.example.com:8080/a?b=c#d", "https://[2001:db8::1]/x"}) {
        EXPECT_TRUE(is_webhook(good)) << good;
    }
    for (const char* bad : {"", "example.com", "ftp://example.com", "https://", "https:///path", "https://:80/",
                            "https://user:pw@example.com/", "https://example.com/a b", "https://exa\tmple.com",
                            "HTTPS://example.com", "javascript:alert(1)//://", "https://example.com\\@evil.test"}) {
        EXPECT_FALSE(is_webhook(bad)) << bad;
    }
}

TEST(UnsubscribeTokens, AreUuidsThatFollowFromIdAndSecret) {
    const auto key = crypto::SecretKey::of_bytes({1});
    const std::string token = unsubscribe_token(key, "cmab12cd30040kx01sub00001");
    ASSERT_EQ(token.size(), 36U);
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) EXPECT_EQ(token[dash], '-') << token;
    EXPECT_EQ(token[14], '8');
    EXPECT_NE(std::string("89ab").find(token[19]), std::string::npos) << token;
    EXPECT_EQ(unsubscribe_token(key, "cmab12cd30040kx01sub00001"), token);
    EXPECT_NE(unsubscribe_token(key, "cmab12cd30040kx01sub00002"), token);
    EXPECT_NE(unsubscribe_token(crypto::SecretKey::of_bytes({2}), "cmab12cd30040kx01sub00001"), token);
}

}  // namespace
}  // namespace daymark::subscribers
