#include "platform/net/named_hosts.h"

#include "platform/net/own_addresses.h"
#include "support/dns_sink.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace daymark::net {
namespace {

using test::DnsQuestion;
using test::DnsReply;
using test::DnsSink;

TEST(OwnAddresses, HoldTheLoopbackInAllItsForms) {
    const auto own = own_addresses();
    EXPECT_NE(std::ranges::find(own, "127.0.0.1"), own.end());
    for (const std::string& address : own) EXPECT_TRUE(is_own_address(address)) << address;
    EXPECT_TRUE(is_own_address("::ffff:127.0.0.1"));
    for (const char* other : {"192.0.2.7", "2001:db8::7", "", "localhost", "0.0.0.0"})
        EXPECT_FALSE(is_own_address(other)) << other;
}

/// Waits for the thread that looks names up.
bool comes_to_have(const NamedHosts& hosts, const std::string& address) {
    for (int i = 0; i < 2'000; ++i) {
        if (hosts.have(address)) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

TEST(NamedHosts, AreFoundByTheDns) {
    DnsSink sink([](const DnsQuestion& q) {
        if (q.name != "db.example.com") return DnsReply(q, 3).bytes();
        return q.type == 1 ? DnsReply(q).a(q.name, "198.51.100.7").bytes()
                           : DnsReply(q).aaaa(q.name, "2001:db8::7").bytes();
    });
    const NamedHosts hosts({"gone.example.com", "db.example.com"}, sink.server());
    EXPECT_TRUE(comes_to_have(hosts, "198.51.100.7"));
    EXPECT_TRUE(hosts.have("::ffff:198.51.100.7"));
    EXPECT_TRUE(hosts.have("2001:db8::7"));
    EXPECT_FALSE(hosts.have("198.51.100.8"));
}

TEST(NamedHosts, ThatAreAddressesOrSocketsNeedNoDns) {
    DnsSink sink([](const DnsQuestion&) { return std::nullopt; });
    const NamedHosts hosts({"198.51.100.7", "2001:db8::7", "/run/postgresql", "@socket", ""}, sink.server());
    EXPECT_TRUE(hosts.have("198.51.100.7"));
    EXPECT_TRUE(hosts.have("2001:db8::7"));
    EXPECT_FALSE(hosts.have("198.51.100.8"));
    EXPECT_TRUE(sink.asked().empty());
}

TEST(NamedHosts, GoAtOnceAlthoughTheDnsIsSilent) {
    DnsSink sink([](const DnsQuestion&) { return std::nullopt; });
    const NamedHosts hosts({"db.example.com"}, sink.server());
    EXPECT_FALSE(hosts.have("198.51.100.7"));
}

}  // namespace
}  // namespace daymark::net
