// Signatures by which mail servers know that a mail is the domain owner's (RFC 6376).
#pragma once

#include <string>
#include <string_view>

namespace daymark::mail {

/// Any thread.
class DkimSigner {
public:
    /// `private_key`: RSA in PEM. Throws std::runtime_error for the operator when it is none.
    DkimSigner(std::string domain, std::string selector, std::string private_key);

    /// The mail with a DKIM-Signature in front: rsa-sha256, relaxed/relaxed, over From, To, Reply-To, Subject, Date,
    /// Message-ID, MIME-Version, Content-Type, References, List-Id, List-Unsubscribe and List-Unsubscribe-Post, as far
    /// as it has them, without a length limit. Throws std::runtime_error for a mail without a sender.
    [[nodiscard]] std::string sign(const std::string& mail) const;

    /// The TXT record that belongs at "<selector>._domainkey.<domain>".
    [[nodiscard]] std::string dns_record() const;

    [[nodiscard]] const std::string& domain() const { return domain_; }
    [[nodiscard]] const std::string& selector() const { return selector_; }

private:
    std::string domain_, selector_, private_key_;
};

}  // namespace daymark::mail
