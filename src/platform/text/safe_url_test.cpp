// Tests of the judge of addresses.
#include "platform/text/safe_url.h"

#include <gtest/gtest.h>

namespace daymark::text {
namespace {

TEST(SafeUrl, AllowsFourSchemesForLinksAndOneForImages) {
    EXPECT_EQ(safe_url("https://example.com/a?b=1&c=2#d", UrlUse::Link), "https://example.com/a?b=1&c=2#d");
    EXPECT_EQ(safe_url("http://example.com", UrlUse::Link), "http://example.com");
    EXPECT_EQ(safe_url("HTTPS://Example.com", UrlUse::Link), "HTTPS://Example.com");
    EXPECT_EQ(safe_url("mailto:ops@example.com", UrlUse::Link), "mailto:ops@example.com");
    EXPECT_EQ(safe_url("tel:+49-30-123", UrlUse::Link), "tel:+49-30-123");
    EXPECT_EQ(safe_url("https://example.com/x.png", UrlUse::Image), "https://example.com/x.png");
    for (const char* url : {"http://example.com/x.png", "mailto:a@b.c", "tel:1", "data:image/png;base64,AA"}) {
        EXPECT_EQ(safe_url(url, UrlUse::Image), std::nullopt) << url;
    }
}

TEST(SafeUrl, RefusesEverythingElse) {
    for (const char* url : {"",
                            "/history",
                            "#top",
                            "//evil.example",
                            "example.com",
                            "https:example.com",
                            "https:/example.com",
                            "https://",
                            "https:///x",
                            "https://?x",
                            "https://#x",
                            "https://:80",
                            "https://@x",
                            "https:\\\\evil.example",
                            "javascript:x",
                            "JavaScript:x",
                            "java\tscript:x",
                            "java\nscript:x",
                            "\x01javascript:x",
                            "%6Aavascript:x",
                            "javascript%3Ax",
                            "data:text/html,x",
                            "vbscript:x",
                            "blob:https://x",
                            "file:///etc/passwd",
                            "ftp://x",
                            "mailto:",
                            "tel:",
                            "&#106;avascript:x",
                            "feed:https://x",
                            "view-source:https://x",
                            "https",
                            "h%74tps://x",
                            "\xE2\x80\x8Bhttps://x"}) {
        EXPECT_EQ(safe_url(url, UrlUse::Link), std::nullopt) << url;
    }
}

TEST(SafeUrl, WritesTheAddressAsABrowserReadsIt) {
    EXPECT_EQ(safe_url(" ht\ttps://exa\nmple.com/a b ", UrlUse::Link), "https://example.com/ab");
    EXPECT_EQ(safe_url("https://x/\"<>`{}|^\\", UrlUse::Link), "https://x/%22%3C%3E%60%7B%7D%7C%5E%5C");
    EXPECT_EQ(safe_url("https://x/ü", UrlUse::Link), "https://x/%C3%BC");
    EXPECT_EQ(safe_url("https://x/a%20b", UrlUse::Link), "https://x/a%20b");
}

}  // namespace
}  // namespace daymark::text
