// Markdown that people write, as safe HTML and as plain text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace daymark::text {

/// What one text may cost. Beyond `bytes` it is refused; beyond the others it is shown as it was typed, except that too
/// many bare addresses stay unlinked and too many tildes strike nothing through.
struct MarkdownLimits {
    std::size_t bytes = 64 * 1024;
    std::size_t nodes = 20'000;
    std::size_t nesting = 64;
    std::size_t table_columns = 128;
    std::size_t content_bytes = 256 * 1024;  // of text and addresses; short references can repeat a long address
    std::size_t open_brackets = 32;          // at once, in one paragraph
    std::size_t link_lines = 16'000'000;     // possible links times lines
    std::size_t bare_addresses = 200;        // "https://…", "www.…", "me@…"
    std::size_t tildes = 2'000;
};

/// HTML made only of allowed elements, attributes and address schemes: fit to be shown as it is. Raw HTML in the text
/// shows as text. `<p>…</p>` without a line end behind it, as in the contract (api.md §1.5); "" for an empty text.
/// Throws BadRequest for a text longer than `limits.bytes`, and for no other reason.
[[nodiscard]] std::string markdown_to_html(std::string_view markdown, const MarkdownLimits& limits = {});

/// The same text for mail and SMS: marks gone, list items and table cells kept apart, addresses behind their words.
[[nodiscard]] std::string markdown_to_plain(std::string_view markdown, const MarkdownLimits& limits = {});

}  // namespace daymark::text
