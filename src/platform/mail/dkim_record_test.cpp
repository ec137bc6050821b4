#include "platform/mail/dkim_record.h"

#include "platform/mail/dkim.h"
#include "support/rsa_key.h"

#include <gtest/gtest.h>

#include <vector>

namespace daymark::mail {
namespace {

using State = DkimRecord::State;

std::string record_of(unsigned bits) { return DkimSigner("example.com", "day1", test::rsa_key(bits)).dns_record(); }
std::string key_in(const std::string& record) { return record.substr(record.find("p=") + 2); }

class DkimRecords : public testing::Test {
protected:
    [[nodiscard]] DkimRecord read(const std::string& text) const { return read_dkim_record(text, own); }

    const std::string own = record_of(2048);
    const std::string key = key_in(own);
};

TEST_F(DkimRecords, HaveOurKeyHoweverItIsWritten) {
    for (const std::string& text :
         {own, "p=" + key, "v=DKIM1;p=" + key + ";", " v = DKIM1 ; k = rsa ; p = " + key + " ; ",
          "v=DKIM1; h=sha1 : sha256; s=email; n=a note; p=" + key, "k=rsa; t=s; p=" + key, "s=other:*; x=y; p=" + key,
          "v=DKIM1; p=" + key.substr(0, 100) + " \t\r\n " + key.substr(100)}) {
        const DkimRecord record = read(text);
        EXPECT_EQ(record.state, State::Same) << text << record.why;
        EXPECT_EQ(record.bits, 2048);
        EXPECT_FALSE(record.testing) << text;
    }
    EXPECT_TRUE(read(own + "; t=y").testing);
    EXPECT_TRUE(read(own + "; t=s:y").testing);
}

TEST_F(DkimRecords, AreToldFromThoseOfOtherKeys) {
    const DkimRecord other = read(record_of(1024));
    EXPECT_EQ(other.state, State::Other);
    EXPECT_EQ(other.bits, 1024);
    EXPECT_EQ(read("v=DKIM1; p=").state, State::Revoked);
    EXPECT_EQ(read("p= ;").state, State::Revoked);
}

TEST_F(DkimRecords, AreOfNoUseForOtherPurposes) {
    for (const char* part : {"k=ed25519", "h=sha1", "h=", "s=tlsrpt", "s="}) {
        EXPECT_EQ(read("v=DKIM1; " + std::string(part) + "; p=" + key).state, State::Unusable) << part;
    }
}

TEST_F(DkimRecords, AreBrokenWhereTheyCannotBeRead) {
    const std::string cut = key.substr(0, key.size() / 2 / 4 * 4);
    const std::vector<std::string> all = {std::string(),
                                          std::string("v=DKIM1"),
                                          std::string("v=spf1 -all"),
                                          "v=DKIM2; p=" + key,
                                          "p=" + key + "; v=DKIM1",
                                          own + "; p=" + key,
                                          "v=DKIM1; ; p=" + key,
                                          "=; p=" + key,
                                          "v=DKIM1; p=!",
                                          "v=DKIM1; p=" + cut,
                                          "v=DKIM1; p=AAAA",
                                          "v=DKIM1; p=" + key + "AAAA",
                                          std::string("p") + '\0' + "=" + key,
                                          std::string(65'000, ';'),
                                          std::string(65'000, 'p')};
    for (const std::string& text : all) {
        EXPECT_EQ(read(text).state, State::Broken) << text;
        EXPECT_NE(read(text).why, "") << text;
    }
}

}  // namespace
}  // namespace daymark::mail
