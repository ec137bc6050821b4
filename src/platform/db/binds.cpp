// Checks of bound values before either database sees them.
#include "platform/db/binds.h"

#include <cmath>

namespace daymark::db {
namespace {

/// How many bytes the character at the front takes; 0 when it is not well-formed UTF-8 (or NUL).
std::size_t character_length(std::string_view text) {
    const auto byte = [&](std::size_t i) -> unsigned {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
    const unsigned lead = byte(0);
    if (lead < 0x80) return lead == 0 ? 0 : 1;
    if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = lead == 0xED && byte(1) > 0x9F;
        return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead < 0xF0 || lead > 0xF4) return 0;
    const bool out_of_range = (lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F);
    return tail(1) && tail(2) && tail(3) && !out_of_range ? 4 : 0;
}

bool is_clean(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace

void check_binds(const std::vector<Value>& binds) {
    for (const Value& value : binds) {
        if (const auto* text = std::get_if<std::string>(&value); text && !is_clean(*text)) {
            throw Error(ErrorCode::BadRequest, "text must be valid UTF-8 without NUL");
        }
        if (const auto* number = std::get_if<double>(&value); number && !std::isfinite(*number)) {
            throw Error(ErrorCode::BadRequest, "numbers must be finite");
        }
    }
}

}  // namespace daymark::db
