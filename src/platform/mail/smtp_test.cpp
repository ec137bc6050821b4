#include "platform/mail/smtp.h"

#include "support/mail_client.h"

#include <cstdlib>
#include <map>
#include <set>
#include <stdexcept>

namespace daymark::mail {
namespace {

TEST(Smtp, HandsOverAMail) {
    SmtpSink sink;
    SmtpClient client(options_for(sink));
    const SmtpAnswer answer = give(client);
    EXPECT_EQ(answer.fault, Fault::None);
    EXPECT_EQ(answer.code, 250);
    EXPECT_EQ(answer.text, "250 2.0.0 taken");
    EXPECT_FALSE(answer.sent);
    const auto mails = sink.mails();
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_EQ(mails[0].from, "<bounces@example.com>");
    EXPECT_EQ(mails[0].to, "<kim@example.org>");
    EXPECT_EQ(mails[0].bytes, letter().bytes);
    EXPECT_EQ(mails[0].greeting, "EHLO status.example.com");
}

TEST(Smtp, LeavesEachByteAsItIs) {
    Letter dots = letter();
    dots.bytes += ".\r\n..\r\n.a\r\n...\r\n \r\n.\r\n";
    Letter large = letter();
    // Dots at each place where a buffer could end.
    for (std::size_t i = 0; i < 70'000; ++i) large.bytes += i % 7 == 0 ? "\r\n." : ".";
    large.bytes += "\r\n";
    SmtpSink sink;
    SmtpClient client(options_for(sink));
    for (const Letter& each : {dots, large, dots}) EXPECT_EQ(give(client, each).code, 250);
    const auto mails = sink.mails();
    ASSERT_EQ(mails.size(), 3U);
    EXPECT_EQ(mails[0].bytes, dots.bytes);
    EXPECT_TRUE(mails[1].bytes == large.bytes);
    EXPECT_EQ(mails[2].bytes, dots.bytes);
}

TEST(Smtp, GivesNoMoreInAMinuteThanTheServerWants) {
    SmtpSink sink;
    auto options = options_for(sink, 5);
    options.mails_per_minute = 600;
    const auto begun = std::chrono::steady_clock::now();
    {
        SmtpClient client(options);
        std::vector<std::future<SmtpAnswer>> answers;
        for (int i = 0; i < 6; ++i) answers.push_back(start(client, letter()));
        for (auto& answer : answers) EXPECT_EQ(answer.get().code, 250);
    }
    EXPECT_GE(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(500)) << "a tenth of a second apart";
}

TEST(Smtp, HandsOverManyMailsOnFewConnections) {
    SmtpSink sink;
    SmtpClient client(options_for(sink, 5));
    std::vector<std::future<SmtpAnswer>> answers;
    std::multiset<std::string> expected, came;
    for (int i = 0; i < 200; ++i) {
        const std::string to = "kim" + std::to_string(i) + "@example.org";
        expected.insert("<" + to + ">");
        answers.push_back(start(client, letter(to)));
    }
    for (auto& answer : answers) EXPECT_EQ(answer.get().code, 250);
    for (const auto& mail : sink.mails()) {
        came.insert(mail.to);
        EXPECT_EQ(mail.bytes, letter(mail.to.substr(1, mail.to.size() - 2)).bytes);
    }
    EXPECT_EQ(came, expected);
    EXPECT_LE(sink.connections(), 5U);
}

TEST(Smtp, OpensAnotherConnectionAfterSoManyMails) {
    SmtpSink sink;
    {
        auto options = options_for(sink);
        options.mails_per_connection = 10;
        SmtpClient client(options);
        for (int i = 0; i < 25; ++i) EXPECT_EQ(give(client).code, 250);
        EXPECT_EQ(sink.connections(), 3U);
    }
    EXPECT_TRUE(sink.wait_for_quits(3));
}

TEST(Smtp, DoesNotWaitForFarewells) {
    SmtpSink sink;
    sink.on("QUIT", {"", Then::Hang});
    auto options = options_for(sink);
    options.mails_per_connection = 1;
    options.whole = 10 * one_minute;  // that long it would wait
    SmtpClient client(options);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(give(client).code, 250);
    sink.on("RCPT TO", {"550 no"}, 1);
    EXPECT_EQ(give(client).code, 550);
    EXPECT_EQ(give(client).code, 250);
}

TEST(Smtp, SendsNothingThatCouldBeMoreThanOneAddress) {
    SmtpSink sink;
    SmtpClient client(options_for(sink));
    for (const std::string& bad :
         {std::string(), std::string("kim"), std::string("kim@example.org>\r\nRCPT TO:<eve@evil.test"),
          std::string("kim@example.org\n"), std::string("kim@example.org\r"), std::string("<kim@example.org>"),
          std::string("kim@example.org eve@evil.test"), std::string("kim@example.org\0x", 17),
          std::string("kim@example.org> SIZE=1"), std::string("kim@exa\tmple.org"), std::string("a@b,c@d")}) {
        Letter from = letter(), to = letter();
        from.envelope_from = to.to = bad;
        for (const Letter& each : {from, to}) {
            const SmtpAnswer answer = give(client, each);
            EXPECT_EQ(answer.fault, Fault::Broken) << bad;
            EXPECT_FALSE(answer.sent);
            EXPECT_EQ(answer.code, 0);
        }
    }
    for (const std::string& bad :
         {std::string(), std::string("a: b\n\nc\r\n"), std::string("a: b\r\n\r\nc\n.\nMAIL FROM:<x>\r\n"),
          std::string("a\r.\r\n"), std::string("a\r"), std::string("a\0\r\n", 4)}) {
        Letter mail = letter();
        mail.bytes = bad;
        EXPECT_EQ(give(client, mail).fault, Fault::Broken) << bad;
    }
    EXPECT_EQ(sink.connections(), 0U);
    EXPECT_EQ(give(client).code, 250);
}

TEST(Smtp, NamesHostsInAscii) {
    SmtpSink sink;
    SmtpClient client(options_for(sink));
    EXPECT_EQ(give(client, letter("kim@bücher.example")).code, 250);
    sink.offer("SMTPUTF8");
    SmtpClient other(options_for(sink));
    EXPECT_EQ(give(other, letter("kïm@bücher.example")).code, 250);
    ASSERT_EQ(sink.mails().size(), 2U);
    EXPECT_EQ(sink.mails()[0].to, "<kim@xn--bcher-kva.example>");
    EXPECT_EQ(sink.mails()[1].to, "<kïm@xn--bcher-kva.example>");
    EXPECT_EQ(sink.mails()[1].from, "<bounces@example.com> SMTPUTF8");
}

TEST(Smtp, AsksNoProxy) {
    ::setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
    {
        SmtpSink sink;
        SmtpClient client(options_for(sink));
        EXPECT_EQ(give(client).code, 250);
    }
    ::unsetenv("ALL_PROXY");
}

TEST(Smtp, AnswersAllWhoWaitWhenItEnds) {
    SmtpSink sink;
    sink.on(".", {"", Then::Hang});
    std::vector<std::future<SmtpAnswer>> answers;
    {
        auto options = options_for(sink, 2);
        options.whole = 200;
        SmtpClient client(options);
        for (int i = 0; i < 50; ++i) answers.push_back(start(client, letter()));
    }
    std::map<Fault, int> faults;
    for (auto& answer : answers) ++faults[answer.get().fault];
    EXPECT_LE(faults[Fault::TimedOut], 2);
    EXPECT_EQ(faults[Fault::Unreachable], 50 - faults[Fault::TimedOut]);
}

TEST(Smtp, TakesMailsFromManyThreads) {
    SmtpSink sink;
    SmtpClient client(options_for(sink, 3));
    std::atomic<int> taken = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int k = 0; k < 20; ++k) taken += give(client).code == 250 ? 1 : 0;
            });
        }
    }
    EXPECT_EQ(taken, 80);
    EXPECT_EQ(sink.mails().size(), 80U);
}

TEST(Smtp, IsNotMadeForWhatIsNoServer) {
    SmtpClient::Options options;
    options.url = "http://kim:secret@mail.example.com";
    EXPECT_THROW(SmtpClient{options}, std::runtime_error);
    options.url = "smtp://mail.example.com";
    for (const std::string& name :
         {std::string("a b"), std::string("a\r\nMAIL FROM:<x>"), std::string("a/b"), std::string(256, 'a')}) {
        options.own_name = name;
        EXPECT_THROW(SmtpClient{options}, std::runtime_error) << name;
    }
}

TEST(Smtp, SaysItsNameAsItIs) {
    for (const std::string name : {"status.example.com", "[127.0.0.1]", "[IPv6:2001:db8::1]"}) {
        SmtpSink sink;
        auto options = options_for(sink);
        options.own_name = name;
        SmtpClient client(options);
        EXPECT_EQ(give(client).code, 250);
        ASSERT_EQ(sink.mails().size(), 1U);
        EXPECT_EQ(sink.mails()[0].greeting, "EHLO " + name);
    }
}

}  // namespace
}  // namespace daymark::mail
