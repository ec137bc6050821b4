#include "platform/mail/smtp_probe.h"

#include "support/mail_client.h"
#include "support/temp_folder.h"

#include <fstream>

namespace daymark::mail {
namespace {

using Tls = SmtpProbe::Tls;

constexpr Millis patience = 20 * one_second;

class SmtpProbes : public testing::Test {
protected:
    SmtpProbe probed(const std::string& scheme = "smtp", const std::string& login = {}, const std::string& query = {},
                     Millis within = patience) {
        const std::string url = scheme + "://" + login + "127.0.0.1:" + sink.port() + query;
        return probe(read_smtp_url(url), "status.example.com", ca_file, within);
    }
    void trust() {
        ca_file = folder.path() + "/ca.pem";
        std::ofstream(ca_file) << sink.certificate();
    }

    SmtpSink sink;
    test::TempFolder folder;
    std::string ca_file;
};

TEST_F(SmtpProbes, FindAServerWithoutTls) {
    const SmtpProbe found = probed();
    EXPECT_EQ(found.answer.code, 250) << found.answer.text;
    EXPECT_EQ(found.tls, Tls::NotOffered);
    EXPECT_TRUE(sink.mails().empty());
    EXPECT_EQ(probed("smtp", "", "?tls=required").answer.fault, Fault::BadTls);
    EXPECT_EQ(probed("smtp", "", "?tls=required").tls, Tls::NotOffered);
}

TEST_F(SmtpProbes, TellWhetherAServerProvesWhoItIs) {
    sink.encrypt("IP:127.0.0.1");
    const SmtpProbe unknown = probed();
    EXPECT_EQ(unknown.answer.code, 250) << unknown.answer.text;
    EXPECT_EQ(unknown.tls, Tls::Unproven);
    EXPECT_EQ(probed("smtp", "", "?tls=required").answer.fault, Fault::BadTls);
    EXPECT_EQ(probed("smtp", "", "?tls=required").tls, Tls::Unproven);
    EXPECT_EQ(probed("smtp", "", "?tls=never").answer.code, 250);
    EXPECT_EQ(probed("smtp", "", "?tls=never").tls, Tls::Unproven);
    trust();
    for (const char* query : {"", "?tls=required", "?tls=never"}) {
        const SmtpProbe known = probed("smtp", "", query);
        EXPECT_EQ(known.answer.code, 250) << query << known.answer.text;
        EXPECT_EQ(known.tls, Tls::Proven) << query;
    }
}

TEST_F(SmtpProbes, SpeakTlsFirst) {
    sink.encrypt("IP:127.0.0.1", true);
    EXPECT_EQ(probed("smtps").answer.fault, Fault::BadTls);
    EXPECT_EQ(probed("smtps").tls, Tls::Unproven);
    trust();
    EXPECT_EQ(probed("smtps").answer.code, 250);
    EXPECT_EQ(probed("smtps").tls, Tls::Proven);
}

TEST_F(SmtpProbes, LogIn) {
    sink.encrypt("IP:127.0.0.1");
    sink.offer("AUTH PLAIN");
    trust();
    EXPECT_EQ(probed("smtp", "kim:pw@").answer.code / 100, 2);
    sink.on("AUTH", {"535 5.7.8 no"});
    const SmtpProbe refused = probed("smtp", "kim:pw@");
    EXPECT_EQ(refused.answer.fault, Fault::LoginRefused);
    EXPECT_EQ(refused.tls, Tls::Proven);
}

TEST_F(SmtpProbes, TellWhyAServerDoesNotTakeUs) {
    sink.on("", {"554 5.7.1 go away", Then::Cut}, 1);
    EXPECT_EQ(probed().answer.code, 554);
    sink.on("", {"", Then::Hang}, 1);
    EXPECT_EQ(probed("smtp", "", "", 200).answer.fault, Fault::TimedOut);
    const SmtpProbe nobody = probe(read_smtp_url("smtp://127.0.0.1:1"), "status.example.com", "", patience);
    EXPECT_EQ(nobody.answer.fault, Fault::Unreachable);
    EXPECT_EQ(nobody.tls, Tls::NotOffered);
}

}  // namespace
}  // namespace daymark::mail
