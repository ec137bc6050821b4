// Fuzzing of Markdown: any bytes give clean HTML within bounds, and no crash.
#include "platform/text/markdown.h"
#include "platform/text/markdown_oracle.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const daymark::text::MarkdownLimits limits;
    if (size > limits.bytes) return 0;
    const std::string_view markdown(reinterpret_cast<const char*>(data), size);
    const std::string html = daymark::text::markdown_to_html(markdown);
    const std::string flaw = daymark::text::HtmlOracle::flaw_in(html);
    if (!flaw.empty() || html.size() > 2u * 1024 * 1024) {
        std::fprintf(stderr, "%s\n%s\n", flaw.c_str(), html.c_str());
        std::abort();
    }
    if (daymark::text::markdown_to_plain(markdown).size() > 1024u * 1024) std::abort();
    return 0;
}
