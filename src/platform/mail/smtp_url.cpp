// Taken apart by libcurl, which also dials it.
#include "platform/mail/smtp_url.h"

#include <curl/curl.h>

#include <memory>
#include <stdexcept>

namespace daymark::mail {
namespace {

using Parts = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

[[noreturn]] void refuse(const char* why) {
    throw std::runtime_error(std::string("The mail server's address ") + why +
                             "; it is like smtp://user:password@mail.example.com:587, user and password "
                             "percent-encoded, or smtps://, with ?tls=required or ?tls=never");
}

/// "" when the URL has no such part.
std::string part_of(const Parts& parts, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    const CURLUcode code = curl_url_get(parts.get(), which, &text, flags);
    const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
    if (code == CURLUE_URLDECODE || code == CURLUE_OUT_OF_MEMORY) refuse("has control characters in it");
    return code == CURLUE_OK ? std::string(text) : std::string();
}

SmtpUrl::Tls tls_of(const std::string& scheme, const std::string& query, bool logs_in) {
    if (!query.empty() && query != "tls=required" && query != "tls=never") refuse("has a setting that is not known");
    const bool never = query == "tls=never";
    if (scheme == "smtps" && never) refuse("asks for TLS and for none");
    if (scheme == "smtps") return SmtpUrl::Tls::First;
    if (never) return SmtpUrl::Tls::Never;
    return logs_in || !query.empty() ? SmtpUrl::Tls::Required : SmtpUrl::Tls::IfOffered;
}

}  // namespace

SmtpUrl read_smtp_url(const std::string& url) {
    const Parts parts(curl_url(), &curl_url_cleanup);
    if (!parts || url.find('\0') != std::string::npos ||
        curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK)
        refuse("is no URL");
    const std::string scheme = part_of(parts, CURLUPART_SCHEME);
    if (scheme != "smtp" && scheme != "smtps") refuse("is neither smtp:// nor smtps://");
    if (part_of(parts, CURLUPART_PATH) != "/" || !part_of(parts, CURLUPART_FRAGMENT).empty())
        refuse("has more than a host and a port");
    if (!part_of(parts, CURLUPART_OPTIONS).empty()) refuse("has a ';' in it that is not percent-encoded");

    SmtpUrl read;
    read.user = part_of(parts, CURLUPART_USER, CURLU_URLDECODE);
    read.password = part_of(parts, CURLUPART_PASSWORD, CURLU_URLDECODE);
    if (read.user.empty() && !read.password.empty()) refuse("has a password and no user");
    read.tls = tls_of(scheme, part_of(parts, CURLUPART_QUERY), !read.user.empty());
    for (const CURLUPart part : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY, CURLUPART_PATH})
        curl_url_set(parts.get(), part, nullptr, 0);
    read.server = part_of(parts, CURLUPART_URL);
    read.host = part_of(parts, CURLUPART_HOST);
    if (read.host.starts_with('[')) read.host = read.host.substr(1, read.host.size() - 2);
    return read;
}

}  // namespace daymark::mail
