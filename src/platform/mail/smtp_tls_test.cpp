#include "support/mail_client.h"
#include "support/temp_folder.h"
#include "support/text_checks.h"

#include <fstream>

namespace daymark::mail {
namespace {

const std::string local = "IP:127.0.0.1";

std::string url_with(const SmtpSink& sink, const std::string& scheme, const std::string& login,
                     const std::string& query) {
    return scheme + "://" + login + "127.0.0.1:" + sink.port() + query;
}

/// A client that trusts the sink's certificate.
SmtpClient::Options trusting(const SmtpSink& sink, const test::TempFolder& folder) {
    auto options = options_for(sink);
    options.ca_file = folder.path() + "/ca.pem";
    std::ofstream(options.ca_file) << sink.certificate();
    return options;
}

TEST(SmtpTls, IsUsedWhenItIsOfferedWhoeverOffersIt) {
    SmtpSink sink;
    sink.encrypt("DNS:somebody.else.example");
    SmtpClient client(options_for(sink));
    for (int i = 0; i < 5; ++i) EXPECT_EQ(give(client).code, 250);
    ASSERT_EQ(sink.mails().size(), 5U);
    for (const auto& mail : sink.mails()) EXPECT_TRUE(mail.encrypted);
    EXPECT_EQ(sink.connections(), 1U);
}

TEST(SmtpTls, IsLeftOutWhenTheServerCannotOrMust) {
    SmtpSink sink;
    sink.offer("STARTTLS");
    sink.on("STARTTLS", {"454 4.7.0 no certificate today"});
    SmtpClient client(options_for(sink));
    EXPECT_EQ(give(client).code, 250);

    SmtpSink other;
    other.encrypt(local);
    auto options = options_for(other);
    options.url += "?tls=never";
    SmtpClient plain(options);
    EXPECT_EQ(give(plain).code, 250);
    ASSERT_EQ(other.mails().size(), 1U);
    EXPECT_FALSE(other.mails()[0].encrypted);
}

TEST(SmtpTls, FollowedByGarbageIsNone) {
    for (const std::string say : {"220 go ahead\n250 injected", "220 go ahead\n\x16\x03\x01 garbage", "220 go ahead"}) {
        SmtpSink sink;
        sink.offer("STARTTLS");
        sink.on("STARTTLS", {say}, 1);
        SmtpClient client(options_for(sink));
        const SmtpAnswer answer = give(client);
        EXPECT_EQ(answer.fault, Fault::BadTls) << say << answer.text;
        EXPECT_FALSE(answer.sent);
        EXPECT_EQ(answer.code, 0);
        EXPECT_EQ(sink.mails().size(), 0U);
    }
}

TEST(SmtpTls, ThatIsRequiredIsCheckedAndUsed) {
    SmtpSink sink;
    sink.encrypt(local);
    const test::TempFolder folder;
    auto options = trusting(sink, folder);
    options.url += "?tls=required";
    SmtpClient client(options);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(give(client).code, 250);
    ASSERT_EQ(sink.mails().size(), 5U);
    for (const auto& mail : sink.mails()) EXPECT_TRUE(mail.encrypted);
    EXPECT_EQ(sink.connections(), 1U);
}

TEST(SmtpTls, ThatIsRequiredIsNotDoneWithout) {
    const auto expect_bad = [](SmtpSink& sink, const SmtpClient::Options& options, const std::string& what) {
        SmtpClient client(options);
        const SmtpAnswer answer = give(client);
        EXPECT_EQ(answer.fault, Fault::BadTls) << what << ": " << answer.text;
        EXPECT_EQ(answer.code, 0) << what;
        EXPECT_FALSE(answer.sent) << what;
        EXPECT_TRUE(test::lacks(answer.text, "secret"));
        EXPECT_EQ(sink.mails().size(), 0U) << what;
    };
    const test::TempFolder folder;
    for (const std::string login : {"", "kim:secret@"}) {
        SmtpSink none, refusing, unknown, misnamed;
        refusing.offer("STARTTLS");
        refusing.on("STARTTLS", {"454 not today"});
        unknown.encrypt(local);
        misnamed.encrypt("DNS:mail.example.com");
        auto options = trusting(misnamed, folder);
        for (SmtpSink* sink : {&none, &refusing, &unknown, &misnamed}) sink->offer("AUTH PLAIN");
        for (SmtpSink* sink : {&none, &refusing, &misnamed}) {
            options.url = url_with(*sink, "smtp", login, login.empty() ? "?tls=required" : "");
            expect_bad(*sink, options, sink == &none ? "none" : sink == &refusing ? "refusing" : "misnamed");
        }
        options.ca_file = "";
        options.url = url_with(unknown, "smtp", login, "?tls=required");
        expect_bad(unknown, options, "unknown");
    }
}

TEST(SmtpTls, FromTheFirstByteIsCheckedToo) {
    SmtpSink sink;
    sink.encrypt(local, true);
    const test::TempFolder folder;
    auto options = trusting(sink, folder);
    options.url = url_with(sink, "smtps", "", "");
    SmtpClient client(options);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(give(client).code, 250);
    EXPECT_EQ(sink.connections(), 1U);

    options.ca_file = "";
    SmtpClient wary(options);
    EXPECT_EQ(give(wary).fault, Fault::BadTls);

    SmtpSink plain;
    options.url = url_with(plain, "smtps", "", "");
    SmtpClient mistaken(options);
    EXPECT_EQ(give(mistaken).fault, Fault::BadTls);
}

TEST(SmtpLogin, IsSaidToServersThatProvedWhoTheyAre) {
    for (const std::string way : {"AUTH PLAIN LOGIN", "AUTH LOGIN", "AUTH GSSAPI NTLM CRAM-MD5 PLAIN"}) {
        SmtpSink sink;
        sink.encrypt(local);
        sink.offer(way);
        const test::TempFolder folder;
        auto options = trusting(sink, folder);
        options.url = url_with(sink, "smtp", "kim%40example.com:p%3A%2F%25w@", "");
        SmtpClient client(options);
        for (int i = 0; i < 2; ++i) EXPECT_EQ(give(client).code, 250);
        ASSERT_EQ(sink.mails().size(), 2U);
        EXPECT_TRUE(sink.mails()[1].encrypted);
        EXPECT_EQ(sink.mails()[1].login, "kim@example.com:p:/%w") << way;
        EXPECT_EQ(sink.connections(), 1U);
    }
}

TEST(SmtpLogin, IsSaidInClearOnlyWhenTheOperatorWantsIt) {
    SmtpSink sink;
    sink.offer("AUTH PLAIN");
    auto options = options_for(sink);
    options.url = url_with(sink, "smtp", "kim:secret@", "?tls=never");
    SmtpClient client(options);
    EXPECT_EQ(give(client).code, 250);
    ASSERT_EQ(sink.mails().size(), 1U);
    EXPECT_EQ(sink.mails()[0].login, "kim:secret");
}

TEST(SmtpLogin, CanBeRefused) {
    SmtpSink sink;
    sink.offer("AUTH PLAIN");
    sink.on("AUTH", {"535 5.7.8 wrong password"}, 1);
    auto options = options_for(sink);
    options.url = url_with(sink, "smtp", "kim:secret@", "?tls=never");
    SmtpClient client(options);
    const SmtpAnswer answer = give(client);
    EXPECT_EQ(answer.fault, Fault::LoginRefused);
    EXPECT_EQ(answer.code, 535);
    EXPECT_EQ(answer.text, "535 5.7.8 wrong password");
    EXPECT_FALSE(answer.greeted);
    EXPECT_FALSE(answer.sent);
    EXPECT_EQ(give(client).code, 250);
}

TEST(SmtpLogin, IsRefusedToServersThatKnowNoWayOfIt) {
    SmtpSink sink;
    sink.offer("AUTH GSSAPI NTLM");
    auto options = options_for(sink);
    options.url = url_with(sink, "smtp", "kim:secret@", "?tls=never");
    SmtpClient client(options);
    const SmtpAnswer answer = give(client);
    EXPECT_EQ(answer.fault, Fault::LoginRefused) << answer.text;
    EXPECT_TRUE(test::lacks(answer.text, "secret"));
    EXPECT_EQ(sink.mails().size(), 0U);
}

}  // namespace
}  // namespace daymark::mail
