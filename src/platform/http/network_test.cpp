#include "platform/http/network.h"

#include <gtest/gtest.h>

#include <vector>

namespace daymark::http {
namespace {

bool holds(std::string_view network, std::string_view address) { return Network::of(network).value().holds(address); }

TEST(Networks, HoldTheirAddresses) {
    EXPECT_TRUE(holds("10.0.0.0/8", "10.255.0.1"));
    EXPECT_FALSE(holds("10.0.0.0/8", "11.0.0.1"));
    EXPECT_TRUE(holds("192.0.2.7", "192.0.2.7"));
    EXPECT_FALSE(holds("192.0.2.7", "192.0.2.8"));
    EXPECT_TRUE(holds("192.0.2.128/25", "192.0.2.200"));
    EXPECT_FALSE(holds("192.0.2.128/25", "192.0.2.100"));
    EXPECT_TRUE(holds("2001:db8::/33", "2001:db8:7fff::1"));
    EXPECT_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
    EXPECT_TRUE(holds("0.0.0.0/0", "203.0.113.9"));
    EXPECT_FALSE(holds("0.0.0.0/0", "2001:db8::1")) << "every IPv4 address, and no other";
    EXPECT_TRUE(holds("::/0", "203.0.113.9"));
    EXPECT_TRUE(holds("10.0.0.0/8", "::ffff:10.1.2.3")) << "the same address in its other form";
    for (const char* none : {"", "10", "10.0.0.1/8x", "localhost", "10.0.0.1 "}) {
        EXPECT_FALSE(holds("0.0.0.0/0", none)) << none;
    }
}

TEST(Networks, AreReadStrictly) {
    for (const char* none : {"", "/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.1/8", "2001:db8::/129",
                             "2001:db8::1/32", "example.com", "10.0.0.0/8/8"}) {
        EXPECT_FALSE(Network::of(none)) << none;
    }
}

std::string client(const std::string& peer, const std::vector<std::string>& forwarded) {
    const std::vector<Network> trusted{*Network::of("127.0.0.1"), *Network::of("10.0.0.0/8")};
    Request request;
    request.remote_address = peer;
    for (const std::string& value : forwarded) request.headers.emplace_back("x-forwarded-for", value);
    return client_address(request, trusted);
}

TEST(ClientAddresses, ComeFromTrustedProxiesOnly) {
    EXPECT_EQ(client("127.0.0.1", {"203.0.113.9"}), "203.0.113.9");
    EXPECT_EQ(client("198.51.100.1", {"203.0.113.9"}), "198.51.100.1") << "anybody can write that";
    EXPECT_EQ(client("127.0.0.1", {}), "127.0.0.1");
    EXPECT_EQ(client("127.0.0.1", {"6.6.6.6, 203.0.113.9"}), "203.0.113.9") << "the client wrote the first";
    EXPECT_EQ(client("127.0.0.1", {"6.6.6.6, 203.0.113.9, 10.1.1.1"}), "203.0.113.9") << "two proxies of ours";
    EXPECT_EQ(client("127.0.0.1", {"6.6.6.6", "203.0.113.9"}), "203.0.113.9");
    EXPECT_EQ(client("127.0.0.1", {"10.1.1.1, 10.1.1.2"}), "10.1.1.1");
    for (const char* odd : {"unknown", "203.0.113.9:80", "203.0.113.9\n", ",", ""}) {
        EXPECT_EQ(client("127.0.0.1", {odd}), "127.0.0.1") << odd;
    }
    EXPECT_EQ(client("127.0.0.1", {"2001:db8::9"}), "2001:db8::9");
}

}  // namespace
}  // namespace daymark::http
