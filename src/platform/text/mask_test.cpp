// Whom others' texts name.
#include "platform/text/mask.h"

#include <gtest/gtest.h>

namespace daymark::text {
namespace {

TEST(WithoutAddresses, NamesOfMailboxesGo) {
    EXPECT_EQ(without_addresses("550 5.1.1 <kim@example.com>: Recipient address rejected"),
              "550 5.1.1 <…@example.com>: Recipient address rejected");
    EXPECT_EQ(without_addresses("to=Kim.Öz+x@Example.com, bounces+kim=example.com@b.test"), "…@Example.com, …@b.test");
    EXPECT_EQ(without_addresses("kim@example.com"), "…@example.com");
    EXPECT_EQ(without_addresses("@@ a@"), "…@…@ …@");
}

TEST(WithoutAddresses, PhoneNumbersGo) {
    EXPECT_EQ(without_addresses("The number +14155550100 is not valid (21211)"), "The number … is not valid (21211)");
    EXPECT_EQ(without_addresses("14155550100"), "…");
    EXPECT_EQ(without_addresses("error 1234567, request 0123456789012345678"),
              "error 1234567, request 0123456789012345678");
}

TEST(WithoutAddresses, TheRestStays) {
    for (const char* text : {"", "250 2.0.0 Ok: queued as 4XyZ123", "HTTP 503", "a + b"})
        EXPECT_EQ(without_addresses(text), text);
}

}  // namespace
}  // namespace daymark::text
