// Records that say who may send for a domain (RFC 7208), read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace daymark::deliverability {

struct SpfTerm {
    char qualifier = '+';
    std::string mechanism;  // "include", in lower case
    std::string value;      // a domain or an address; "" for the record's own domain
    int bits4 = 32, bits6 = 128;

    /// Whether only the receiver of a mail can tell what it stands for.
    [[nodiscard]] bool has_macro() const { return value.find('%') != std::string::npos; }
};

struct SpfRecord {
    std::vector<SpfTerm> terms;
    std::string redirect;
    std::string broken;  // the first part that is none; "" when all are

    /// What becomes of addresses that no other term names: '+', '-', '~', '?', or '\0' when it says nothing.
    [[nodiscard]] char all() const;
};

/// Whether a TXT record is one of those.
[[nodiscard]] bool is_spf(std::string_view text);
[[nodiscard]] SpfRecord read_spf(std::string_view text);

/// Whether the first `bits` bits of both are the same. False for what are no two addresses of one kind.
[[nodiscard]] bool within(const std::string& address, const std::string& network, int bits);

}  // namespace daymark::deliverability
