// Parts of a notice for chats.
#include "notify/chat_text.h"

#include "notify/channel.h"

#include <algorithm>
#include <cstdio>

namespace daymark::notify {
namespace {

bool is_letter_or_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool in_address(char c) {
    return c > ' ' && c < 0x7f && std::string_view("<>\"'`|\\^{}[]*").find(c) == std::string::npos;
}

/// Where the address that begins at `from` ends; `from` when there is none.
std::size_t address_end(std::string_view text, std::size_t from) {
    const std::string_view rest = text.substr(from);
    const std::size_t scheme = rest.starts_with("https://") ? 8 : rest.starts_with("http://") ? 7 : 0;
    if (scheme == 0 || (from > 0 && is_letter_or_digit(text[from - 1]))) return from;
    std::size_t end = from + scheme;
    while (end < text.size() && in_address(text[end])) ++end;
    // What ends a sentence or a remark in brackets is none of it.
    while (std::string_view(".,:;!?)~_").find(text[end - 1]) != std::string_view::npos) --end;
    return end > from + scheme ? end : from;
}

std::string joined(const std::string& left, std::string_view between, const std::string& right) {
    return left.empty() || right.empty() ? left + right : left + std::string(between) + right;
}

}  // namespace

std::size_t length_of(std::string_view text) {
    std::size_t units = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        units += (byte & 0xc0) == 0x80 ? 0 : byte < 0xf0 ? 1 : 2;
    }
    return units;
}

std::string fitted(std::string_view text, std::size_t most, Form form) {
    return longest(
        most, [&](std::size_t raw) { return form(shortened(text, raw)); },
        [&](const std::string& formed) { return length_of(formed) <= most; });
}

std::string escape_angles(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '&')
            escaped += "&amp;";
        else if (c == '<')
            escaped += "&lt;";
        else if (c == '>')
            escaped += "&gt;";
        else
            escaped += c;
    }
    return escaped;
}

std::vector<Piece> pieces_of(std::string_view text) {
    std::vector<Piece> pieces;
    std::size_t told = 0;
    for (std::size_t at = text.find("http"); at != std::string_view::npos; at = text.find("http", at)) {
        const std::size_t end = address_end(text, at);
        if (end > at) {
            if (at > told) pieces.push_back({text.substr(told, at - told)});
            pieces.push_back({text.substr(at, end - at), true});
            told = end;
        }
        at = std::max(end, at + 1);
    }
    if (told < text.size()) pieces.push_back({text.substr(told)});
    return pieces;
}

std::string with_addresses(std::string_view text, Form address, Form words) {
    std::string all;
    for (const Piece& piece : pieces_of(text)) all += piece.is_address ? address(piece.text) : words(piece.text);
    return all;
}

std::string summary_line(const Notice& notice) {
    return joined(shortened(notice.headline, 249), ": ", shortened(notice.title, 249));
}

std::string state_line(const Notice& notice) {
    return joined(shortened(notice.state, 98), " · ", shortened(notice.when, 98));
}

std::string affected_lines(const Notice& notice) {
    constexpr std::size_t shown = 10;
    std::string lines;
    for (std::size_t i = 0; i < std::min(shown, notice.affected.size()); ++i) {
        const AffectedLine& one = notice.affected[i];
        if (i > 0) lines += '\n';
        lines += joined(shortened(one.name, 80), " – ", shortened(one.status_text, 60));
    }
    if (notice.affected.size() > shown) lines += "\n+" + std::to_string(notice.affected.size() - shown);
    return lines;
}

std::string link_label(const Notice& notice) {
    for (const std::string* words : {&notice.view, &notice.kind}) {
        if (!words->empty()) return shortened(*words, 60);
    }
    return "→";
}

unsigned color_of(Tone tone) {
    switch (tone) {
        case Tone::Good:
            return 0x299c7d;
        case Tone::Planned:
            return 0x4166cf;
        case Tone::Degraded:
            return 0xd9a400;
        case Tone::Partial:
            return 0xf2933f;
        case Tone::Major:
            break;
    }
    return 0xcc2f3c;
}

std::string color_text(Tone tone) {
    char text[8];
    static_cast<void>(std::snprintf(text, sizeof text, "#%06x", color_of(tone)));
    return text;
}

}  // namespace daymark::notify
