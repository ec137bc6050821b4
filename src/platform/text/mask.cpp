// Masking, in one pass from left to right.
#include "platform/text/mask.h"

#include <algorithm>

namespace daymark::text {
namespace {

constexpr std::string_view mark = "…";
// Guess: a phone number has so many digits; what providers number their errors by has fewer.
constexpr std::size_t fewest_digits = 8, most_digits = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether it can stand in front of the @ of an address. `=` and `+` are there too when a mail server wrote it anew.
bool in_name(char c) {
    constexpr std::string_view ends = " \t\r\n<>()[]{}\"',;:|@";
    return ends.find(c) == std::string_view::npos;
}

void mask_number(std::string& text, std::string_view digits) {
    if (digits.size() < fewest_digits || digits.size() > most_digits) {
        text += digits;
        return;
    }
    if (text.ends_with('+')) text.pop_back();
    text += mark;
}

}  // namespace

std::string without_addresses(std::string_view text) {
    std::string masked;
    while (!text.empty()) {
        const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
        if (digits > 0) {
            mask_number(masked, text.substr(0, digits));
            text.remove_prefix(digits);
            continue;
        }
        if (text.front() == '@') {
            while (!masked.empty() && in_name(masked.back())) masked.pop_back();
            masked += mark;
        }
        masked += text.front();
        text.remove_prefix(1);
    }
    return masked;
}

}  // namespace daymark::text
