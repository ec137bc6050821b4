#include "platform/net/address_guard.h"

#include <gtest/gtest.h>

#include <string>

namespace daymark::net {
namespace {

AddressGuard allowing(std::initializer_list<const char*> networks) {
    std::vector<http::Network> allowed;
    for (const char* network : networks) allowed.push_back(http::Network::of(network).value());
    return AddressGuard(allowed);
}

TEST(AddressGuard, RefusesEachNetworkFromItsFirstToItsLastAddress) {
    struct Range {
        const char *first, *last;
    };
    const AddressGuard guard;
    for (const auto& [first, last] : {
             Range{"0.0.0.0", "0.255.255.255"},
             {"10.0.0.0", "10.255.255.255"},
             {"100.64.0.0", "100.127.255.255"},
             {"127.0.0.0", "127.255.255.255"},
             {"169.254.0.0", "169.254.255.255"},
             {"172.16.0.0", "172.31.255.255"},
             {"192.0.0.0", "192.0.0.255"},
             {"192.0.2.0", "192.0.2.255"},
             {"192.88.99.0", "192.88.99.255"},
             {"192.168.0.0", "192.168.255.255"},
             {"198.18.0.0", "198.19.255.255"},
             {"198.51.100.0", "198.51.100.255"},
             {"203.0.113.0", "203.0.113.255"},
             {"224.0.0.0", "239.255.255.255"},
             {"240.0.0.0", "255.255.255.255"},
             {"::", "::1"},
             {"64:ff9b::", "64:ff9b::ffff:ffff"},
             {"64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff"},
             {"100::", "100::ffff:ffff:ffff:ffff"},
             {"2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff"},
             {"2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"},
             {"2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
             {"3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff"},
             {"5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
             {"fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
             {"fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
             {"fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
             {"ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
         }) {
        EXPECT_FALSE(guard.may_reach(first)) << first;
        EXPECT_FALSE(guard.may_reach(last)) << last;
    }
}

TEST(AddressGuard, LetsThroughWhatLiesBesideThem) {
    const AddressGuard guard;
    for (const char* address : {
             "1.0.0.0",
             "9.255.255.255",
             "11.0.0.0",
             "100.63.255.255",
             "100.128.0.0",
             "126.255.255.255",
             "128.0.0.0",
             "169.253.255.255",
             "169.255.0.0",
             "172.15.255.255",
             "172.32.0.0",
             "192.0.1.0",
             "192.0.3.0",
             "192.88.98.255",
             "192.167.255.255",
             "192.169.0.0",
             "198.17.255.255",
             "198.20.0.0",
             "198.51.99.255",
             "203.0.114.0",
             "223.255.255.255",
             "64:ff9a:ffff::",
             "64:ff9b:0:0:0:1::",
             "64:ff9b:2::",
             "100:0:0:1::",
             "2001:1::",
             "2001:db7:ffff::",
             "2001:db9::",
             "2003::",
             "2606:2800:220:1:248:1893:25c8:1946",
             "3fff:1000::",
             "fbff:ffff::",
         }) {
        EXPECT_TRUE(guard.may_reach(address)) << address;
    }
}

TEST(AddressGuard, JudgesAnAddressWithinAnotherAsItself) {
    const AddressGuard guard;
    for (const char* address :
         {"::ffff:127.0.0.1", "::ffff:7f00:1", "0:0:0:0:0:ffff:127.0.0.1", "::FFFF:10.1.2.3", "::ffff:169.254.169.254",
          "::ffff:0.0.0.0", "::ffff:255.255.255.255", "::127.0.0.1", "::7f00:1", "::10.0.0.1", "::169.254.169.254"}) {
        EXPECT_FALSE(guard.may_reach(address)) << address;
    }
    for (const char* address : {"::ffff:8.8.8.8", "::ffff:808:808", "::8.8.8.8", "::808:808"}) {
        EXPECT_TRUE(guard.may_reach(address)) << address;
    }
}

TEST(AddressGuard, RefusesTranslationOfPublicAddressesToo) {
    const AddressGuard guard;
    for (const char* address : {"64:ff9b::8.8.8.8", "64:ff9b:1::8.8.8.8", "2002:808:808::1", "2001::808:808"}) {
        EXPECT_FALSE(guard.may_reach(address)) << address;
    }
}

TEST(AddressGuard, WhatIsNoAddressIsNotReached) {
    const AddressGuard all = allowing({"::/0"});
    EXPECT_TRUE(all.may_reach("127.0.0.1"));
    for (const std::string_view text : {"",
                                        " ",
                                        "localhost",
                                        "example.com",
                                        "8.8.8",
                                        "8.8.8.8.",
                                        "8.8.8.8 ",
                                        " 8.8.8.8",
                                        "8.8.8.8:80",
                                        "8.8.8.256",
                                        "08.8.8.8",
                                        "0x8.8.8.8",
                                        "134744072",
                                        "8.8.8.8/32",
                                        "[::1]",
                                        "2606:2800::1%eth0",
                                        "2606:2800::1%1",
                                        "2606:2800:",
                                        ":",
                                        "::ffff:8.8.8",
                                        "::g",
                                        "1:2:3:4:5:6:7:8:9"}) {
        EXPECT_FALSE(all.may_reach(text)) << text;
    }
    using namespace std::string_view_literals;
    EXPECT_FALSE(all.may_reach("8.8.8.8\0"sv));
    EXPECT_FALSE(all.may_reach("8.8.8.8\0.evil"sv));
    EXPECT_FALSE(all.may_reach("\0"sv));
    EXPECT_FALSE(all.may_reach(std::string(100'000, '1')));
}

TEST(AddressGuard, WhatTheOperatorAllowsIsReachedInAllItsForms) {
    const AddressGuard guard = allowing({"10.1.0.0/16", "::1", "fd00:1::/32", "64:ff9b::/96"});
    for (const char* address : {"10.1.0.0", "10.1.255.255", "::ffff:10.1.2.3", "::10.1.2.3", "::1", "fd00:1::5",
                                "64:ff9b::8.8.8.8", "8.8.8.8"}) {
        EXPECT_TRUE(guard.may_reach(address)) << address;
    }
    for (const char* address : {"10.2.0.0", "10.0.255.255", "::ffff:10.2.0.0", "127.0.0.1", "::", "fd00:2::5"}) {
        EXPECT_FALSE(guard.may_reach(address)) << address;
    }
}

TEST(AddressGuard, RefusesWhatIsOursUnlessItIsAllowed) {
    const auto is_ours = [](const std::string& address) {
        return http::Network::of("8.8.8.8")->holds(address) || http::Network::of("2606:2800::7")->holds(address);
    };
    const AddressGuard guard({}, is_ours);
    for (const char* address : {"8.8.8.8", "::ffff:8.8.8.8", "::8.8.8.8", "2606:2800::7", "2606:2800:0::0007"})
        EXPECT_FALSE(guard.may_reach(address)) << address;
    EXPECT_TRUE(guard.may_reach("8.8.8.9"));
    EXPECT_TRUE(guard.may_reach("2606:2800::8"));
    const AddressGuard open({http::Network::of("8.8.8.0/24").value(), http::Network::of("10.0.0.0/8").value()},
                            is_ours);
    EXPECT_TRUE(open.may_reach("8.8.8.8"));
    EXPECT_TRUE(open.may_reach("10.1.2.3"));
    EXPECT_FALSE(open.may_reach("2606:2800::7"));
    EXPECT_FALSE(open.may_reach("127.0.0.1"));
}

TEST(AddressGuard, KnowsThisMachineByItself) {
    const AddressGuard guard;
    for (const std::string& address : own_addresses()) EXPECT_FALSE(guard.may_reach(address)) << address;
}

}  // namespace
}  // namespace daymark::net
