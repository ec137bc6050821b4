// Checks on a request target, byte by decoded byte and without copying it.
#include "platform/http/target_check.h"

#include "platform/http/characters.h"

namespace daymark::http {
namespace {

unsigned hex_value(char c) {
    if (c <= '9') return static_cast<unsigned>(c - '0');
    return static_cast<unsigned>((c | 0x20) - 'a') + 10;
}

bool is_triplet(std::string_view text, std::size_t at) {
    return text.size() - at >= 3 && is_in(text[at + 1], IsHex) && is_in(text[at + 2], IsHex);
}

/// The decoded byte at `at`, which moves behind it. Triplets must be valid.
unsigned char take_decoded(std::string_view text, std::size_t& at) {
    const char c = text[at++];
    if (c != '%') return static_cast<unsigned char>(c);
    const unsigned value = hex_value(text[at]) * 16 + hex_value(text[at + 1]);
    at += 2;
    return static_cast<unsigned char>(value);
}

/// Takes bytes one after the other and knows whether they are UTF-8: no overlong forms, no surrogates, at most
/// U+10FFFF.
class Utf8Check {
public:
    [[nodiscard]] bool take(unsigned char byte) {
        if (missing_ == 0) return begin(byte);
        if (byte < lowest_ || byte > highest_) return false;
        lowest_ = 0x80;
        highest_ = 0xbf;
        --missing_;
        return true;
    }
    [[nodiscard]] bool complete() const { return missing_ == 0; }

private:
    [[nodiscard]] bool begin(unsigned char byte) {
        if (byte < 0x80) return true;
        if (byte < 0xc2 || byte > 0xf4) return false;
        missing_ = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
        if (byte == 0xe0) lowest_ = 0xa0;
        if (byte == 0xed) highest_ = 0x9f;
        if (byte == 0xf0) lowest_ = 0x90;
        if (byte == 0xf4) highest_ = 0x8f;
        return true;
    }

    int missing_ = 0;
    unsigned char lowest_ = 0x80;
    unsigned char highest_ = 0xbf;
};

}  // namespace

bool decodes_to_utf8(std::string_view encoded) {
    Utf8Check check;
    for (std::size_t at = 0; at < encoded.size();) {
        if (encoded[at] == '%' && !is_triplet(encoded, at)) return false;
        const unsigned char byte = take_decoded(encoded, at);
        if (byte == 0 || !check.take(byte)) return false;
    }
    return check.complete();
}

bool climbs(std::string_view encoded_path) {
    std::size_t length = 0;
    bool only_dots = true;
    for (std::size_t at = 0; at < encoded_path.size();) {
        const unsigned char byte = take_decoded(encoded_path, at);
        if (byte == '/' || byte == '\\') {
            if (only_dots && length == 2) return true;
            length = 0;
            only_dots = true;
        } else {
            ++length;
            only_dots = only_dots && byte == '.';
        }
    }
    return only_dots && length == 2;
}

}  // namespace daymark::http
