// Pure rules on pages: what a subdomain, a setting may be.
#include "pages/page.h"

#include "pages/colors.h"
#include "platform/base/zone.h"
#include "platform/http/network.h"
#include "platform/text/date_pattern.h"
#include "users/user.h"

#include <algorithm>

namespace daymark::pages {
namespace {

void check_color(const char* field, const std::string& color) {
    if (!plain_color(color)) throw Error::bad_field(field, "must be a colour such as #1E1E1E or rgb(30, 30, 30)");
}

/// Only the web's own schemes: the address becomes a link or an image on the public page.
void check_url(const std::string& field, const std::optional<std::string>& url) {
    if (!url || url->empty()) return;
    const bool web = url->starts_with("https://") || url->starts_with("http://");
    const bool clean =
        std::ranges::none_of(*url, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 127; });
    if (!web || !clean) throw Error::bad_field(field, "must be an address that starts with https:// or http://");
}

void check_format(const char* field, const std::string& format) {
    const std::string problem = text::DatePattern::of(format).problem;
    if (!problem.empty()) throw Error::bad_field(field, problem);
}

bool is_language(std::string_view text) {
    return text.size() >= 2 && text.size() <= 12 && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
           });
}

constexpr std::size_t most_listed = 500;

void check_allow_list(const std::vector<std::string>& networks) {
    if (networks.size() > most_listed) throw Error::bad_field("allowList", "must have at most 500 entries");
    for (std::size_t i = 0; i < networks.size(); ++i) {
        if (http::Network::of(networks[i])) continue;
        throw Error::bad_field("allowList[" + std::to_string(i) + "]",
                               "must be an address or a network such as 192.0.2.7 or 10.0.0.0/8");
    }
}

void check_email_domains(const std::vector<std::string>& domains) {
    if (domains.size() > most_listed) throw Error::bad_field("allowedEmailDomains", "must have at most 500 entries");
    for (std::size_t i = 0; i < domains.size(); ++i) {
        if (users::is_email("somebody@" + domains[i]) && domains[i].find('@') == std::string::npos) continue;
        throw Error::bad_field("allowedEmailDomains[" + std::to_string(i) + "]", "must be a domain such as example.com");
    }
}

}  // namespace

bool is_subdomain(std::string_view text) {
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
           std::ranges::all_of(text,
                               [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

void check(const PageSettings& settings) {
    check_color("brandColor", settings.brand_color);
    check_color("okColor", settings.ok_color);
    check_color("disruptedColor", settings.disrupted_color);
    check_color("degradedColor", settings.degraded_color);
    check_color("downColor", settings.down_color);
    check_color("noticeColor", settings.notice_color);
    check_color("unknownColor", settings.unknown_color);
    check_url("logoUrl", settings.logo_url);
    check_url("logoUrlDark", settings.logo_url_dark);
    check_url("metaOgImage", settings.meta_og_image);
    if (settings.links.size() > most_links) throw Error::bad_field("links", "must have at most 5 entries");
    for (std::size_t i = 0; i < settings.links.size(); ++i) {
        check_url("links[" + std::to_string(i) + "].url", settings.links[i].url);
    }
    check_allow_list(settings.allow_list);
    check_email_domains(settings.allowed_email_domains);
    check_url("faviconUrl", settings.favicon_url);
    check_url("websiteUrl", settings.website_url);
    check_format("dateFormat", settings.date_format);
    check_format("dateFormatShort", settings.date_format_short);
    check_format("timeFormat", settings.time_format);
    if (!is_language(settings.language))
        throw Error::bad_field("language", "must be a language code such as en or pt-br");
    if (!zone_exists(settings.timezone))
        throw Error::bad_field("timezone", "must be a time zone such as Europe/Berlin");
    const auto& address = settings.public_email;
    if (address && !address->empty() && !users::is_email(*address)) {
        throw Error::bad_field("publicEmail", "must be an e-mail address");
    }
}

}  // namespace daymark::pages
