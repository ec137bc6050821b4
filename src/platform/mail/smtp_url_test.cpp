#include "platform/mail/smtp_url.h"

#include "support/text_checks.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace daymark::mail {
namespace {

using Tls = SmtpUrl::Tls;

TEST(SmtpUrls, SayWhereTheServerIsAndHowItIsSpokenTo) {
    const auto expect = [](const std::string& url, const std::string& server, Tls tls) {
        const SmtpUrl read = read_smtp_url(url);
        EXPECT_EQ(read.server, server) << url;
        EXPECT_EQ(read.tls, tls) << url;
    };
    expect("smtp://mail.example.com", "smtp://mail.example.com/", Tls::IfOffered);
    expect("smtp://mail.example.com:587/", "smtp://mail.example.com:587/", Tls::IfOffered);
    expect("smtp://[2001:db8::1]:25", "smtp://[2001:db8::1]:25/", Tls::IfOffered);
    expect("SMTP://mail.example.com?tls=required", "smtp://mail.example.com/", Tls::Required);
    expect("smtp://mail.example.com?tls=never", "smtp://mail.example.com/", Tls::Never);
    expect("smtp://kim:pw@mail.example.com", "smtp://mail.example.com/", Tls::Required);
    expect("smtp://kim:pw@mail.example.com/?tls=never", "smtp://mail.example.com/", Tls::Never);
    expect("smtps://mail.example.com", "smtps://mail.example.com/", Tls::First);
    expect("smtps://mail.example.com?tls=required", "smtps://mail.example.com/", Tls::First);
}

TEST(SmtpUrls, HaveAHost) {
    EXPECT_EQ(read_smtp_url("smtp://kim:pw@Mail.example.com:587?tls=required").host, "Mail.example.com");
    EXPECT_EQ(read_smtp_url("smtps://192.0.2.7").host, "192.0.2.7");
    EXPECT_EQ(read_smtp_url("smtp://[2001:db8::1]:25").host, "2001:db8::1");
}

TEST(SmtpUrls, HaveUserAndPasswordPercentEncoded) {
    const SmtpUrl read = read_smtp_url("smtp://kim%40example.com:p%3A%2F%40%3F%23%3B%25%C3%BC@mail.example.com");
    EXPECT_EQ(read.user, "kim@example.com");
    EXPECT_EQ(read.password, "p:/@?#;%ü");
    EXPECT_EQ(read_smtp_url("smtp://kim@mail.example.com").password, "");
    EXPECT_EQ(read_smtp_url("smtp://mail.example.com").user, "");
}

TEST(SmtpUrls, AreRefusedWithoutBeingShown) {
    for (const std::string& bad : {std::string(),
                                   std::string("secret"),
                                   std::string("mail.secret.example:25"),
                                   std::string("http://kim:secret@mail.example.com"),
                                   std::string("smtp://"),
                                   std::string("smtp://kim:secret@"),
                                   std::string("smtp://kim:secret@mail.example.com/path"),
                                   std::string("smtp://kim:secret@mail.example.com#x"),
                                   std::string("smtp://kim:secret@mail.example.com?tls=maybe"),
                                   std::string("smtp://kim:secret@mail.example.com?tls=required&tls=never"),
                                   std::string("smtps://kim:secret@mail.example.com?tls=never"),
                                   std::string("smtp://kim;AUTH=NTLM:secret@mail.example.com"),
                                   std::string("smtp://kim:sec;ret@mail.example.com"),
                                   std::string("smtp://kim:secret%00@mail.example.com"),
                                   std::string("smtp://kim:secret%0d%0aX@mail.example.com"),
                                   std::string("smtp://kim:secret@mail.example.com:99999"),
                                   std::string("smtp://kim:secret@mail.example.com:x"),
                                   std::string("smtp://:secret@mail.example.com"),
                                   std::string("smtp://kim:secret@mail .example.com"),
                                   std::string("smtp://mail.example.com\r\n.secret"),
                                   std::string("smtp://mail.example.com\0secret", 30)}) {
        try {
            (void)read_smtp_url(bad);
            ADD_FAILURE() << bad;
        } catch (const std::runtime_error& error) {
            EXPECT_TRUE(test::lacks(error.what(), "secret")) << bad;
            EXPECT_TRUE(test::lacks(error.what(), "kim")) << bad;
        }
    }
}

}  // namespace
}  // namespace daymark::mail
