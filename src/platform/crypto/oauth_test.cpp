#include "platform/crypto/oauth.h"

#include <gtest/gtest.h>

#include <set>

namespace daymark::crypto {
namespace {

// RFC 5849, 3.4.1.1: a name twice, one without a value, one that is encoded itself.
TEST(OAuth, SortsParametersByTheirEncodedForm) {
    EXPECT_EQ(oauth_base_string("POST", "http://example.com/request",
                                {{"b5", "=%3D"},
                                 {"a3", "a"},
                                 {"c@", ""},
                                 {"a2", "r b"},
                                 {"oauth_consumer_key", "9djdj82h48djs9d2"},
                                 {"oauth_token", "kkk9d7dh3k39sjv7"},
                                 {"oauth_signature_method", "HMAC-SHA1"},
                                 {"oauth_timestamp", "137131201"},
                                 {"oauth_nonce", "7d8f3e4a"},
                                 {"c2", ""},
                                 {"a3", "2 q"}}),
              "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%25"
              "40%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method"
              "%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7");
}

// RFC 5849, 1.2: the two requests of its example that carry a token.
TEST(OAuth, SignsAsTheStandardsExample) {
    const auto signed_with = [](const char* method, const char* url, OAuthParameters parameters, const char* secret) {
        parameters.insert(parameters.end(),
                          {{"oauth_consumer_key", "dpf43f3p2l4k3l03"}, {"oauth_signature_method", "HMAC-SHA1"}});
        return oauth_signature(oauth_base_string(method, url, parameters), "kd94hf93k423kf44", secret);
    };
    EXPECT_EQ(signed_with("POST", "https://photos.example.net/token",
                          {{"oauth_token", "hh5s93j4hdidpola"},
                           {"oauth_timestamp", "137131201"},
                           {"oauth_nonce", "walatlh"},
                           {"oauth_verifier", "hfdp7dh39dks9884"}},
                          "hdhd0244k9j7ao03"),
              "gKgrFCywp7rO0OXSjdot/IHF7IU=");
    EXPECT_EQ(signed_with("GET", "http://photos.example.net/photos",
                          {{"oauth_token", "nnch734d00sl2jdk"},
                           {"oauth_timestamp", "137131202"},
                           {"oauth_nonce", "chapoH"},
                           {"file", "vacation.jpg"},
                           {"size", "original"}},
                          "pfkkdhi9sl3r4s00"),
              "MdpQcU8iPSUjWoN/UDMsK2sui9I=");
}

// The example of X's own documentation.
TEST(OAuth, MakesTheHeaderOfXsExample) {
    const OAuthKeys keys = {"xvz1evFS4wEEPTGEFPHBog", "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
                            "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
                            "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE"};
    EXPECT_EQ(
        oauth_header(keys, "POST", "https://api.x.com/1.1/statuses/update.json",
                     {{"include_entities", "true"}, {"status", "Hello Ladies + Gentlemen, a signed OAuth request!"}},
                     "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg", 1318622958'999),
        "OAuth oauth_consumer_key=\"xvz1evFS4wEEPTGEFPHBog\", "
        "oauth_nonce=\"kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg\", "
        "oauth_signature=\"Ls93hJiZbQ3akF3HF3x1Bz8%2FzU4%3D\", oauth_signature_method=\"HMAC-SHA1\", "
        "oauth_timestamp=\"1318622958\", "
        "oauth_token=\"370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb\", oauth_version=\"1.0\"");
}

TEST(OAuth, SignsEveryPartOfARequest) {
    const OAuthKeys keys = {"key", "secret", "token", "token secret"};
    std::set<std::string> headers;
    headers.insert(oauth_header(keys, "POST", "https://api.x.com/2/tweets", {}, "one", 1000));
    headers.insert(oauth_header(keys, "GET", "https://api.x.com/2/tweets", {}, "one", 1000));
    headers.insert(oauth_header(keys, "POST", "https://api.x.com/2/tweet", {}, "one", 1000));
    headers.insert(oauth_header(keys, "POST", "https://api.x.com/2/tweets", {{"a", "b"}}, "one", 1000));
    headers.insert(oauth_header(keys, "POST", "https://api.x.com/2/tweets", {}, "two", 1000));
    headers.insert(oauth_header(keys, "POST", "https://api.x.com/2/tweets", {}, "one", 2000));
    headers.insert(oauth_header({"key", "Secret", "token", "token secret"}, "POST", "https://api.x.com/2/tweets", {},
                                "one", 1000));
    headers.insert(oauth_header({"key", "secret", "token", "token Secret"}, "POST", "https://api.x.com/2/tweets", {},
                                "one", 1000));
    EXPECT_EQ(headers.size(), 8U);
}

TEST(OAuth, KeysCannotBreakTheHeader) {
    const std::string header = oauth_header({"k\"\r\nX: y", "", "t,\0", ""}, "POST", "https://x", {}, "n\n", 0);
    EXPECT_EQ(header.find_first_of("\r\n"), std::string::npos);
    EXPECT_NE(header.find("oauth_consumer_key=\"k%22%0D%0AX%3A%20y\""), std::string::npos) << header;
}

}  // namespace
}  // namespace daymark::crypto
