#include "platform/text/percent.h"

#include <gtest/gtest.h>

namespace daymark::text {
namespace {

TEST(PercentEncoding, LeavesOnlyWhatRfc3986CallsUnreserved) {
    EXPECT_EQ(percent_encoded("Ladies + Gentlemen"), "Ladies%20%2B%20Gentlemen");
    EXPECT_EQ(percent_encoded("Dogs, Cats & Mice!*'()"), "Dogs%2C%20Cats%20%26%20Mice%21%2A%27%28%29");
    EXPECT_EQ(percent_encoded("☃"), "%E2%98%83");
    EXPECT_EQ(percent_encoded("Az09-._~"), "Az09-._~");
    EXPECT_EQ(percent_encoded(std::string_view("\0\r\n\"%", 5)), "%00%0D%0A%22%25");
    EXPECT_EQ(percent_encoded(""), "");
}

}  // namespace
}  // namespace daymark::text
