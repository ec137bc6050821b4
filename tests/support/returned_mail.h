// Mails as servers write them when something did not arrive, in the shapes that are met.
#pragma once

#include <string>
#include <string_view>

namespace daymark::test {

struct ReturnedMail {
    std::string to = "bounces@example.com";
    std::string id = "dsn-1@mail.example";
    std::string action = "failed", status = "5.1.1", diagnostic = "smtp; 550 5.1.1 <kim@example.org>: no such user";
    std::string original_id = "cafe0123@status.example.com";
    std::string original_sender;  // "" for none

    /// multipart/report as Postfix writes it, with the headers of the mail.
    [[nodiscard]] std::string text() const {
        return "From: MAILER-DAEMON@mail.example (Mail Delivery System)\r\nSubject: Undelivered Mail Returned to "
               "Sender\r\nTo: " +
               to + "\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nMessage-Id: <" + id +
               ">\r\nContent-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"5A1B.17/x\"\r\n\r\n"
               "This is a MIME-encapsulated message.\r\n\r\n"
               "--5A1B.17/x\r\nContent-Description: Notification\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
               "This is the mail system at host mail.example.\r\n\r\n"
               "--5A1B.17/x\r\nContent-Description: Delivery report\r\nContent-Type: message/delivery-status\r\n\r\n"
               "Reporting-MTA: dns; mail.example\r\nX-Postfix-Queue-ID: 5A1B17\r\n"
               "Arrival-Date: Tue, 10 Nov 2026 10:00:00 +0000 (UTC)\r\n\r\n"
               "Final-Recipient: rfc822; kim@example.org\r\nOriginal-Recipient: rfc822;kim@example.org\r\nAction: " +
               action + "\r\nStatus: " + status +
               "\r\nRemote-MTA: dns; mx.example.org\r\nDiagnostic-Code: " + diagnostic + "\r\n\r\n--5A1B.17/x\r\n" +
               "Content-Description: Undelivered Message Headers\r\nContent-Type: text/rfc822-headers\r\n\r\n" +
               (original_sender.empty() ? "" : "Return-Path: <" + original_sender + ">\r\n") +
               "From: Acme <status@status.example.com>\r\nTo: kim@example.org\r\nMessage-ID: <" + original_id +
               ">\r\n\r\n--5A1B.17/x--\r\n";
    }
};

/// A complaint as providers send it (RFC 5965).
struct Complaint {
    std::string to = "fbl@example.com";
    std::string type = "abuse";
    std::string original_id = "cafe0123@status.example.com";
    std::string original_sender;  // of the envelope; "" for none

    [[nodiscard]] std::string text() const {
        return "From: <feedback@provider.example>\nTo: <" + to +
               ">\nSubject: FW: Incident\nMIME-Version: 1.0\nMessage-ID: <arf-1@provider.example>\n"
               "Content-Type: multipart/report; report-type=feedback-report; boundary=\"part\"\n\n"
               "--part\nContent-Type: text/plain\n\nThis is an email abuse report.\n"
               "--part\nContent-Type: message/feedback-report\n\nFeedback-Type: " +
               type + "\nUser-Agent: SomeGenerator/1.0\nVersion: 1\n" +
               (original_sender.empty() ? "" : "Original-Mail-From: <" + original_sender + ">\n") +
               "\n--part\nContent-Type: message/rfc822\nContent-Disposition: inline\n\n"
               "From: <status@status.example.com>\nTo: <kim@example.org>\nMessage-ID: <" +
               original_id + ">\nSubject: Incident\n\nText\n--part--\n";
    }
};

}  // namespace daymark::test
