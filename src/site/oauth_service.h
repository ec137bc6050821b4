// Services at which people agree to something by OAuth: where they are asked, and what is answered to a code.
#pragma once

#include "platform/net/oauth2.h"
#include "subscribers/subscriber.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace daymark::site {

struct OAuthService {
    std::string_view name;                  // "slack": in addresses and settings
    std::string_view brand;                 // "Slack"
    std::string_view page_root, page_path;  // where people are asked
    std::string_view api_root, token_path;  // where a code becomes what it stands for
    std::string_view scope;
    std::optional<subscribers::Channel> channel;  // that is connected; none: an account of the page itself
};
[[nodiscard]] const OAuthService* find_oauth_service(std::string_view name);
/// That by which readers connect this channel.
[[nodiscard]] const OAuthService* find_oauth_service(std::optional<subscribers::Channel> channel);

/// The operator's apps, and how services are asked.
struct OAuthMeans {
    std::map<std::string, net::OAuthApp, std::less<>> apps;  // by service
    std::map<std::string, std::string, std::less<>> urls;    // by service, in place of both its usual roots
    std::function<net::HttpAnswer(net::HttpRequest)> ask;    // waits for the answer

    /// Nothing when the operator has none there.
    [[nodiscard]] const net::OAuthApp* app_at(const OAuthService& service) const;
    [[nodiscard]] std::string page_of(const OAuthService& service) const;
    [[nodiscard]] std::string token_url_of(const OAuthService& service) const;
};

/// What a code stood for.
struct Grant {
    std::string webhook, team;                // of a channel
    std::string access_token, refresh_token;  // of an account
    Millis lasts = 0;                         // the former
};
struct GrantAnswer {
    std::optional<Grant> grant;
    bool silent = false;  // no word about the code: it may be tried again from the start
    std::string why{};    // for the operator's log; never what was sent
};
[[nodiscard]] GrantAnswer read_grant(const OAuthService& service, const net::HttpAnswer& answer);

/// A word of a protocol, such as "invalid_client"; "" for all else.
[[nodiscard]] std::string protocol_word(std::string_view text);

}  // namespace daymark::site
