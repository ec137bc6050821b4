// The channel that is no HTTP: mails, as they go to a relay or, without one, to a folder.
#pragma once

#include "notify/channel.h"
#include "notify/mail_body.h"
#include "platform/mail/dkim.h"
#include "platform/mail/message.h"
#include "platform/mail/smtp.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace daymark::notify {

/// Who writes, as the operator set it.
struct MailIdentity {
    std::string address = "status@localhost";  // From
    std::string bounces;  // where mails come back that cannot be delivered; "" for `address`. See notify/bounce.h
    const mail::DkimSigner* signer = nullptr;

    /// Behind the @.
    [[nodiscard]] std::string domain() const { return address.substr(address.rfind('@') + 1); }
};

/// What a mail has besides its words.
struct MailEnvelope {
    std::string to;
    std::string from_name, reply_to;
    std::string delivery_id;  // the same for each attempt: so is the Message-ID
    std::string thread;       // what mails are threaded by, "" for none
    std::string list_id;      // "updates.acme.status.example.com", "" for letters, which belong to no list
    Links links;
    Millis date = 0;
};

/// The mail's bytes, signed if there is a key. A letter for `to` alone.
[[nodiscard]] mail::Letter mail_letter(const MailIdentity& identity, const MailEnvelope& envelope,
                                       const MailBody& body);

/// What stands before the @ in its Message-ID.
[[nodiscard]] std::string message_name(const std::string& delivery_id);

/// 2xx sent; 4xx later; of 5xx those that say that there is no such mailbox: gone; others failed.
[[nodiscard]] Verdict judge_mail(const mail::SmtpAnswer& answer);

/// Where mails go. Any thread.
class Mailer {
public:
    virtual ~Mailer() = default;
    /// Returns at once; `done` is called exactly once, on another thread or before this returns.
    virtual void send(mail::Letter letter, std::function<void(Verdict)> done) = 0;
};
/// A mail server.
[[nodiscard]] std::unique_ptr<Mailer> relay_mailer(mail::SmtpClient::Options options);
/// For those who only look: each mail becomes a file "<time>-<number>.eml" in the folder, which is made.
[[nodiscard]] std::unique_ptr<Mailer> folder_mailer(const std::string& folder, const Clock& clock);

}  // namespace daymark::notify
