#include "platform/crypto/signature.h"

#include <gtest/gtest.h>

namespace daymark::crypto {
namespace {

// RFC 4231, cases 2 and 6: a short key and one that is longer than a block.
TEST(Signature, IsThatOfTheStandard) {
    EXPECT_EQ(signature_of("what do ya want for nothing?", "Jefe"),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(signature_of("Test Using Larger Than Block-Size Key - Hash Key First", std::string(131, '\xaa')),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Signature, IsTakenAsAWholeOnly) {
    const std::string right = signature_of("text", "secret");
    EXPECT_TRUE(is_signature(right, "text", "secret"));
    EXPECT_FALSE(is_signature(right, "text!", "secret"));
    EXPECT_FALSE(is_signature(right, "text", "secrets"));
    EXPECT_FALSE(is_signature(right.substr(1), "text", "secret"));
    EXPECT_FALSE(is_signature("", "text", "secret"));
}

}  // namespace
}  // namespace daymark::crypto
