// What is read out of the reports of many mail servers, and out of what only looks like one.
#include "platform/mail/report.h"

#include "support/returned_mail.h"

#include <gtest/gtest.h>

namespace daymark::mail {
namespace {

using Kind = Report::Kind;
using Strings = std::vector<std::string>;

/// A report of these parts, each with its headers.
std::string report_of(const Strings& parts, const std::string& type = "multipart/report") {
    std::string text =
        "To: bounces@example.com\nMessage-ID: <r@x>\nMIME-Version: 1.0\nContent-Type: " + type + "; boundary=b\n\n";
    for (const std::string& part : parts) text += "--b\n" + part + "\n";
    return text + "--b--\n";
}
const std::string status_part =
    "Content-Type: message/delivery-status\n\nReporting-MTA: dns; a.example\n\n"
    "Final-Recipient: rfc822; kim@example.org\nAction: failed\nStatus: 5.1.1\n";

TEST(ReadReport, ReadsPostfix) {
    test::ReturnedMail mail;
    mail.original_sender = "bounces+abc@example.com";
    const Report report = read_report(mail.text());
    EXPECT_EQ(report.kind, Kind::Delivery);
    EXPECT_EQ(report.id, "dsn-1@mail.example");
    EXPECT_EQ(report.came_to, Strings{"bounces@example.com"});
    EXPECT_EQ(report.action, "failed");
    EXPECT_EQ(report.status, "5.1.1");
    EXPECT_EQ(report.diagnostic, "550 5.1.1 <kim@example.org>: no such user");
    EXPECT_EQ(report.original_id, "cafe0123@status.example.com");
    EXPECT_EQ(report.original_sender, "bounces+abc@example.com");
}

TEST(ReadReport, ReadsGmailWhoseFieldsAreFoldedAndWhoseMailComesBackWhole) {
    const Report report = read_report(report_of({
        "Content-Type: multipart/related; boundary=i\n\n--i\nContent-Type: text/html\n\n<b>Not found</b>\n--i--\n",
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; googlemail.com\n"
        "Arrival-Date: Tue, 10 Nov 2026 02:00:00 -0800 (PST)\nX-Original-Message-ID: <cafe@status.example.com>\n\n"
        "Final-Recipient: rfc822; kim@example.org\nAction: failed\nStatus: 5.1.1\n"
        "Remote-MTA: dns; gmail-smtp-in.l.google.com. (2a00::1, the server for the domain.)\n"
        "Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try\n"
        " 550-5.1.1 double-checking the recipient's email address\nLast-Attempt-Date: Tue, 10 Nov 2026 02:00:01\n",
        "Content-Type: message/rfc822\n\nMessage-ID: <cafe@status.example.com>\nSubject: x\n\nText",
    }));
    EXPECT_EQ(report.kind, Kind::Delivery);
    EXPECT_EQ(report.diagnostic,
              "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 "
              "double-checking the recipient's email address");
    EXPECT_EQ(report.original_id, "cafe@status.example.com");
}

TEST(ReadReport, ReadsExchange) {
    const Report report = read_report(report_of({
        "Content-Type: multipart/alternative; differences=Content-Type; boundary=i\n\n--i\nContent-Type: text/plain"
        "\n\nYour message couldn't be delivered\n--i--\n",
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns;DB1PR.prod.outlook.com\n\n"
        "Final-Recipient: rfc822;kim@example.org\nAction: failed\nStatus: 5.1.10\n"
        "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n",
        "Content-Type: message/rfc822\n\nReturn-Path: bounces+abc@example.com\nMessage-ID: <cafe@status.example.com>\n",
    }));
    EXPECT_EQ(report.status, "5.1.10");
    EXPECT_EQ(report.diagnostic,
              "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup");
    EXPECT_EQ(report.original_sender, "bounces+abc@example.com");
}

TEST(ReadReport, ReadsTheFormForOtherLettersInAnyEncoding) {
    // "Final-Recipient: utf-8; kïm@…", "Action: failed", "Status: 5.2.2", "Diagnostic-Code: smtp; 552 5.2.2 Über"
    const Report report = read_report(report_of({
        "Content-Type: message/global-delivery-status\nContent-Transfer-Encoding: base64\n\n"
        "UmVwb3J0aW5nLU1UQTogZG5zOyBhLmV4YW1wbGUNCg0KRmluYWwtUmVjaXBpZW50OiB1dGYtODsga8OvbUBleGFt\n"
        "cGxlLm9yZw0KQWN0aW9uOiBmYWlsZWQNClN0YXR1czogNS4yLjINCkRpYWdub3N0aWMtQ29kZTogc210cDsgNTUy\n"
        "IDUuMi4yIMOcYmVyDQo=\n",
        "Content-Type: message/global-headers\n\nMessage-ID: <cafe@status.example.com>\nSubject: Träge\n",
    }));
    EXPECT_EQ(report.kind, Kind::Delivery);
    EXPECT_EQ(report.status, "5.2.2");
    EXPECT_EQ(report.diagnostic, "552 5.2.2 Über");
    EXPECT_EQ(report.original_id, "cafe@status.example.com");
}

TEST(ReadReport, TellsOfTheRecipientWhomItDidNotReach) {
    const Report report = read_report(report_of({
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; a.example\n\n\n"
        "Final-Recipient: rfc822; a@example.org\nAction: Relayed\nStatus: 2.0.0\n\n"
        "Final-Recipient: rfc822; b@example.org\nAction: FAILED (permanently)\nStatus: 5.7.1 (policy)\n",
    }));
    EXPECT_EQ(report.action, "failed");
    EXPECT_EQ(report.status, "5.7.1");
}

TEST(ReadReport, ADelayIsTold) {
    test::ReturnedMail mail;
    mail.action = "delayed";
    EXPECT_EQ(read_report(mail.text()).action, "delayed");
}

TEST(ReadReport, ReadsComplaints) {
    test::Complaint complaint;
    complaint.original_sender = "bounces+abc@example.com";
    const Report report = read_report(complaint.text());
    EXPECT_EQ(report.kind, Kind::Feedback);
    EXPECT_EQ(report.feedback_type, "abuse");
    EXPECT_EQ(report.original_sender, "bounces+abc@example.com");
    EXPECT_EQ(report.original_id, "cafe0123@status.example.com");
    EXPECT_EQ(report.came_to, Strings{"fbl@example.com"});
}

TEST(ReadReport, WhatProgramsCannotReadIsNoReport) {
    EXPECT_EQ(read_report("").kind, Kind::None);
    EXPECT_EQ(read_report("no mail").kind, Kind::None);
    EXPECT_EQ(read_report("To: bounces@example.com\nAuto-Submitted: auto-replied\n\nI am on holiday.\n").kind,
              Kind::None);
    // Exim of old.
    EXPECT_EQ(read_report("X-Failed-Recipients: kim@example.org\nAuto-Submitted: auto-replied\n"
                          "Subject: Mail delivery failed: returning message to sender\n\nUnrouteable address\n")
                  .kind,
              Kind::None);
    EXPECT_EQ(read_report(report_of({"Content-Type: text/plain\n\nhi"})).kind, Kind::None);
}

TEST(ReadReport, AReportThatSomebodyPassesOnIsNone) {
    const std::string inner = test::ReturnedMail().text();
    EXPECT_EQ(read_report(report_of({"Content-Type: message/rfc822\n\n" + inner}, "multipart/mixed")).kind, Kind::None);
    EXPECT_EQ(read_report(report_of({status_part}, "multipart/mixed")).kind, Kind::None);
    EXPECT_EQ(read_report(report_of({"Content-Type: multipart/report; boundary=i\n\n--i\n" + status_part + "\n--i--\n"},
                                    "multipart/mixed"))
                  .kind,
              Kind::Delivery)
        << "but lists and scanners put their own parts around";
}

TEST(ReadReport, GoesByTheEnvelopeWhereHeadersTellIt) {
    const Report report = read_report(
        "From sender@example.org Tue Nov 10 10:00:00 2026\n"
        "To: Kim <a@example.com>, \"b, c\" <b@example.com>\n"
        "Delivered-To: bounces+x@example.com\nX-Original-To: Bounces+X@example.com\n\nhi\n");
    EXPECT_EQ(report.came_to,
              (Strings{"Bounces+X@example.com", "bounces+x@example.com", "a@example.com", "b@example.com"}));
}

TEST(ReadReport, KeepsLittleAndCleanText) {
    test::ReturnedMail mail;
    mail.diagnostic = "smtp; 550 \x01\xff\xfe " + std::string(5'000, 'x');
    mail.id = std::string(2'000, 'i');
    const Report report = read_report(mail.text());
    EXPECT_LE(report.diagnostic.size(), 300U);
    EXPECT_TRUE(report.diagnostic.starts_with("550  \xEF\xBF\xBD\xEF\xBF\xBD xx")) << report.diagnostic;
    EXPECT_LE(report.id.size(), 300U);
    std::string many = "To: ";
    for (int i = 0; i < 5'000; ++i) many += "a" + std::to_string(i) + "@example.com, ";
    EXPECT_LE(read_report(many + "\n\nhi").came_to.size(), 20U);
}

TEST(ReadReport, BrokenOnesAreReadAsFarAsTheyGo) {
    const std::string whole = test::ReturnedMail().text();
    for (std::size_t size = 0; size < whole.size(); size += 7)
        (void)read_report(std::string_view(whole).substr(0, size));
    EXPECT_EQ(read_report(whole.substr(0, whole.find("text/rfc822-headers"))).kind, Kind::Delivery);
    // No boundary at all, one that is never met, fields without a name.
    EXPECT_EQ(read_report("Content-Type: multipart/report\n\n" + status_part).kind, Kind::None);
    EXPECT_EQ(read_report("Content-Type: multipart/report; boundary=z\n\n" + status_part).kind, Kind::None);
    const Report odd =
        read_report(report_of({"Content-Type: message/delivery-status\n\n:\n: x\n \n\n x\nAction\n::::\n"}));
    EXPECT_EQ(odd.kind, Kind::Delivery);
    EXPECT_EQ(odd.action, "");
}

TEST(ReadReport, ManyPartsAndDeepOnesDoNotHoldItUp) {
    Strings many(10'000, "Content-Type: text/plain\n\nx");
    many.push_back(status_part);
    EXPECT_EQ(read_report(report_of(many)).kind, Kind::None) << "behind so many parts nobody looks";

    std::string deep = "Content-Type: multipart/report; boundary=b0\n\n", mails = "Content-Type: message/rfc822\n\n";
    for (int i = 0; deep.size() < longest_report - 100; ++i) {
        const std::string at = std::to_string(i), below = std::to_string(i + 1);
        deep += "--b" + at + "\nContent-Type: multipart/report; boundary=b" + below + "\n\n";
    }
    EXPECT_EQ(read_report(deep).kind, Kind::None);
    // As deep as is read, and then lines that might be the end of each.
    deep.resize(deep.find("--b900\n"));
    while (deep.size() < longest_report - 100) deep += "--b\n";
    EXPECT_EQ(read_report(deep).kind, Kind::None);
    while (mails.size() < longest_report - 100) mails += "Content-Type: message/rfc822\n\n";
    EXPECT_EQ(read_report(mails).kind, Kind::None);

    std::string groups;
    for (int i = 0; i < 50'000; ++i) groups += "Action: delayed\n\n";
    EXPECT_EQ(read_report(report_of({"Content-Type: message/delivery-status\n\n" + groups})).action, "delayed");
}

}  // namespace
}  // namespace daymark::mail
