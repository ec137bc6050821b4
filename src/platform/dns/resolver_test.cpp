#include "platform/dns/resolver.h"

#include "platform/dns/answer.h"
#include "support/dns_sink.h"

#include <gtest/gtest.h>

namespace daymark::dns {
namespace {

using namespace std::string_literals;
using test::DnsQuestion;
using test::DnsReply;
using test::DnsSink;
using Strings = std::vector<std::string>;

/// Long enough for a loaded machine, where an answer comes.
constexpr Millis patience = 20 * one_second;
/// Where none will.
constexpr Millis brief = 100;

std::unique_ptr<Resolver> resolver_of(const DnsSink& sink, Millis whole = patience) {
    return make_resolver({.servers = sink.server(), .whole = whole});
}

/// What comes of asking for the TXT records of "example.com".
Answer<std::string> texts_of(DnsSink::Manners manners, Millis whole = patience) {
    DnsSink sink(std::move(manners));
    return resolver_of(sink, whole)->txt("example.com");
}

TEST(Resolver, JoinsThePartsOfATextAndKeepsItsBytes) {
    const std::string odd = "a\0\n\xff\"\\\x1b[31m"s;
    const std::string text(1'000, 'k');
    const auto answer = texts_of([&](const DnsQuestion& q) {
        return DnsReply(q).txt("example.com", text).txt("EXAMPLE.com", odd).txt("example.com", "").bytes();
    });
    EXPECT_EQ(answer.outcome, Outcome::Found);
    EXPECT_EQ(answer.records, (Strings{text, odd, ""}));
}

TEST(Resolver, SortsExchangesByPreference) {
    DnsSink sink([](const DnsQuestion& q) {
        return DnsReply(q)
            .mx("example.com", 256, "Last.example.com")
            .mx("example.com", 5, "first.example.com")
            .mx("example.com", 5, ".")
            .bytes();
    });
    const auto answer = resolver_of(sink)->mx("example.com");
    EXPECT_EQ(answer.records, (std::vector<Exchange>{{5, "first.example.com"}, {5, "."}, {256, "last.example.com"}}));
    EXPECT_EQ(sink.asked(), Strings{"MX example.com"});
}

TEST(Resolver, GivesAddressesOfBothKinds) {
    DnsSink sink([](const DnsQuestion& q) {
        DnsReply reply(q, q.name == "none.example" || q.name == "half.example" ? 3 : 0);
        if (q.type == 1 && q.name == "both.example") reply.a(q.name, "192.0.2.7").a(q.name, "192.0.2.8");
        if (q.type == 28 && q.name != "none.example") return DnsReply(q).aaaa(q.name, "2001:db8::7").bytes();
        return reply.bytes();
    });
    const auto resolver = resolver_of(sink);
    EXPECT_EQ(resolver->addresses("both.example").records, (Strings{"192.0.2.7", "192.0.2.8", "2001:db8::7"}));
    EXPECT_EQ(resolver->addresses("half.example").records, Strings{"2001:db8::7"});
    EXPECT_EQ(resolver->addresses("none.example").outcome, Outcome::Missing);
}

TEST(Resolver, DoesNotTakeTroubleWithOneKindOfAddressForNone) {
    DnsSink sink([](const DnsQuestion& q) {
        const bool works = (q.type == 1) == (q.name == "works.example");
        if (!works) return DnsReply(q, 2).bytes();
        return q.name == "works.example" ? DnsReply(q).a(q.name, "192.0.2.7").bytes() : DnsReply(q).bytes();
    });
    const auto resolver = resolver_of(sink);
    EXPECT_EQ(resolver->addresses("works.example").records, Strings{"192.0.2.7"});
    EXPECT_EQ(resolver->addresses("empty.example").outcome, Outcome::Failed);
}

TEST(Resolver, FindsNamesOfAddresses) {
    DnsSink sink([](const DnsQuestion& q) { return DnsReply(q).pointer(q.name, "mail.example.com").bytes(); });
    const auto resolver = resolver_of(sink);
    EXPECT_EQ(resolver->ptr("192.0.2.7").records, Strings{"mail.example.com"});
    EXPECT_EQ(resolver->ptr("2001:db8::567:89ab").records, Strings{"mail.example.com"});
    EXPECT_EQ(sink.asked(), (Strings{"PTR 7.2.0.192.in-addr.arpa",
                                     "PTR b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0."
                                     "0.8.b.d.0.1.0.0.2.ip6.arpa"}));
    for (const std::string& bad : {""s, "mail.example.com"s, "192.0.2"s, "192.0.2.7\0"s})
        EXPECT_EQ(resolver->ptr(bad).outcome, Outcome::Failed);
    EXPECT_EQ(sink.asked().size(), 2U);
}

TEST(Resolver, TellsWhatIsMissingFromWhatFailed) {
    const auto saying = [](int code) {
        return texts_of([code](const DnsQuestion& q) { return DnsReply(q, code).bytes(); }).outcome;
    };
    EXPECT_EQ(saying(0), Outcome::Missing) << "no such record";
    EXPECT_EQ(saying(3), Outcome::Missing) << "no such name";
    EXPECT_EQ(saying(2), Outcome::Failed) << "the server failed";
    EXPECT_EQ(saying(5), Outcome::Failed) << "the server refused";
    EXPECT_EQ(saying(1), Outcome::Failed) << "the server did not understand";
}

TEST(Resolver, DoesNotWaitForEver) {
    EXPECT_EQ(texts_of([](const DnsQuestion&) { return std::nullopt; }, brief).outcome, Outcome::TimedOut);
    std::stop_source called_off;
    called_off.request_stop();
    DnsSink silent([](const DnsQuestion&) { return std::nullopt; });
    const auto resolver = make_resolver({.servers = silent.server(), .whole = one_day, .stop = called_off.get_token()});
    EXPECT_EQ(resolver->txt("example.com").outcome, Outcome::TimedOut);
}

TEST(Resolver, AsksByTcpForWhatIsCutShort) {
    const std::string text(9'000, 'x');
    DnsSink sink([&](const DnsQuestion& q) {
        if (!q.tcp) return DnsReply(q).txt(q.name, "a part").cut_short().bytes();
        return DnsReply(q).txt(q.name, text).bytes();
    });
    EXPECT_EQ(resolver_of(sink)->txt("example.com").records, Strings{text});
    EXPECT_EQ(sink.asked(), (Strings{"TXT example.com", "TXT example.com tcp"}));
}

TEST(Resolver, TakesNoMoreThanAnybodyMeans) {
    const auto many = [](int count) {
        return texts_of([=](const DnsQuestion& q) {
            DnsReply reply(q);
            if (!q.tcp) return reply.cut_short().bytes();
            reply.alias(q.name, "e");
            for (int i = 0; i < count; ++i) reply.txt("e", "");
            return reply.bytes();
        });
    };
    EXPECT_EQ(many(100).records.size(), 100U);
    EXPECT_EQ(many(101).outcome, Outcome::TooMany);
    EXPECT_EQ(many(4'600).outcome, Outcome::TooMany) << "as many as a message holds";
    const auto whole = texts_of([](const DnsQuestion& q) {
        return q.tcp ? DnsReply(q).txt(q.name, std::string(65'000, 'x')).bytes() : DnsReply(q).cut_short().bytes();
    });
    EXPECT_EQ(whole.records.at(0).size(), 65'000U);
}

TEST(Resolver, FollowsAliasesButNotInCircles) {
    const auto chain = [](int length, bool circle) {
        return texts_of([=](const DnsQuestion& q) {
            DnsReply reply(q);
            reply.alias("Example.com", "a0");
            for (int i = 0; i < length; ++i) reply.alias("a" + std::to_string(i), "a" + std::to_string(i + 1));
            const std::string last = "a" + std::to_string(length);
            if (circle) return reply.alias(last, "example.COM").bytes();
            return reply.txt(last, "there").bytes();
        });
    };
    EXPECT_EQ(chain(3, false).records, Strings{"there"});
    EXPECT_EQ(chain(3, true).outcome, Outcome::Failed);
    EXPECT_EQ(chain(20, false).outcome, Outcome::Failed);
    EXPECT_EQ(texts_of([](const DnsQuestion& q) { return DnsReply(q).alias(q.name, q.name).bytes(); }).outcome,
              Outcome::Failed);
}

TEST(Resolver, TakesNothingForWhatItIsNot) {
    const auto other = texts_of([](const DnsQuestion& q) {
        return DnsReply(q).txt("other.example", "no").txt("sub.example.com", "no").a(q.name, "192.0.2.7").bytes();
    });
    EXPECT_EQ(other.outcome, Outcome::Missing);
    const auto wrong_number = texts_of(
        [](const DnsQuestion& q) {
            DnsQuestion forged = q;
            forged.head[0] = static_cast<char>(forged.head[0] ^ 1);
            return DnsReply(forged).txt(q.name, "forged").bytes();
        },
        brief);
    EXPECT_EQ(wrong_number.outcome, Outcome::TimedOut);
    const auto wrong_question = texts_of(
        [](const DnsQuestion& q) {
            DnsQuestion forged = q;
            forged.section = DnsReply::wire("example.org") + q.section.substr(q.section.size() - 4);
            return DnsReply(forged).txt(q.name, "forged").bytes();
        },
        brief);
    EXPECT_EQ(wrong_question.outcome, Outcome::TimedOut);
}

TEST(Resolver, SurvivesBrokenMessages) {
    const std::vector<std::function<std::string(const DnsQuestion&)>> broken = {
        [](const DnsQuestion& q) { return DnsReply(q).txt(q.name, "cut").bytes().substr(0, 40); },
        [](const DnsQuestion& q) { return DnsReply(q).txt(q.name, "one").claim(2).bytes(); },
        [](const DnsQuestion& q) { return DnsReply(q).claim(65'535).bytes(); },
        [](const DnsQuestion& q) {
            return DnsReply(q)
                .record(q.name, 16,
                        "\xff"
                        "short")
                .bytes();
        },
        [](const DnsQuestion& q) { return DnsReply(q).record(q.name, 5, "\xc0\x0c\xc0").bytes(); },
        [](const DnsQuestion& q) { return DnsReply(q).record(q.name, 5, "\x3f").bytes(); },
        [](const DnsQuestion& q) { return DnsReply(q).record(q.name, 5, "\xc0\xff").bytes(); },
        [](const DnsQuestion& q) { return DnsReply(q).record(q.name, 5, "").bytes(); },
    };
    for (std::size_t i = 0; i < broken.size(); ++i) {
        const auto answer = texts_of([&](const DnsQuestion& q) { return broken[i](q); }, one_second);
        EXPECT_NE(answer.outcome, Outcome::Found) << i;
        EXPECT_NE(answer.outcome, Outcome::Missing) << i;
        EXPECT_TRUE(answer.records.empty()) << i;
    }
    const auto texts = texts_of([](const DnsQuestion& q) { return DnsReply(q).record(q.name, 16, "").bytes(); });
    EXPECT_EQ(texts.records, Strings{""});
}

TEST(Resolver, SurvivesBrokenRecordsOfOtherTypes) {
    DnsSink sink(
        [](const DnsQuestion& q) { return DnsReply(q).record(q.name, q.type, q.type == 1 ? "abc" : "\x01").bytes(); });
    const auto resolver = resolver_of(sink);
    EXPECT_EQ(resolver->addresses("example.com").outcome, Outcome::Failed);
    EXPECT_EQ(resolver->mx("example.com").outcome, Outcome::Failed);
    EXPECT_EQ(resolver->ptr("192.0.2.7").outcome, Outcome::Failed);
}

TEST(Resolver, SurvivesMessagesThatAreCutAnywhere) {
    const DnsQuestion question{"ab", DnsReply::wire("example.com") + "\0\x10\0\x01"s, "example.com", 16};
    const std::string whole =
        DnsReply(question).alias("example.com", "e").txt("e", "x").mx("e", 1, "m").a("e", "192.0.2.7").bytes();
    EXPECT_EQ(read_texts(whole, "example.com").records, Strings{"x"});
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_EQ(read_texts(whole.substr(0, size), "example.com").outcome, Outcome::Failed) << size;
        std::string other = whole;
        for (const char c : {'\0', '\x01', '\x3f', '\xc0', '\xff'}) {
            other[size] = c;
            (void)read_texts(other, "example.com");
            (void)read_exchanges(other, "example.com");
            (void)read_addresses(other, "example.com", Type::A);
            (void)read_names(other, "example.com");
        }
    }
}

TEST(Resolver, AsksForNoNamesThatAreNone) {
    DnsSink sink([](const DnsQuestion& q) { return DnsReply(q).txt(q.name, "there").bytes(); });
    const auto resolver = resolver_of(sink);
    for (const std::string& name :
         {""s, "a..b"s, ".a"s, std::string(64, 'a') + ".example", std::string(254, 'a'), "a\0.example"s}) {
        EXPECT_EQ(resolver->txt(name).outcome, Outcome::Failed) << name;
    }
    EXPECT_EQ(sink.asked(), Strings{});
    EXPECT_EQ(resolver->txt("_dmarc.example.com").records, Strings{"there"});
}

TEST(Resolver, GoesOnToTheNextServer) {
    DnsSink broken([](const DnsQuestion& q) { return DnsReply(q, 2).bytes(); });
    DnsSink good([](const DnsQuestion& q) { return DnsReply(q).txt(q.name, "there").bytes(); });
    const auto resolver = make_resolver({.servers = broken.server() + "," + good.server(), .whole = patience});
    EXPECT_EQ(resolver->txt("example.com").records, Strings{"there"});
}

TEST(Resolver, AsksTheServersThatItWasGiven) {
    DnsSink sink([](const DnsQuestion& q) { return DnsReply(q).txt(q.name, "there").bytes(); });
    const std::string port = sink.server().substr(sink.server().find(':'));
    for (const std::string& server : {"127.0.0.1" + port, "[::ffff:127.0.0.1]" + port}) {
        ASSERT_TRUE(are_servers(server));
        EXPECT_EQ(make_resolver({.servers = server, .whole = patience})->txt("example.com").records, Strings{"there"});
    }
    EXPECT_EQ(make_resolver({.servers = "dns.example.com", .whole = patience})->txt("example.com").outcome,
              Outcome::Failed);
}

TEST(NameServers, AreAddressesWithOrWithoutAPort) {
    for (const char* good : {"192.0.2.53", "192.0.2.53:5353", "2001:db8::53", "[2001:db8::53]", "[2001:db8::53]:5353",
                             "192.0.2.53,[::1]:53"}) {
        EXPECT_TRUE(are_servers(good)) << good;
    }
    for (const char* bad : {"", ",", "192.0.2.53,", ",192.0.2.53", "dns.example.com", "192.0.2",
                            "192.0.2.53:", "192.0.2.53:0", "192.0.2.53:65536", "192.0.2.53:x", "[192.0.2.53]",
                            "[2001:db8::53", "[2001:db8::53]x", "[2001:db8::53]:", "192.0.2.53 ", "[]:53", ":53"}) {
        EXPECT_FALSE(are_servers(bad)) << bad;
    }
}

}  // namespace
}  // namespace daymark::dns
