#include "platform/crypto/standard_webhook.h"

#include <gtest/gtest.h>

namespace daymark::crypto {
namespace {

constexpr std::string_view secret = "00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210";

TEST(StandardWebhook, SecretIsItsBytesInBase64) {
    EXPECT_EQ(standard_secret(secret), "whsec_ABEiM0RVZneImaq7zN3u/wEjRWeJq83v/ty6mHZUMhA=");
}

TEST(StandardWebhook, SignsIdSecondAndBody) {
    // Made with another implementation of HMAC.
    const std::string signature = "v1,SwOeg/F5d+0V8BF9fcIPqtZElaVriyX6wstvxQ3eBdc=";
    EXPECT_EQ(standard_signature(secret, "msg_1", 1'700'000'000'999, R"({"a":1})"), signature);
    EXPECT_NE(standard_signature(secret, "msg_2", 1'700'000'000'999, R"({"a":1})"), signature);
    EXPECT_NE(standard_signature(secret, "msg_1", 1'700'000'001'000, R"({"a":1})"), signature);
    EXPECT_NE(standard_signature(secret, "msg_1", 1'700'000'000'999, R"({"a":2})"), signature);
}

TEST(StandardWebhook, WhatIsNoHexSignsNothing) {
    for (const std::string_view none : {"", "0", "xy", "001", "00 11", "00\n", "whsec_ABEi"}) {
        EXPECT_EQ(standard_secret(none), "") << none;
        EXPECT_EQ(standard_signature(none, "msg_1", 0, "{}"), "") << none;
    }
}

}  // namespace
}  // namespace daymark::crypto
