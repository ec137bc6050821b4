// Percent-encoding.
#include "platform/text/percent.h"

namespace daymark::text {
namespace {

bool stays(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~").find(c) != std::string_view::npos;
}

}  // namespace

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (stays(c))
            encoded += c;
        else
            encoded.append({'%', hex[byte >> 4U], hex[byte & 0xFU]});
    }
    return encoded;
}

}  // namespace daymark::text
