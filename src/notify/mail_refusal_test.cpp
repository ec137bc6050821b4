// What mail servers' refusals mean for a subscription.
#include "notify/mail_refusal.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

MailRefusal meaning(int code, const std::string& status) { return meaning_of_refusal(code, status); }

TEST(MailRefusals, NobodyIsThere) {
    for (const char* status : {"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
        EXPECT_EQ(meaning(550, status), MailRefusal::NoMailbox) << status;
    EXPECT_EQ(meaning(551, ""), MailRefusal::NoMailbox);
    EXPECT_EQ(meaning(553, "5.0.0"), MailRefusal::NoMailbox);
}

TEST(MailRefusals, WhatIsSaidToUsCostsNobodyTheirSubscription) {
    for (const char* status : {"5.7.1", "5.7.26", "4.7.28", "5.1.7", "5.1.8", "5.2.3", "5.3.4", "5.5.2", "5.6.1"})
        EXPECT_EQ(meaning(550, status), MailRefusal::Objection) << status;
    EXPECT_EQ(meaning(554, ""), MailRefusal::Objection);
}

TEST(MailRefusals, MuchPasses) {
    for (const char* status : {"5.2.2", "4.2.2", "4.1.1", "4.4.7", "5.4.4", "5.2.0", "5.3.0", "5.0.0"})
        EXPECT_EQ(meaning(550, status), MailRefusal::Passing) << status;
    EXPECT_EQ(meaning(552, ""), MailRefusal::Passing);
    EXPECT_EQ(meaning(0, ""), MailRefusal::Passing);
    EXPECT_EQ(meaning(553, "5.2.2"), MailRefusal::Passing) << "the exacter word counts";
    for (const char* odd : {"5.1", "5.1.1.1", "6.1.1", "5.1.x", "5..1", "5.1.-1", "5.99999999999.1", "5.1000.1", "."})
        EXPECT_EQ(meaning(0, odd), MailRefusal::Passing) << odd;
}

TEST(MailRefusals, TheStatusStandsInTheReply) {
    EXPECT_EQ(enhanced_status_in("550 5.1.1 No such user"), "5.1.1");
    EXPECT_EQ(enhanced_status_in("550-5.1.10 Two lines 550 5.1.10 of it"), "5.1.10");
    EXPECT_EQ(enhanced_status_in("452 (#4.2.2) full"), "4.2.2");
    EXPECT_EQ(enhanced_status_in("550 at 192.0.2.1, says 5.4"), "");
    EXPECT_EQ(enhanced_status_in("250 2.0.0 Ok"), "");
    EXPECT_EQ(enhanced_status_in(""), "");
}

}  // namespace
}  // namespace daymark::notify
