// Slack, Discord and X as OAuth knows them.
#include "site/oauth_service.h"

#include "platform/base/error.h"
#include "platform/json/json.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace daymark::site {
namespace {

using Fault = net::HttpAnswer::Fault;
using subscribers::Channel;

constexpr std::array<OAuthService, 3> services = {{
    {"slack", "Slack", "https://slack.com", "/oauth/v2/authorize", "https://slack.com", "/api/oauth.v2.access",
     "incoming-webhook", Channel::Slack},
    {"discord", "Discord", "https://discord.com", "/oauth2/authorize", "https://discord.com", "/api/oauth2/token",
     "webhook.incoming", Channel::Discord},
    {"x",
     "X",
     "https://x.com",
     "/i/oauth2/authorize",
     "https://api.x.com",
     "/2/oauth2/token",
     "tweet.read tweet.write users.read offline.access",
     {}},
}};

constexpr std::size_t longest_team = 120;

json::value json_of(const net::HttpAnswer& answer) {
    try {
        return json::parse(answer.body);
    } catch (const Error&) {
        return nullptr;
    }
}

const json::value* member(const json::value& body, std::initializer_list<std::string_view> path) {
    const json::value* at = &body;
    for (const std::string_view name : path) {
        at = at->is_object() ? at->get_object().if_contains(name) : nullptr;
        if (at == nullptr) return nullptr;
    }
    return at;
}

std::string text_at(const json::value& body, std::initializer_list<std::string_view> path) {
    const json::value* found = member(body, path);
    return found != nullptr && found->is_string() ? std::string(std::string_view(found->get_string())) : std::string();
}

/// As people see it in lists: one line of bounded length, whole characters.
std::string label(const std::string& text) {
    std::string line;
    for (const char c : text) line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    if (line.size() <= longest_team) return line;
    std::size_t end = longest_team;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xc0) == 0x80) --end;
    return line.substr(0, end);
}

Grant grant_of(std::string webhook, const std::string& team) {
    Grant grant;
    grant.webhook = std::move(webhook);
    grant.team = label(team);
    return grant;
}

/// Guess: in the contract's one name the workspace and its channel: "Acme #status".
Grant slack_grant(const json::value& body) {
    const std::string team = text_at(body, {"team", "name"});
    const std::string channel = text_at(body, {"incoming_webhook", "channel"});
    const std::string between = team.empty() || channel.empty() ? "" : " ";
    return grant_of(text_at(body, {"incoming_webhook", "url"}), team + between + channel);
}

/// Guess: Discord's answer names neither server nor channel, only the webhook as people called it.
Grant discord_grant(const json::value& body) {
    return grant_of(text_at(body, {"webhook", "url"}), text_at(body, {"webhook", "name"}));
}

/// X says two hours.
Grant account_grant(const json::value& body) {
    constexpr std::int64_t usual = 7'200, longest = 30 * 24 * 3'600;
    Grant grant;
    grant.access_token = text_at(body, {"access_token"});
    grant.refresh_token = text_at(body, {"refresh_token"});
    const json::value* lasts = member(body, {"expires_in"});
    const std::int64_t seconds = lasts != nullptr && lasts->is_int64() ? lasts->get_int64() : usual;
    grant.lasts = std::clamp<std::int64_t>(seconds, 1, longest) * one_second;
    return grant;
}

Grant grant_in(const OAuthService& service, const json::value& body) {
    if (!service.channel) return account_grant(body);
    return *service.channel == Channel::Slack ? slack_grant(body) : discord_grant(body);
}

bool is_token(std::string_view text) {
    constexpr std::size_t longest = 4'096;
    return !text.empty() && text.size() <= longest &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

bool is_whole(const OAuthService& service, const Grant& grant) {
    if (service.channel) return subscribers::is_chat_webhook(*service.channel, grant.webhook);
    return is_token(grant.access_token) && is_token(grant.refresh_token);
}

}  // namespace

const OAuthService* find_oauth_service(std::string_view name) {
    const auto* found = std::ranges::find(services, name, &OAuthService::name);
    return found == services.end() ? nullptr : found;
}

const OAuthService* find_oauth_service(std::optional<Channel> channel) {
    const auto* found = channel ? std::ranges::find(services, channel, &OAuthService::channel) : services.end();
    return found == services.end() ? nullptr : found;
}

const net::OAuthApp* OAuthMeans::app_at(const OAuthService& service) const {
    const auto found = apps.find(service.name);
    return ask && found != apps.end() && found->second.is_set_up() ? &found->second : nullptr;
}

std::string OAuthMeans::page_of(const OAuthService& service) const {
    const auto own = urls.find(service.name);
    return (own == urls.end() ? std::string(service.page_root) : own->second) + std::string(service.page_path);
}

std::string OAuthMeans::token_url_of(const OAuthService& service) const {
    const auto own = urls.find(service.name);
    return (own == urls.end() ? std::string(service.api_root) : own->second) + std::string(service.token_path);
}

GrantAnswer read_grant(const OAuthService& service, const net::HttpAnswer& answer) {
    if (answer.fault != Fault::None) return {std::nullopt, true, "no_answer"};
    if (answer.status == 429 || answer.status >= 500) return {std::nullopt, true, std::to_string(answer.status)};
    const json::value body = json_of(answer);
    // Slack says no with 200.
    const std::string refusal = text_at(body, {"error"});
    if (answer.status != 200 || !refusal.empty()) {
        const std::string word = protocol_word(refusal);
        return {std::nullopt, false, word.empty() ? std::to_string(answer.status) : word};
    }
    Grant grant = grant_in(service, body);
    if (!is_whole(service, grant)) return {std::nullopt, false, "incomplete"};
    return {std::move(grant)};
}

std::string protocol_word(std::string_view text) {
    constexpr std::size_t longest = 40;
    const auto fits = [](char c) { return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); };
    return text.size() <= longest && std::ranges::all_of(text, fits) ? std::string(text) : std::string();
}

}  // namespace daymark::site
