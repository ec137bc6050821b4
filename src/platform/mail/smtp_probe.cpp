// First as strictly as can be, then as mails go.
#include "platform/mail/smtp_probe.h"

#include "platform/mail/smtp_connection.h"

namespace daymark::mail {

SmtpProbe probe(const SmtpUrl& url, const std::string& own_name, const std::string& ca_file, Millis within) {
    SmtpConnection::Manner usual{url, ca_file, own_name, within};
    SmtpConnection::Manner strict = usual;
    if (url.tls != SmtpUrl::Tls::First) strict.url.tls = SmtpUrl::Tls::Required;
    SmtpProbe found;
    SmtpConnection first(strict);
    found.answer = first.greet(within);
    const bool bad_tls = found.answer.fault == SmtpAnswer::Fault::BadTls;
    const bool offered = url.tls == SmtpUrl::Tls::First || first.asked_for_tls();
    if (offered) found.tls = bad_tls ? SmtpProbe::Tls::Unproven : SmtpProbe::Tls::Proven;
    const bool otherwise = url.tls == SmtpUrl::Tls::IfOffered || url.tls == SmtpUrl::Tls::Never;
    if (otherwise && (bad_tls || url.tls == SmtpUrl::Tls::Never)) {
        SmtpConnection second(usual);
        found.answer = second.greet(within);
    }
    return found;
}

}  // namespace daymark::mail
