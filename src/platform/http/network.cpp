// Addresses by inet_pton.
#include "platform/http/network.h"

#include "platform/text/number.h"
#include "platform/text/trim.h"

#include <algorithm>

#include <arpa/inet.h>

namespace daymark::http {
namespace {

using Address = std::array<unsigned char, 16>;
constexpr unsigned mapped_bits = 96;  // of the prefix before an IPv4 address

std::optional<Address> address_of(std::string_view text) {
    const std::string name(text);
    Address address{};
    if (::inet_pton(AF_INET6, name.c_str(), address.data()) == 1) return address;
    address[10] = address[11] = 0xff;
    if (::inet_pton(AF_INET, name.c_str(), &address[12]) == 1) return address;
    return std::nullopt;
}

bool bit_of(const Address& address, unsigned bit) { return ((unsigned{address[bit / 8]} >> (7 - bit % 8)) & 1U) != 0; }

bool holds_of(std::span<const Network> networks, std::string_view address) {
    return std::ranges::any_of(networks, [&](const Network& network) { return network.holds(address); });
}

/// The last item of a comma-separated list, which is taken off it.
std::string_view take_last(std::string_view& list) {
    const std::size_t comma = list.rfind(',');
    const std::string_view item = comma == std::string_view::npos ? list : list.substr(comma + 1);
    list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
    return text::trimmed(item, " ");
}

}  // namespace

std::optional<Network> Network::of(std::string_view text) {
    const std::size_t slash = std::min(text.find('/'), text.size());
    const auto first = address_of(text.substr(0, slash));
    if (!first) return std::nullopt;
    Network network;
    network.first_ = *first;
    if (slash < text.size()) {
        const unsigned before = text.find(':') == std::string_view::npos ? mapped_bits : 0;
        const auto bits = text::whole_number<unsigned>(text.substr(slash + 1));
        if (!bits || *bits > 128 - before) return std::nullopt;
        network.bits_ = before + *bits;
    }
    for (unsigned bit = network.bits_; bit < 128; ++bit) {
        if (bit_of(*first, bit)) return std::nullopt;
    }
    return network;
}

bool Network::holds(std::string_view address) const {
    const auto other = address_of(address);
    if (!other) return false;
    for (unsigned bit = 0; bit < bits_; ++bit) {
        if (bit_of(first_, bit) != bit_of(*other, bit)) return false;
    }
    return true;
}

std::string client_address(const Request& request, std::span<const Network> trusted_proxies) {
    std::string client = request.remote_address;
    // Several headers of that name are one list.
    std::string forwarded;
    for (const auto& [name, value] : request.headers) {
        if (name == "x-forwarded-for") forwarded += (forwarded.empty() ? "" : ",") + value;
    }
    for (std::string_view list = forwarded; !list.empty() && holds_of(trusted_proxies, client);) {
        const std::string_view before = take_last(list);
        if (!address_of(before)) break;
        client = before;
    }
    return client;
}

}  // namespace daymark::http
