// Pure rules on people's data.
#include "users/user.h"

#include <algorithm>

namespace daymark::users {
namespace {

bool is_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

bool is_email(std::string_view text) {
    const std::size_t at = text.find('@');
    if (text.size() > 254 || at == std::string_view::npos || at == 0 || at > 64 || at + 1 == text.size()) return false;
    const std::string_view local = text.substr(0, at);
    const std::string_view host = text.substr(at + 1);
    // Bytes above 127 are allowed in the local part: internationalised addresses exist.
    const bool local_ok = std::ranges::all_of(local, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte > 127 || is_alnum(c) || std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
    });
    const bool host_ok = std::ranges::all_of(
        host, [](char c) { return static_cast<unsigned char>(c) > 127 || is_alnum(c) || c == '-' || c == '.'; });
    return local_ok && host_ok && host.front() != '.' && host.front() != '-' && host.back() != '.' &&
           text.find("..") == std::string_view::npos;
}

std::string slug_of(std::string_view name, std::string_view otherwise) {
    constexpr std::size_t longest = 40;
    std::string slug;
    for (char c : name) {
        if (is_alnum(c))
            slug += static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        else if (!slug.empty() && slug.back() != '-')
            slug += '-';
        if (slug.size() == longest) break;
    }
    while (slug.ends_with('-')) slug.pop_back();
    return slug.empty() ? std::string(otherwise) : slug;
}

}  // namespace daymark::users
