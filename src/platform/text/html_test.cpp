// Tests of text made safe for HTML.
#include "platform/text/html.h"

#include <gtest/gtest.h>

namespace daymark::text {
namespace {

TEST(Html, EscapesWhatCouldEndATextOrAnAttribute) {
    EXPECT_EQ(escape_html("a < b && c > \"d\" 'e'"), "a &lt; b &amp;&amp; c &gt; &quot;d&quot; &#39;e&#39;");
    EXPECT_EQ(escape_html(""), "");
    EXPECT_EQ(escape_html("Zürich ✓\tline\r\nend"), "Zürich ✓\tline\r\nend");
    EXPECT_EQ(escape_html("&amp;"), "&amp;amp;");
}

TEST(Html, ReplacesControlCharacters) {
    EXPECT_EQ(escape_html(std::string_view("a\0b\x1b\x7f", 5)),
              "a\xEF\xBF\xBD"
              "b\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(escape_html("a\xEF\xBF\xBE<\xEF\xBF\xBF\xEF\xBF\xBC"), "a\xEF\xBF\xBD&lt;\xEF\xBF\xBD\xEF\xBF\xBC");
}

}  // namespace
}  // namespace daymark::text
