#include "deliverability/spf_survey.h"
#include "support/fake_dns.h"

#include <gtest/gtest.h>

namespace daymark::deliverability {
namespace {

using test::FakeDns;
using Strings = std::vector<std::string>;
using dns::Outcome;

std::string broken_part(const std::string& terms) { return read_spf("v=spf1 " + terms).broken; }

TEST(SpfRecords, AreKnownByTheirVersion) {
    for (const char* good : {"v=spf1", "v=spf1 ", "v=spf1 -all", "V=SPF1 -all"}) EXPECT_TRUE(is_spf(good)) << good;
    for (const char* bad : {"", "v=spf", "v=spf10", "v=spf1-all", " v=spf1", "spf1", "v=DMARC1", "v=spf1\t-all"})
        EXPECT_FALSE(is_spf(bad)) << bad;
}

TEST(SpfRecords, AreReadByTheirGrammar) {
    for (const char* good : {"",
                             "-all",
                             "ALL",
                             "?all ~ALL",
                             "a",
                             "a:example.com",
                             "a/24",
                             "a//64",
                             "a/24//64",
                             "a:example.com/24//64",
                             "A:%{d}.example.com/24",
                             "mx",
                             "mx:example.com",
                             "mx//0",
                             "ptr",
                             "ptr:example.com",
                             "ip4:192.0.2.7",
                             "ip4:192.0.2.7/24",
                             "ip4:192.0.2.0/0",
                             "ip6:2001:db8::1",
                             "ip6:2001:db8::/32",
                             "ip6:::ffff:192.0.2.1/128",
                             "+include:example.com",
                             "exists:%{ir}.%{l1r-}._spf.%{d}",
                             "exists:%{i/}.example.com",
                             "include:a%%b%_c%-d",
                             "redirect=example.com",
                             "exp=explain.example.com",
                             "unknown=anything:at/all -all",
                             "a  b=c   mx"}) {
        EXPECT_EQ(broken_part(good), "") << good;
    }
    for (const char* bad : {"all:example.com",
                            "-",
                            "a:",
                            "a/",
                            "a/33",
                            "a/-1",
                            "a/024",
                            "a//129",
                            "a/24/64",
                            "a:example.com/x",
                            "mx:a b:",
                            "ip4",
                            "ip4:",
                            "ip4:192.0.2",
                            "ip4:192.0.2.7/33",
                            "ip4:2001:db8::1",
                            "ip4:example.com",
                            "ip6:192.0.2.7",
                            "ip6:2001:db8::/129",
                            "include",
                            "include:",
                            "include:%",
                            "include:%{",
                            "include:%{}",
                            "include:%{z}",
                            "include:%x",
                            "exists",
                            "ptr:",
                            "redirect=",
                            "redirect=a redirect=b",
                            "mail.example.com",
                            "192.0.2.7",
                            "=x",
                            "ipv4:192.0.2.7",
                            "a\tmx",
                            "incl\xc3\xbc"
                            "de:a"}) {
        EXPECT_NE(broken_part(bad), "") << bad;
    }
    EXPECT_EQ(broken_part("a mxx b"), "mxx") << "the first";
}

TEST(SpfRecords, SayWhatBecomesOfOthers) {
    EXPECT_EQ(read_spf("v=spf1 a").all(), '\0');
    EXPECT_EQ(read_spf("v=spf1 all").all(), '+');
    EXPECT_EQ(read_spf("v=spf1 ~all -all").all(), '~');
}

TEST(Networks, HoldAddressesOfTheirKind) {
    EXPECT_TRUE(within("192.0.2.7", "192.0.2.200", 24));
    EXPECT_FALSE(within("192.0.2.7", "192.0.2.200", 25));
    EXPECT_TRUE(within("192.0.2.7", "203.0.113.9", 0));
    EXPECT_TRUE(within("192.0.2.7", "192.0.2.7", 32));
    EXPECT_FALSE(within("192.0.2.7", "192.0.2.6", 32));
    EXPECT_TRUE(within("2001:db8::1", "2001:db8::", 127));
    EXPECT_FALSE(within("2001:db8::1", "2001:db8::", 128));
    EXPECT_FALSE(within("192.0.2.7", "::", 0));
    EXPECT_FALSE(within("192.0.2.7", "192.0.2.7", 33));
    EXPECT_FALSE(within("example.com", "example.com", 0));
}

class SpfSurveys : public testing::Test {
protected:
    SpfSurvey walked(const std::string& record, const Strings& addresses = {"192.0.2.7", "2001:db8::7"}) {
        return survey(dns, "example.com", read_spf(record), addresses);
    }
    /// What each address is named with: "+", "-" …; "." for none.
    std::string results(const std::string& record) {
        const SpfSurvey found = walked(record);
        std::string text;
        for (const char* address : {"192.0.2.7", "2001:db8::7"})
            text += found.results.contains(address) ? found.results.at(address) : '.';
        return text;
    }
    FakeDns dns;
};

TEST_F(SpfSurveys, FindWhatNamesAnAddress) {
    dns.hosts["example.com"] = {"192.0.2.7", "2001:db8::9"};
    dns.hosts["mail.example.com"] = {"2001:db8::7"};
    dns.exchanges["example.com"] = {{10, "mail.example.com"}};
    EXPECT_EQ(results("v=spf1 a -all"), "+.");
    EXPECT_EQ(results("v=spf1 mx -all"), ".+");
    EXPECT_EQ(results("v=spf1 a mx -all"), "++");
    EXPECT_EQ(results("v=spf1 a:mail.example.com -all"), ".+");
    EXPECT_EQ(results("v=spf1 a//124 -all"), "++");
    EXPECT_EQ(results("v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all"), "++");
    EXPECT_EQ(results("v=spf1 -ip4:192.0.2.7 ip4:192.0.2.0/24 ?ip6:2001:db8::7 -all"), "-?") << "the first decides";
    EXPECT_EQ(results("v=spf1 -all ip4:192.0.2.7"), "..") << "nothing behind it counts";
    EXPECT_EQ(results("v=spf1 +all"), "++");
}

TEST_F(SpfSurveys, IncludeWhatPassesElsewhere) {
    dns.texts["one.example"] = {"other", "v=spf1 ip4:192.0.2.7 -ip6:2001:db8::7 -all"};
    dns.texts["all.example"] = {"v=spf1 all"};
    EXPECT_EQ(results("v=spf1 include:one.example ~all"), "+.");
    EXPECT_EQ(results("v=spf1 ?include:one.example ip4:192.0.2.7 ~all"), "?.");
    EXPECT_EQ(results("v=spf1 include:all.example ~all"), "++");
    dns.texts["half.example"] = {"v=spf1 ~ip4:192.0.2.7 ?ip6:2001:db8::7 -all"};
    EXPECT_EQ(results("v=spf1 include:half.example ~all"), "..") << "only what passes";
    EXPECT_EQ(walked("v=spf1 include:one.example").all, '\0') << "an all that is included decides on nothing";
    EXPECT_EQ(results("v=spf1 redirect=one.example"), "+-");
    EXPECT_EQ(walked("v=spf1 redirect=one.example").all, '-');
    EXPECT_EQ(results("v=spf1 redirect=one.example ~all"), "..") << "an all goes before";
}

TEST_F(SpfSurveys, CountWhatReceiversLookUp) {
    dns.texts["one.example"] = {"v=spf1 a mx include:two.example -all"};
    dns.texts["two.example"] = {"v=spf1 ip4:192.0.2.1 exists:e.example ptr -all"};
    EXPECT_EQ(walked("v=spf1 include:one.example a:x.example redirect=two.example").lookups, 10);
    EXPECT_EQ(walked("v=spf1 include:one.example a:x.example redirect=two.example").broken, "");
    EXPECT_EQ(walked("v=spf1 include:one.example a:x.example mx redirect=two.example").broken,
              "it makes receivers look up more than ten names");
}

TEST_F(SpfSurveys, EndInLoops) {
    dns.texts["loop.example"] = {"v=spf1 include:loop.example include:loop.example -all"};
    dns.texts["ring.example"] = {"v=spf1 redirect=ring.example"};
    EXPECT_EQ(walked("v=spf1 include:loop.example -all").broken, "it makes receivers look up more than ten names");
    EXPECT_EQ(walked("v=spf1 redirect=ring.example").broken, "it makes receivers look up more than ten names");
    EXPECT_LE(dns.asked.size(), 20U);
    std::string wide = "v=spf1";
    for (int i = 0; i < 5'000; ++i) wide += " a:h" + std::to_string(i) + ".example";
    EXPECT_NE(walked(wide).broken, "");
    EXPECT_LE(dns.asked.size(), 30U);
}

TEST_F(SpfSurveys, AreBrokenByWhatTheyInclude) {
    dns.texts["two.example"] = {"v=spf1 -all", "v=spf1 ~all"};
    dns.texts["odd.example"] = {"v=spf1 mxx -all"};
    EXPECT_EQ(walked("v=spf1 include:none.example").broken, "none.example has no SPF record");
    EXPECT_EQ(walked("v=spf1 include:two.example").broken, "two.example has more than one SPF record");
    EXPECT_EQ(walked("v=spf1 redirect=odd.example").broken, "\"mxx\" in the record of odd.example is not understood");
    dns.outcomes["TXT many.example"] = Outcome::TooMany;
    EXPECT_EQ(walked("v=spf1 include:many.example").broken, "many.example has more TXT records than anybody reads");
}

TEST_F(SpfSurveys, SayWhatTheyCouldNotFollow) {
    EXPECT_TRUE(walked("v=spf1 ip4:192.0.2.7 -all").whole);
    dns.outcomes["TXT silent.example"] = Outcome::TimedOut;
    dns.outcomes["A silent.example"] = Outcome::Failed;
    dns.outcomes["MX silent.example"] = Outcome::TimedOut;
    for (const char* record :
         {"v=spf1 include:silent.example -all", "v=spf1 a:silent.example -all", "v=spf1 mx:silent.example -all",
          "v=spf1 include:%{i}.example -all", "v=spf1 a:%{h} -all", "v=spf1 exists:%{i}.example -all",
          "v=spf1 ptr -all", "v=spf1 redirect=%{d2}.example", "v=spf1 redirect=silent.example"}) {
        EXPECT_FALSE(walked(record).whole) << record;
        EXPECT_EQ(walked(record).broken, "") << record;
    }
    for (const std::string& question : dns.asked) EXPECT_EQ(question.find('%'), std::string::npos) << question;
}

}  // namespace
}  // namespace daymark::deliverability
