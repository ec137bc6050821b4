// Subscribers on the wire (contract §6.3).
#pragma once

#include "pages/page_json.h"
#include "subscribers/custom_request.h"
#include "subscribers/subscriber.h"

namespace daymark::subscribers {

struct SubscriberDraft {
    std::optional<std::string> email, phone, webhook, webhook_email, language;
    std::optional<bool> all;
    std::optional<std::vector<std::string>> components;
    bool auto_confirm = false;
    CustomRequestDraft request;

    static constexpr std::string_view schema_name = "SubscriberDraft";
    static constexpr auto fields = std::tuple{
        json::field("email", &SubscriberDraft::email).up_to(254).described("This, phone or webhook"),
        json::field("phone", &SubscriberDraft::phone).up_to(32).described("With the country's code"),
        json::field("webhook", &SubscriberDraft::webhook).up_to(2048).described("An http or https address"),
        json::field("webhookEmail", &SubscriberDraft::webhook_email)
            .up_to(254)
            .described("Who is told when the webhook fails"),
        json::field("all", &SubscriberDraft::all).described("Every component; true unless components are named"),
        json::field("components", &SubscriberDraft::components).reference().described("Ids, when not all"),
        json::field("autoConfirm", &SubscriberDraft::auto_confirm)
            .described("true: confirmed at once, without a message"),
        json::field("language", &SubscriberDraft::language).up_to(12).not_blank().described("The page's unless told"),
        json::inlined(&SubscriberDraft::request),
    };
};

/// Channels that the contract knows but over which nobody can be added by the API.
struct OtherChannels {
    std::optional<std::string> discord, discord_team, slack, slack_team, microsoft_teams, google_chat, company;

    static constexpr auto fields = std::tuple{
        json::field("discord", &OtherChannels::discord),
        json::field("discordTeam", &OtherChannels::discord_team),
        json::field("slack", &OtherChannels::slack),
        json::field("slackTeam", &OtherChannels::slack_team).described("Workspace and channel, when Slack told them"),
        json::field("company", &OtherChannels::company),
        json::field("microsoftTeamsWebhook", &OtherChannels::microsoft_teams),
        json::field("googleChatWebhook", &OtherChannels::google_chat),
        json::AlwaysNull{"googleChatSpace"},
    };
};

struct SubscriberView {
    std::string id;
    std::optional<std::string> name, email, phone, webhook, webhook_email;
    bool confirmed = false, all = true;
    std::vector<Chosen> components;
    json::Time created, updated;
    std::string page_id, unsubscribe_token, language;
    OtherChannels other;
    std::int64_t failed_attempts = 0;
    CustomRequest request;
    std::optional<std::string> secret, standard_secret;
    pages::PageIdView site;

    static constexpr std::string_view schema_name = "Subscriber";
    static constexpr auto fields = std::tuple{
        json::field("id", &SubscriberView::id),
        json::field("name", &SubscriberView::name).described("As an import had it"),
        json::field("email", &SubscriberView::email),
        json::field("phone", &SubscriberView::phone).described("Its digits"),
        json::field("webhook", &SubscriberView::webhook),
        json::field("webhookEmail", &SubscriberView::webhook_email),
        json::field("confirmed", &SubscriberView::confirmed)
            .described("Whether they said yes; only then are they told"),
        json::field("all", &SubscriberView::all),
        json::field("components", &SubscriberView::components).described("When not all"),
        json::field("createdAt", &SubscriberView::created),
        json::field("updatedAt", &SubscriberView::updated),
        json::field("siteId", &SubscriberView::page_id).described("Id of its page"),
        json::field("unsubscribeToken", &SubscriberView::unsubscribe_token),
        json::field("language", &SubscriberView::language),
        json::inlined(&SubscriberView::other),
        json::field("failedAttempts", &SubscriberView::failed_attempts),
        json::constant("approved", true),
        // Contract: the newest description renames this property; clients know one or the other.
        json::constant("importedFromStatuspage", false),
        json::AlwaysNull{"importedFrom"},
        json::constant("hideUnsubLink", false),
        json::inlined(&SubscriberView::request),
        json::field("webhookSecret", &SubscriberView::secret)
            .described("With which a new webhook's requests are signed; in the answer that makes it, never again"),
        json::field("webhookStandardSecret", &SubscriberView::standard_secret)
            .described("The same as libraries of Standard Webhooks take it"),
        json::field("site", &SubscriberView::site),
    };
};

struct RemovedSubscriberView {
    std::string id;
    std::optional<std::string> email, phone, webhook, webhook_email, discord, microsoft_teams;
    pages::PageIdView site;

    static constexpr std::string_view schema_name = "RemovedSubscriber";
    static constexpr auto fields = std::tuple{
        json::field("id", &RemovedSubscriberView::id),
        json::AlwaysNull{"name"},
        json::field("email", &RemovedSubscriberView::email),
        json::field("phone", &RemovedSubscriberView::phone),
        json::field("webhook", &RemovedSubscriberView::webhook),
        json::field("webhookEmail", &RemovedSubscriberView::webhook_email),
        json::field("discord", &RemovedSubscriberView::discord),
        json::field("microsoftTeamsWebhook", &RemovedSubscriberView::microsoft_teams),
        json::AlwaysNull{"company"},
        json::field("site", &RemovedSubscriberView::site),
    };
};

}  // namespace daymark::subscribers
