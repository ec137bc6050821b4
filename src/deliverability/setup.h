// How this server sends its mails, as far as others can see it.
#pragma once

#include "platform/mail/dkim.h"
#include "platform/mail/smtp_probe.h"
#include "platform/mail/smtp_url.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace daymark::deliverability {

struct Setup {
    std::string from_domain;                                     // in ASCII and lower case, as all names here
    std::string bounce_domain;                                   // of the envelope, which SPF is about
    std::optional<mail::SmtpUrl> relay;                          // none: mails become files
    std::vector<std::string> relay_addresses;                    // where its name leads, once it was looked up
    std::function<mail::SmtpProbe(const mail::SmtpUrl&)> greet;  // how the relay is asked whether it takes us
    std::optional<mail::DkimSigner> signer;                      // none: the relay signs, or nobody does
    std::vector<std::string> own_addresses;                      // of this machine
};

/// Whether the relay runs on this machine: then what it sends comes from here.
[[nodiscard]] bool relay_is_here(const Setup& setup);
/// Of these addresses those that the Internet can see.
[[nodiscard]] std::vector<std::string> public_ones(const std::vector<std::string>& addresses);

}  // namespace daymark::deliverability
