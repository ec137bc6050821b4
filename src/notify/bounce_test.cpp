// Addresses by which mails come back, and what reports mean.
#include "notify/bounce.h"

#include "support/returned_mail.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace daymark::notify {
namespace {

using test::ReturnedMail;

const crypto::SecretKey key = crypto::SecretKey::of_bytes({7});
const std::string id = "cmab12cd3001ak9x3f7q2m1tz";

Bounce of(const ReturnedMail& mail) { return bounce_of(mail::read_report(mail.text()), ""); }
BounceKind kind(const std::string& status, const std::string& diagnostic, const std::string& action = "failed") {
    ReturnedMail mail;
    mail.status = status;
    mail.diagnostic = diagnostic;
    mail.action = action;
    return of(mail).kind;
}

TEST(ReturnAddress, NamesASubscriberWhateverBecomesOfItsCase) {
    const std::string address = return_address(key, "bounces@example.com", id);
    EXPECT_TRUE(address.starts_with("bounces+" + id)) << address;
    EXPECT_TRUE(address.ends_with("@example.com"));
    EXPECT_EQ(returned_to(key, address), id);
    std::string loud = address;
    std::ranges::transform(loud, loud.begin(), [](char c) { return static_cast<char>(std::toupper(c)); });
    EXPECT_EQ(returned_to(key, loud), id);
    EXPECT_EQ(returned_to(key, return_address(key, "mail+bounces@example.com", id)), id);
}

TEST(ReturnAddress, HasRoomInFrontOfTheAt) {
    const std::string name(longest_bounces_name, 'b');
    EXPECT_TRUE(fits_for_returns(name + "@example.com"));
    EXPECT_FALSE(fits_for_returns(name + "b@example.com"));
    EXPECT_EQ(return_address(key, name + "@example.com", id).find('@'), 64U);
}

TEST(ReturnAddress, CannotBeForged) {
    const std::string address = return_address(key, "bounces@example.com", id);
    const std::size_t at = address.find('@');
    for (std::size_t place = address.find('+') + 1; place < at; ++place) {
        std::string other = address;
        other[place] = other[place] == '0' ? '1' : '0';
        EXPECT_EQ(returned_to(key, other), std::nullopt) << other;
        EXPECT_TRUE(names_somebody(other));
    }
    EXPECT_EQ(returned_to(crypto::SecretKey::of_bytes({8}), address), std::nullopt);
    for (const char* other : {"", "@", "+", "+@", "bounces@example.com", "bounces+@example.com", "a@b@c", "bounces+x"})
        EXPECT_EQ(returned_to(key, other), std::nullopt) << other;
    EXPECT_EQ(returned_to(key, address.substr(0, at - 1) + "@example.com"), std::nullopt);
    EXPECT_EQ(returned_to(key, "bounces+" + id + "@example.com"), std::nullopt);
    EXPECT_FALSE(names_somebody("bounces@example.com"));
}

TEST(Bounces, AreHardSoftOrAboutUs) {
    EXPECT_EQ(kind("5.1.1", "smtp; 550 5.1.1 No such user"), BounceKind::Hard);
    EXPECT_EQ(kind("5.2.2", "smtp; 552 5.2.2 Mailbox full"), BounceKind::Soft);
    EXPECT_EQ(kind("4.4.7", "smtp; 421 4.4.7 Expired"), BounceKind::Soft);
    EXPECT_EQ(kind("5.7.1", "smtp; 554 5.7.1 Blocked by policy"), BounceKind::Policy);
    EXPECT_EQ(kind("5.0.0", "smtp; 550 5.1.1 No such user"), BounceKind::Hard) << "the server's own words say more";
    EXPECT_EQ(kind("5.0.0", "smtp; 553 sorry, no mailbox"), BounceKind::Hard);
    EXPECT_EQ(kind("5.0.0", "smtp; 550 no"), BounceKind::Soft);
    EXPECT_EQ(kind("", ""), BounceKind::Soft);
}

TEST(Bounces, WhatIsNotGivenUpIsIgnored) {
    for (const char* action : {"delayed", "delivered", "relayed", "expanded", "", "odd"})
        EXPECT_EQ(kind("5.1.1", "smtp; 550 5.1.1 x", action), BounceKind::Ignored) << action;
    EXPECT_EQ(bounce_of(mail::read_report("Subject: On holiday\n\nBack soon"), "a@b").kind, BounceKind::Ignored);
}

TEST(Bounces, KeepWhatTheOtherSideSaid) {
    const Bounce bounce = of({});
    EXPECT_EQ(bounce.reason, "Came back: 550 5.1.1 <kim@example.org>: no such user");
    EXPECT_EQ(bounce.status, "5.1.1");
    EXPECT_EQ(bounce.report_id, "dsn-1@mail.example");
    EXPECT_EQ(bounce.original_id, "cafe0123@status.example.com");
}

TEST(Bounces, ComplaintsAreThoseOfPeople) {
    const auto kind_of = [](const std::string& type) {
        test::Complaint complaint;
        complaint.type = type;
        return bounce_of(mail::read_report(complaint.text()), "").kind;
    };
    EXPECT_EQ(kind_of("abuse"), BounceKind::Complaint);
    EXPECT_EQ(kind_of("Fraud"), BounceKind::Complaint);
    EXPECT_EQ(kind_of("opt-out"), BounceKind::Complaint);
    EXPECT_EQ(kind_of("not-spam"), BounceKind::Ignored);
    EXPECT_EQ(kind_of("auth-failure"), BounceKind::Ignored);
}

TEST(Bounces, GoByTheEnvelopeAndByTheSenderOfTheMailThatTheyAreAbout) {
    ReturnedMail mail;
    mail.original_sender = "bounces+first@example.com";
    using Strings = std::vector<std::string>;
    const mail::Report report = mail::read_report(mail.text());
    EXPECT_EQ(bounce_of(report, "x@y.example").addresses, (Strings{"x@y.example", "bounces+first@example.com"}));
    EXPECT_EQ(bounce_of(report, "").addresses, (Strings{"bounces@example.com", "bounces+first@example.com"}));
}

TEST(SoftRun, CountsDaysAndEndsAfterAWeek) {
    const Millis now = 1'000 * one_day;
    EXPECT_EQ(next_in_run(std::nullopt, now), 1);
    EXPECT_EQ(next_in_run(SoftRun{3, now - one_hour}, now), 0);
    EXPECT_EQ(next_in_run(SoftRun{3, now - one_day}, now), 4);
    EXPECT_EQ(next_in_run(SoftRun{3, now - 7 * one_day}, now), 4);
    EXPECT_EQ(next_in_run(SoftRun{3, now - 7 * one_day - 1}, now), 1);
}

}  // namespace
}  // namespace daymark::notify
