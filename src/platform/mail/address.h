// Addresses as they may stand in a header and in a command to a mail server.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace daymark::mail {

/// Whether nothing in it can end a header, a command or an address: something on both sides of the only '@', no blanks
/// and control characters, none of ()<>[],;:\" and at most 254 bytes. It need not exist.
[[nodiscard]] inline bool is_address(std::string_view text) {
    const std::size_t at = text.find('@');
    const bool two_sides = at != std::string_view::npos && at > 0 && at == text.rfind('@') && at + 1 < text.size();
    return two_sides && text.size() <= 254 && std::ranges::all_of(text, [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return byte > ' ' && byte != 0x7f && std::string_view("()<>[],;:\\\"").find(c) == std::string_view::npos;
           });
}

/// With the host in ASCII ("kim@xn--bcher-kva.example"), as each mail server knows it. As it was when it has no such
/// form.
[[nodiscard]] std::string with_ascii_host(const std::string& address);

}  // namespace daymark::mail
