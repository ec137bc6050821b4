// What messages in chats have in common: the parts of a notice, as a service wants them written and within its limits.
#pragma once

#include "notify/notice.h"
#include "notify/short_text.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::notify {

/// A chat is no place for more; the rest stands behind the link.
inline constexpr std::size_t most_chat_text = 4'000;

/// How a service wants plain text written.
using Form = std::string (*)(std::string_view text);

/// Characters as whoever counts the most of them does: units of UTF-16.
[[nodiscard]] std::size_t length_of(std::string_view text);

/// The text in that form, shortened so that the form has at most so many characters.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t most, Form form);

/// The body that `compose(n)` makes with at most n characters of text, within so many bytes of JSON.
template <class Compose>
[[nodiscard]] json::object fitted_body(std::size_t bytes, Compose compose) {
    return longest(most_chat_text, compose,
                   [bytes](const json::object& body) { return json::text(body).size() <= bytes; });
}

/// & < > as &amp; &lt; &gt;, and nothing else.
[[nodiscard]] std::string escape_angles(std::string_view text);

/// A web address in a text ("https://…", of ASCII without brackets and quotes), or what stands between such.
struct Piece {
    std::string_view text;
    bool is_address = false;
};
[[nodiscard]] std::vector<Piece> pieces_of(std::string_view text);

/// The text with its addresses in one form and all else in another.
[[nodiscard]] std::string with_addresses(std::string_view text, Form address, Form words);

/// "Kestrel has a new incident: Delayed webhook deliveries", at most 500 characters.
[[nodiscard]] std::string summary_line(const Notice& notice);
/// "Identified · Nov 23, 14:38 UTC", at most 200.
[[nodiscard]] std::string state_line(const Notice& notice);
/// "API – Partial outage", or "API" where there is no status, a line for each of the first ten; then "+3". At most
/// 1,500 characters.
[[nodiscard]] std::string affected_lines(const Notice& notice);
/// What a link to the notice says; never empty.
[[nodiscard]] std::string link_label(const Notice& notice);

/// 0xRRGGBB: seen on light and dark grounds.
[[nodiscard]] unsigned color_of(Tone tone);
/// "#cc2f3c"
[[nodiscard]] std::string color_text(Tone tone);

}  // namespace daymark::notify
