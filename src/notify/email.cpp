// Mails: envelope, headers, verdicts.
#include "notify/email.h"

#include "notify/mail_refusal.h"
#include "platform/base/file.h"
#include "platform/crypto/secret_key.h"

#include <atomic>

namespace daymark::notify {
namespace {

bool says_no_mailbox(const mail::SmtpAnswer& answer) {
    return meaning_of_refusal(answer.code, enhanced_status_in(answer.text)) == MailRefusal::NoMailbox;
}

std::string fault_text(mail::SmtpAnswer::Fault fault) {
    using Fault = mail::SmtpAnswer::Fault;
    switch (fault) {
        case Fault::Unreachable:
            return "The mail server cannot be reached";
        case Fault::BadTls:
            return "The mail server could not prove who it is";
        case Fault::TimedOut:
            return "The mail server did not answer in time";
        case Fault::LoginRefused:
            return "The mail server refused the login";
        case Fault::Broken:
        case Fault::None:
            break;
    }
    return "The connection to the mail server broke";
}

class RelayMailer final : public Mailer {
public:
    explicit RelayMailer(mail::SmtpClient::Options options) : client_(std::move(options)) {}

    void send(mail::Letter letter, std::function<void(Verdict)> done) override {
        client_.send(std::move(letter),
                     [done = std::move(done)](const mail::SmtpAnswer& answer) { done(judge_mail(answer)); });
    }

private:
    mail::SmtpClient client_;
};

class FolderMailer final : public Mailer {
public:
    FolderMailer(std::string folder, const Clock& clock) : folder_(std::move(folder)), clock_(clock) {
        make_folder(folder_);
    }

    void send(mail::Letter letter, std::function<void(Verdict)> done) override {
        const std::string name = std::to_string(clock_.now()) + "-" + std::to_string(++count_) + ".eml";
        try {
            replace_file(folder_ + "/" + name, "X-Envelope-To: " + letter.to + "\r\n" + letter.bytes);
            done({Verdict::Result::Sent, "Written to " + name});
        } catch (const std::exception&) {
            done({Verdict::Result::Again, "The mail could not be written to the outbox folder"});
        }
    }

private:
    const std::string folder_;
    const Clock& clock_;
    std::atomic<unsigned> count_ = 0;
};

}  // namespace

mail::Letter mail_letter(const MailIdentity& identity, const MailEnvelope& envelope, const MailBody& body) {
    mail::Message message;
    message.from = {envelope.from_name, identity.address};
    message.to = {{}, envelope.to};
    message.reply_to = envelope.reply_to;
    message.subject = body.subject;
    message.message_id = "<" + message_name(envelope.delivery_id) + "@" + identity.domain() + ">";
    message.date = envelope.date;
    message.text = body.text;
    message.html = body.html;
    message.headers = {{"Auto-Submitted", "auto-generated"}, {"X-Auto-Response-Suppress", "All"}};
    if (!envelope.thread.empty()) {
        // Nobody sent the first mail of a thread: each update refers to it, and so to the others.
        const std::string first = "<thread." + envelope.thread + "@" + identity.domain() + ">";
        message.headers.emplace_back("References", first);
        message.headers.emplace_back("In-Reply-To", first);
    }
    if (!envelope.list_id.empty()) message.headers.emplace_back("List-Id", "<" + envelope.list_id + ">");
    if (!envelope.links.one_click.empty()) {
        message.headers.emplace_back("List-Unsubscribe", "<" + envelope.links.one_click + ">");
        message.headers.emplace_back("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    std::string bytes = mail::bytes_of(message);
    if (identity.signer != nullptr) bytes = identity.signer->sign(bytes);
    return {identity.bounces.empty() ? identity.address : identity.bounces, envelope.to, std::move(bytes)};
}

std::string message_name(const std::string& delivery_id) { return crypto::short_hash(delivery_id); }

Verdict judge_mail(const mail::SmtpAnswer& answer) {
    using Result = Verdict::Result;
    Verdict verdict;
    if (answer.fault != mail::SmtpAnswer::Fault::None) {
        verdict = {Result::Again, fault_text(answer.fault)};
        verdict.unknown = answer.sent;
        verdict.account_fault = true;
        return verdict;
    }
    verdict.reason = answer.text;
    if (answer.code >= 200 && answer.code < 300) return verdict;
    // Greylisting wants 5 minutes or more; the second wait of the table has them. What the relay has against us is not
    // the receiver's fault.
    verdict.account_fault = !answer.greeted;
    if (answer.code < 500 || !answer.greeted)
        verdict.result = Result::Again;
    else if (says_no_mailbox(answer))
        verdict.result = Result::Gone;
    else
        verdict.result = Result::Failed;
    return verdict;
}

std::unique_ptr<Mailer> relay_mailer(mail::SmtpClient::Options options) {
    return std::make_unique<RelayMailer>(std::move(options));
}

std::unique_ptr<Mailer> folder_mailer(const std::string& folder, const Clock& clock) {
    return std::make_unique<FolderMailer>(folder, clock);
}

}  // namespace daymark::notify
