#include "support/mail_client.h"
#include "support/text_checks.h"

#include <list>

namespace daymark::mail {
namespace {

/// Whether the client goes on as if nothing had been.
void expect_usable(SmtpClient& client, const std::string& after) {
    const SmtpAnswer answer = give(client);
    EXPECT_EQ(answer.fault, Fault::None) << after << ": " << answer.text;
    EXPECT_EQ(answer.code, 250) << after;
}

TEST(SmtpTrouble, IsToldAsItWasSaid) {
    struct Case {
        std::string line, say;
        bool greeted;
    };
    for (const auto& [line, say, greeted] : std::vector<Case>{
             {"", "554 5.7.1 go away", false},
             {"", "421 too many connections", false},
             {"EHLO", "421 later", false},
             {"MAIL FROM", "451 4.7.1 later", true},
             {"MAIL FROM", "550 5.7.1 not you", true},
             {"MAIL FROM", "530 5.7.0 log in first", false},
             {"RCPT TO", "451 4.7.1 greylisted", true},
             {"RCPT TO", "550 5.1.1 no such user", true},
             {"RCPT TO", "421 4.7.0 closing", false},
             {"DATA", "554 5.5.1 no", true},
             {".", "451 4.3.0 disk full", true},
             {".", "552 5.3.4 too big", true},
             {".", "421 4.3.0 closing", false},
         }) {
        SmtpSink sink;
        const bool closing = say.starts_with("421");
        sink.on(line, {say, closing ? Then::Cut : Then::GoOn}, 1);
        SmtpClient client(options_for(sink));
        const SmtpAnswer answer = give(client);
        EXPECT_EQ(answer.fault, Fault::None) << say;
        EXPECT_EQ(answer.code, std::stoi(say)) << say;
        EXPECT_EQ(answer.text, say);
        EXPECT_EQ(answer.greeted, greeted) << say;
        EXPECT_FALSE(answer.sent) << say;
        EXPECT_EQ(sink.mails().size(), 0U);
        expect_usable(client, say);
    }
}

TEST(SmtpTrouble, IsNotForgottenWhenTheServerSaysMore) {
    SmtpSink sink;
    sink.on("RCPT TO", {"550 5.1.1 no such user\n221 bye"}, 1);
    SmtpClient client(options_for(sink));
    EXPECT_EQ(give(client).text, "550 5.1.1 no such user");
    expect_usable(client, "more than was asked for");
}

TEST(SmtpTrouble, EndsWhenTheServerHangs) {
    struct Case {
        std::string line;
        SmtpSink sink;
        std::unique_ptr<SmtpClient> client;
        std::future<SmtpAnswer> answer;
    };
    std::list<Case> cases;  // all at once: each takes as long as the limit
    for (const char* line : {"", "EHLO", "MAIL FROM", "RCPT TO", "DATA", "."}) {
        Case& each = cases.emplace_back();
        each.line = line;
        each.sink.on(line, {"", Then::Hang}, 1);
        auto options = options_for(each.sink);
        options.whole = 2 * one_second;
        each.client = std::make_unique<SmtpClient>(options);
        each.answer = start(*each.client, letter());
    }
    for (Case& each : cases) {
        const SmtpAnswer answer = each.answer.get();
        EXPECT_EQ(answer.fault, Fault::TimedOut) << each.line;
        EXPECT_EQ(answer.sent, each.line == ".") << each.line;
        EXPECT_EQ(answer.code, 0) << each.line;
        EXPECT_FALSE(answer.greeted) << each.line;
        expect_usable(*each.client, each.line);
    }
}

TEST(SmtpTrouble, MayHideThatAMailWasTaken) {
    for (const std::string line : {"", "EHLO", "MAIL FROM", "RCPT TO", "DATA", "."}) {
        SmtpSink sink;
        sink.on(line, {"", Then::Cut}, 1);
        SmtpClient client(options_for(sink));
        const SmtpAnswer answer = give(client);
        EXPECT_EQ(answer.fault, Fault::Broken) << line;
        EXPECT_EQ(answer.sent, line == ".") << line;
        EXPECT_EQ(answer.code, 0) << line;
        EXPECT_EQ(sink.connections(), 1U) << line;
        EXPECT_EQ(sink.mails().size(), line == "." ? 1U : 0U) << line;
        expect_usable(client, line);
    }
}

TEST(SmtpTrouble, OfAConnectionThatWasKeptIsNotTheMails) {
    for (const SmtpSink::Act& end :
         {SmtpSink::Act{"", Then::Cut}, SmtpSink::Act{"421 4.4.2 idle for too long", Then::Cut}}) {
        SmtpSink sink;
        SmtpClient client(options_for(sink));
        expect_usable(client, "nothing");
        sink.on("MAIL FROM", end, 1);
        expect_usable(client, end.say);
        EXPECT_EQ(sink.connections(), 2U);
        EXPECT_EQ(sink.mails().size(), 2U);
    }
}

TEST(SmtpTrouble, OfAConnectionIsNotTriedAgainOnANewOne) {
    SmtpSink sink;
    sink.on("MAIL FROM", {"421 not now", Then::Cut});
    SmtpClient client(options_for(sink));
    EXPECT_EQ(give(client).code, 421);
    EXPECT_EQ(sink.connections(), 1U);
}

TEST(SmtpTrouble, IsNotMadeOfTheWayRepliesCome) {
    for (const auto writing : {SmtpSink::Writing::Bytewise, SmtpSink::Writing::BareLf}) {
        SmtpSink sink;
        sink.write(writing);
        sink.on(".", {"250-first\n250-second\n250 2.0.0 third"});
        SmtpClient client(options_for(sink));
        for (int i = 0; i < 3; ++i) EXPECT_EQ(give(client).text, "250-first 250-second 250 2.0.0 third");
        EXPECT_EQ(sink.connections(), 1U);
    }
}

TEST(SmtpTrouble, IsNotMadeOfTalkativeServers) {
    std::string many;
    for (int i = 0; i < 10'000; ++i) many += "220-welcome to line " + std::to_string(i) + "\n";
    SmtpSink sink;
    sink.on("", {many + "220 at last"}, 1);
    sink.on("RCPT TO", {"550-" + std::string(2'000, 'a') + "\n550 5.1.1 \x01\xff\x1b[31m no such user"}, 1);
    SmtpClient client(options_for(sink));
    const SmtpAnswer answer = give(client);
    EXPECT_EQ(answer.code, 550);
    EXPECT_EQ(answer.text.size(), 500U);
    EXPECT_TRUE(answer.text.ends_with("a 550 5.1.1 ???[31m no such user")) << answer.text;
    expect_usable(client, "many lines");

    std::string much(3'000'000, 'x');
    much.append("\n550 ").append(1'000'000, 'y');
    sink.on("RCPT TO", {much}, 1);
    EXPECT_LE(give(client).text.size(), 500U);
    expect_usable(client, "endless lines");
}

TEST(SmtpTrouble, IsNoSmtp) {
    for (const std::string say :
         {"HTTP/1.1 400 Bad Request", "SSH-2.0-OpenSSH", "354 what", "250", "999 nine", "-12 minus"}) {
        SmtpSink sink;
        sink.on("MAIL FROM", {say, Then::Cut}, 1);
        SmtpClient client(options_for(sink));
        const SmtpAnswer answer = give(client);
        if (say == "250") continue;  // and then nothing: cut
        EXPECT_EQ(answer.fault, Fault::Broken) << say;
        EXPECT_EQ(answer.code, 0) << say;
        expect_usable(client, say);
    }
}

TEST(SmtpTrouble, IsThatNobodyListens) {
    std::string port;
    {
        SmtpSink gone;
        port = gone.port();
    }
    SmtpClient::Options options;
    options.url = "smtp://127.0.0.1:" + port;
    options.connections = 1;
    SmtpClient client(options);
    const SmtpAnswer answer = give(client);
    EXPECT_EQ(answer.fault, Fault::Unreachable);
    EXPECT_FALSE(answer.sent);
    EXPECT_TRUE(test::has(answer.text, port)) << answer.text;
}

}  // namespace
}  // namespace daymark::mail
