// Where a mail server is and how it wants to be spoken to.
#pragma once

#include <string>

namespace daymark::mail {

struct SmtpUrl {
    enum class Tls {
        Never,
        IfOffered,  // whoever the other side is
        Required,   // STARTTLS
        First,      // from the first byte
    };
    std::string server;  // "smtp://host:port/", as libcurl takes it
    std::string host;    // a name, or an address without brackets
    std::string user, password;
    Tls tls = Tls::IfOffered;
};

/// "smtp://user:password@host:port", "smtps://…", with "?tls=required" or "?tls=never"; user and password
/// percent-encoded. Throws std::runtime_error for the operator, whose text has no part of the URL.
[[nodiscard]] SmtpUrl read_smtp_url(const std::string& url);

}  // namespace daymark::mail
