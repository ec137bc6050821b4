// What mails carry around their words, and how a mail server's answer is read.
#include "notify/email.h"

#include "support/temp_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace daymark::notify {
namespace {

using Result = Verdict::Result;
using Fault = mail::SmtpAnswer::Fault;

mail::SmtpAnswer said(int code, const std::string& text, bool greeted = true) {
    mail::SmtpAnswer answer;
    answer.code = code;
    answer.text = text;
    answer.greeted = greeted;
    return answer;
}

TEST(JudgeMail, ReadsTheServersAnswer) {
    EXPECT_EQ(judge_mail(said(250, "250 2.0.0 Ok")).result, Result::Sent);
    EXPECT_EQ(judge_mail(said(451, "451 4.7.1 Greylisted")).result, Result::Again);
    EXPECT_EQ(judge_mail(said(452, "452 4.2.2 Full")).result, Result::Again);
    EXPECT_EQ(judge_mail(said(550, "550 5.1.1 No such user")).result, Result::Gone);
    EXPECT_EQ(judge_mail(said(550, "550 5.1.10 Null MX")).result, Result::Gone);
    EXPECT_EQ(judge_mail(said(553, "553 no such mailbox")).result, Result::Gone);
    EXPECT_EQ(judge_mail(said(550, "550 5.1.8 Bad sender")).result, Result::Failed);
    EXPECT_EQ(judge_mail(said(554, "554 5.7.1 Looks like spam")).result, Result::Failed);
}

TEST(JudgeMail, WhatTheRelayHasAgainstUsCostsNobodyTheirSubscription) {
    const Verdict verdict = judge_mail(said(530, "530 5.7.0 Log in first", false));
    EXPECT_EQ(verdict.result, Result::Again);
    EXPECT_TRUE(verdict.account_fault);
}

TEST(JudgeMail, ALostConnectionIsUnknownOnlyOnceTheMailWasHandedOver) {
    mail::SmtpAnswer answer;
    answer.fault = Fault::Broken;
    EXPECT_FALSE(judge_mail(answer).unknown);
    answer.sent = true;
    EXPECT_TRUE(judge_mail(answer).unknown);
    EXPECT_EQ(judge_mail(answer).result, Result::Again);
}

TEST(MailLetter, KeepsItsIdOverAttemptsAndReturnsToTheBounceAddress) {
    const MailIdentity identity{"status@example.com", "bounces@example.com", nullptr};
    const MailEnvelope envelope{"kim@example.com", "Acme", "", "event/kim", "notice", "", {}, 0};
    const MailBody body{"Subject", "Text", "<p>Text</p>"};
    const mail::Letter first = mail_letter(identity, envelope, body), second = mail_letter(identity, envelope, body);
    EXPECT_EQ(first.envelope_from, "bounces@example.com");
    const std::string id = first.bytes.substr(first.bytes.find("Message-ID: "), 60);
    EXPECT_NE(second.bytes.find(id), std::string::npos);
    EXPECT_NE(first.bytes.find("References: <thread.notice@example.com>"), std::string::npos);
    EXPECT_EQ(first.bytes.find("List-Unsubscribe"), std::string::npos) << "a letter belongs to no list";
}

TEST(FolderMailer, WritesEachMailToAFileOfItsOwn) {
    const test::TempFolder folder;
    const SystemClock clock;
    const auto mailer = folder_mailer(folder.path() + "/outbox", clock);
    int sent = 0;
    for (int i = 0; i < 2; ++i) {
        mailer->send({"a@example.com", "b@example.com", "Subject: x\r\n\r\nhi"},
                     [&](const Verdict& verdict) { sent += verdict.result == Result::Sent ? 1 : 0; });
    }
    EXPECT_EQ(sent, 2);
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path() + "/outbox")) {
        ++files;
        std::ifstream file(entry.path());
        std::string line;
        std::getline(file, line);
        EXPECT_EQ(line, "X-Envelope-To: b@example.com\r");
    }
    EXPECT_EQ(files, 2);
}

}  // namespace
}  // namespace daymark::notify
