// From the bytes of a mail to what the server is told, and to the metrics.
#include "app/bounce_command.h"

#include "app/test_folder.h"
#include "platform/mail/report.h"
#include "support/returned_mail.h"
#include "support/text_checks.h"

#include <gtest/gtest.h>

#include <sstream>

namespace daymark::app {
namespace {

class BounceCommand : public testing::Test {
protected:
    json::object take(const std::string& mail, const std::string& receiver = {}) {
        std::istringstream in(mail);
        return take_in_bounce(program_, read_bounce(in, receiver));
    }

    TestFolder folder_;
    Program program_{folder_.config()};
};

TEST_F(BounceCommand, ReadsTheWholeInputButKeepsItsBeginningOnly) {
    std::istringstream in(test::ReturnedMail().text() + std::string(3 * mail::longest_report, 'x'));
    const json::object read = read_bounce(in, "bounces+x@example.com");
    EXPECT_EQ(read.at("kind"), "HARD");
    EXPECT_EQ(json::text(read.at("addresses")), R"(["bounces+x@example.com"])");
    EXPECT_EQ(in.peek(), std::char_traits<char>::eof());
    std::istringstream late(std::string(mail::longest_report, '\n') + test::ReturnedMail().text());
    EXPECT_EQ(read_bounce(late, "").at("kind"), "IGNORED");
    std::istringstream none("");
    EXPECT_EQ(read_bounce(none, "").at("kind"), "IGNORED");
}

TEST_F(BounceCommand, AnswersWhatItDid) {
    const json::object ignored = take("To: bounces@example.com\n\nBack on Monday");
    EXPECT_EQ(ignored.at("kind"), "IGNORED");
    EXPECT_EQ(ignored.at("done"), "NOTHING");
    EXPECT_EQ(ignored.at("why"), "Its address names no subscriber");
    EXPECT_TRUE(ignored.at("subscriberId").is_null());
    test::ReturnedMail forged;
    forged.to = "bounces+cmab12cd3001ak9x3f7q2m1tz0123456789abcdef@example.com";
    EXPECT_EQ(take(forged.text()).at("kind"), "REFUSED");
    EXPECT_EQ(take(test::ReturnedMail().text(), forged.to).at("kind"), "REFUSED") << "the envelope goes before";
}

TEST_F(BounceCommand, WhateverTheEnvelopeSaysCanBeHandedOver) {
    for (const std::string& receiver : {std::string("bounces+\xff\xfe\x01@example.com"), std::string(100'000, 'x')}) {
        std::istringstream in(test::ReturnedMail().text());
        const std::string line = json::text(read_bounce(in, receiver));
        EXPECT_LT(line.size(), 4'000U);
        EXPECT_NO_THROW((void)take_in_bounce(program_, json::parse(line).as_object())) << line;
    }
}

TEST_F(BounceCommand, RefusesWhatNoCommandOfOursSays) {
    for (const char* said :
         {R"({"kind":"ODD"})", R"({"kind":7})", R"({"kind":"HARD","addresses":"x"})", R"({"kind":"HARD","reason":[]})"})
        EXPECT_THROW((void)take_in_bounce(program_, json::parse(said).as_object()), Error) << said;
}

TEST_F(BounceCommand, IsCountedByKind) {
    telemetry::Metrics metrics;
    collect_bounces(metrics, program_);
    EXPECT_TRUE(test::lacks(metrics.text(), "daymark_bounces_total"));
    take("hello");
    take("hello");
    collect_bounces(metrics, program_);
    collect_bounces(metrics, program_);
    EXPECT_TRUE(test::has(metrics.text(), "daymark_bounces_total{kind=\"ignored\"} 2\n"));
}

}  // namespace
}  // namespace daymark::app
