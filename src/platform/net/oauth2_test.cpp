#include "platform/net/oauth2.h"

#include <gtest/gtest.h>

namespace daymark::net {
namespace {

TEST(OAuth2, ChallengeOfTheStandardsOwnExample) {
    EXPECT_EQ(code_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
              "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(OAuth2, WhatIsGivenCannotBreakOutOfItsPlace) {
    const OAuthApp app{"id&scope=all", "secret"};
    EXPECT_EQ(
        authorization_url("https://a.example/authorize", app, {{"state", "a=b&c #"}, {"scope", "x y"}}),
        "https://a.example/authorize?response_type=code&client_id=id%26scope%3Dall&state=a%3Db%26c%20%23&scope=x%20y");
}

TEST(OAuth2, TheAppProvesItselfByBasicAuthentication) {
    const HttpRequest request = token_request("https://a.example/token", {"Aladdin", "open sesame"}, {{"code", "1+1"}});
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.headers.front(),
              std::pair(std::string("Authorization"), std::string("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")));
    EXPECT_EQ(request.body, "code=1%2B1") << "without the secret";
}

TEST(OAuth2, HalfAnAppIsNone) {
    EXPECT_TRUE((OAuthApp{"id", "secret"}.is_set_up()));
    EXPECT_FALSE((OAuthApp{"id", ""}.is_set_up()));
    EXPECT_FALSE((OAuthApp{"", "secret"}.is_set_up()));
}

}  // namespace
}  // namespace daymark::net
