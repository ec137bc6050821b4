// How a mail server takes us before there is a mail.
#pragma once

#include "platform/mail/smtp.h"
#include "platform/mail/smtp_url.h"

#include <string>

namespace daymark::mail {

struct SmtpProbe {
    enum class Tls {
        NotOffered,
        Unproven,  // offered, but the server could not prove who it is, or could not begin
        Proven,
    };
    SmtpAnswer answer;          // to whoever comes and logs in as mails do; 2xx when all is well
    Tls tls = Tls::NotOffered;  // when it answers at all
};

/// Connects once or twice, gives no mail, and takes no longer than twice `within`. `own_name` and `ca_file` as in
/// SmtpClient::Options.
[[nodiscard]] SmtpProbe probe(const SmtpUrl& url, const std::string& own_name, const std::string& ca_file,
                              Millis within);

}  // namespace daymark::mail
