// The grammar of RFC 7208, 4.6.1 and 5.
#include "deliverability/spf_record.h"

#include "platform/http/message.h"
#include "platform/text/number.h"
#include "platform/text/trim.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include <arpa/inet.h>

namespace daymark::deliverability {
namespace {

constexpr std::string_view version = "v=spf1";

using Bytes = std::array<unsigned char, sizeof(in6_addr)>;
/// 4 or 16; 0 for what is no address.
std::size_t read_address(const std::string& text, Bytes& bytes) {
    if (text.find('\0') != std::string::npos) return 0;
    if (::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return sizeof(in_addr);
    return ::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1 ? sizeof(in6_addr) : 0;
}

/// Macros are whole ("%{i}", "%%"), nothing in it ends it.
bool is_domain(std::string_view text) {
    if (text.empty() || text.size() > 253) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] <= ' ' || text[i] > '~') return false;
        if (text[i] != '%') continue;
        const char next = ++i < text.size() ? text[i] : '\0';
        if (next == '%' || next == '_' || next == '-') continue;
        const std::size_t end = text.find('}', i);
        const bool macro = next == '{' && end != std::string_view::npos && end > i + 1 &&
                           std::string_view("slodiphcrtvSLODIPHCRTV").find(text[i + 1]) != std::string_view::npos;
        if (!macro) return false;
        i = end;
    }
    return true;
}

bool read_bits(std::string_view text, int most, int& bits) {
    bits = text::whole_number<int>(text).value_or(-1);
    return bits >= 0 && bits <= most && !(text.size() > 1 && text.starts_with('0'));
}

/// "/24", "//64", "/24//64" behind "a" and "mx".
bool read_both_bits(std::string_view text, SpfTerm& term) {
    if (text.empty()) return true;
    const std::size_t second = text.find("//");
    if (second > 0 &&
        !read_bits(text.substr(1, second == std::string_view::npos ? second : second - 1), 32, term.bits4))
        return false;
    return second == std::string_view::npos || read_bits(text.substr(second + 2), 128, term.bits6);
}

bool read_network(std::string_view value, std::size_t size, SpfTerm& term) {
    const std::size_t slash = std::min(value.find('/'), value.size());
    term.value = value.substr(0, slash);
    int& bits = size == sizeof(in_addr) ? term.bits4 : term.bits6;
    Bytes bytes{};
    if (slash < value.size() && !read_bits(value.substr(slash + 1), static_cast<int>(size) * 8, bits)) return false;
    return read_address(term.value, bytes) == size;
}

/// `value` begins with ':' or '/', or is empty.
bool read_hosts(std::string_view value, SpfTerm& term) {
    // A macro may have a slash in it.
    const std::size_t slash = std::min(value.find('/', value.rfind('}') + 1), value.size());
    if (value.starts_with(':')) {
        term.value = value.substr(1, slash - 1);
        if (!is_domain(term.value)) return false;
    }
    return read_both_bits(value.substr(slash), term);
}

bool read_term(std::string_view text, SpfTerm& term) {
    if (std::string_view("+-~?").find(text.front()) != std::string_view::npos) {
        term.qualifier = text.front();
        text.remove_prefix(1);
    }
    const std::size_t end = std::min(text.find_first_of(":/"), text.size());
    term.mechanism = http::to_lower(text.substr(0, end));
    const std::string_view rest = text.substr(end);
    if (term.mechanism == "all") return rest.empty();
    if (term.mechanism == "a" || term.mechanism == "mx") return read_hosts(rest, term);
    if (term.mechanism == "ptr" && rest.empty()) return true;
    if (!rest.starts_with(':')) return false;
    if (term.mechanism == "ip4") return read_network(rest.substr(1), sizeof(in_addr), term);
    if (term.mechanism == "ip6") return read_network(rest.substr(1), sizeof(in6_addr), term);
    term.value = rest.substr(1);
    constexpr std::array others = {"include", "exists", "ptr"};
    return std::ranges::find(others, term.mechanism) != others.end() && is_domain(term.value);
}

/// "redirect=…"; other names mean nothing and are allowed. Nothing when it is no modifier.
std::optional<bool> read_modifier(std::string_view text, SpfRecord& record) {
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string_view::npos || text.find_first_of(":/") < equals) return std::nullopt;
    if (http::to_lower(text.substr(0, equals)) != "redirect") return true;
    const bool first = record.redirect.empty();
    record.redirect = text.substr(equals + 1);
    return first && is_domain(record.redirect);
}

}  // namespace

char SpfRecord::all() const {
    const auto found = std::ranges::find(terms, "all", &SpfTerm::mechanism);
    return found == terms.end() ? '\0' : found->qualifier;
}

bool is_spf(std::string_view text) {
    return http::same_ignoring_case(text.substr(0, version.size()), version) &&
           (text.size() == version.size() || text[version.size()] == ' ');
}

SpfRecord read_spf(std::string_view text) {
    SpfRecord record;
    text.remove_prefix(std::min(version.size(), text.size()));
    while (!text.empty() && record.broken.empty()) {
        const std::string_view part = text::take_until(text, ' ');
        if (part.empty()) continue;
        SpfTerm term;
        const auto modifier = read_modifier(part, record);
        const bool good = modifier ? *modifier : read_term(part, term);
        if (!good) record.broken = part;
        if (good && !modifier) record.terms.push_back(std::move(term));
    }
    return record;
}

bool within(const std::string& address, const std::string& network, int bits) {
    Bytes left{};
    Bytes right{};
    const std::size_t size = read_address(address, left);
    if (size == 0 || size != read_address(network, right) || bits < 0 || bits > static_cast<int>(size) * 8)
        return false;
    const auto whole = static_cast<std::size_t>(bits) / 8;
    const int rest = bits % 8;
    return std::memcmp(left.data(), right.data(), whole) == 0 &&
           (rest == 0 || (left[whole] ^ right[whole]) >> (8 - rest) == 0);
}

}  // namespace daymark::deliverability
