// A status page: its address, its words, its look.
#pragma once

#include "platform/json/fields.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::pages {

enum class SmsService { Twilio, Vonage, Esendex, Messagebird, Sns };

/// Guess: the contract only shows ALLOW_ALL.
enum class SearchEngineVisibility { AllowAll, DisallowAll };

/// A link in the page's header.
struct Link {
    std::string name, url;

    static constexpr std::string_view schema_name = "PageLink";
    static constexpr auto fields = std::tuple{json::field("name", &Link::name).required().up_to(64).not_blank(),
                                              json::field("url", &Link::url).required().up_to(2048)};
};
inline constexpr std::size_t most_links = 5;

/// What an owner can choose about a page. Kept as one JSON text; the field table is storage, input and output at once
/// (contract §2). Optional members are cleared by null; null leaves the others as they are.
struct PageSettings {
    std::optional<std::string> logo_url, logo_url_dark, favicon_url, website_url, public_email, twitter;
    bool subscribe_by_sms = false, send_sms_notifications = true;
    bool notify_automated_incidents = true, notify_automated_resolutions = true;
    std::string language = "en";
    bool use_large_header = true;
    std::string brand_color = "#1E1E1E", ok_color = "#00B093";
    std::string disrupted_color = "#ff8c00", degraded_color = "#ECC94B", down_color = "#8f485d";
    std::string notice_color = "#708090", unknown_color = "#DFE0E1";
    std::optional<std::string> google_analytics;
    std::optional<SmsService> sms_service;
    std::optional<std::string> html_in_meta, html_above_header, html_below_header, html_above_footer, html_below_footer,
        html_below_summary, css_global;
    std::string uptime_days_display = "BARS", uptime_outage_display = "LENGTH";
    std::optional<json::Time> launch_date;
    std::optional<bool> onboarded, disable_dark_mode;
    std::string date_format = "MMMMMM dd, yyyy", date_format_short = "MMM yyyy", time_format = "p";
    bool is_private = false, use_allow_list = false;
    std::vector<std::string> allow_list, allowed_email_domains;
    std::string timezone = "UTC";
    SearchEngineVisibility search_engine_visibility = SearchEngineVisibility::AllowAll;
    std::optional<std::string> meta_title, meta_description, meta_og_image;
    std::vector<Link> links;
    json::Translations translations;

    /// What is shown wherever the page is named, as in notices.
    static constexpr auto plain_fields = std::tuple{
        json::field("logoUrl", &PageSettings::logo_url).up_to(2048),
        json::field("logoUrlDark", &PageSettings::logo_url_dark)
            .up_to(2048)
            .described("For dark surroundings; the other one when there is none"),
        json::field("faviconUrl", &PageSettings::favicon_url).up_to(2048),
        json::field("websiteUrl", &PageSettings::website_url).up_to(2048),
        json::field("publicEmail", &PageSettings::public_email).up_to(254),
        json::field("twitter", &PageSettings::twitter).up_to(64),
        json::field("subscribeBySms", &PageSettings::subscribe_by_sms),
        json::field("sendSmsNotifications", &PageSettings::send_sms_notifications),
        json::field("language", &PageSettings::language).up_to(12).not_blank().described("Language code, such as en"),
        json::field("useLargeHeader", &PageSettings::use_large_header),
        json::field("brandColor", &PageSettings::brand_color)
            .up_to(32)
            .described("Colours: #1E1E1E or rgb(30, 30, 30)"),
        json::field("okColor", &PageSettings::ok_color).up_to(32),
        json::field("disruptedColor", &PageSettings::disrupted_color).up_to(32),
        json::field("degradedColor", &PageSettings::degraded_color).up_to(32),
        json::field("downColor", &PageSettings::down_color).up_to(32),
        json::field("noticeColor", &PageSettings::notice_color).up_to(32),
        json::field("unknownColor", &PageSettings::unknown_color).up_to(32),
        json::field("googleAnalytics", &PageSettings::google_analytics).up_to(64),
        json::field("smsService", &PageSettings::sms_service),
        json::field("uptimeDaysDisplay", &PageSettings::uptime_days_display).up_to(32),
        json::field("uptimeOutageDisplay", &PageSettings::uptime_outage_display).up_to(32),
        json::field("launchDate", &PageSettings::launch_date),
        json::field("onboarded", &PageSettings::onboarded),
        json::field("disableDarkMode", &PageSettings::disable_dark_mode),
        json::field("dateFormat", &PageSettings::date_format)
            .up_to(64)
            .described("A pattern of date-fns; as it is on a new page, dates are in the language's own form"),
        json::field("dateFormatShort", &PageSettings::date_format_short).up_to(64).described("Of months"),
        json::field("timeFormat", &PageSettings::time_format).up_to(64),
        json::field("private", &PageSettings::is_private),
        json::field("useAllowList", &PageSettings::use_allow_list),
        json::field("timezone", &PageSettings::timezone).up_to(64).described("IANA name; days are cut in this zone"),
        json::field("searchEngineVisibility", &PageSettings::search_engine_visibility),
        json::field("metaTitle", &PageSettings::meta_title).up_to(255).described("Where the page is shared"),
        json::field("metaDescription", &PageSettings::meta_description).up_to(1024),
        json::field("metaOgImage", &PageSettings::meta_og_image).up_to(2048),
        json::field("translations", &PageSettings::translations),
    };
    static constexpr std::size_t html_bytes = 64 * 1024;
    static constexpr auto fields = std::tuple_cat(
        plain_fields, std::tuple{
                          json::field("allowList", &PageSettings::allow_list)
                              .described("Networks that see a private page when useAllowList is true: 192.0.2.7, "
                                         "10.0.0.0/8, 2001:db8::/32"),
                          json::field("allowedEmailDomains", &PageSettings::allowed_email_domains)
                              .described("Who has an address there may ask for a link to a private page by mail"),
                          json::field("notifyAutomatedIncidents", &PageSettings::notify_automated_incidents)
                              .described("Whether subscribers hear of what programs say of incidents that they opened"),
                          json::field("notifyAutomatedResolutions", &PageSettings::notify_automated_resolutions)
                              .described("The same when programs say that it is over"),
                          json::field("links", &PageSettings::links).described("In the header; at most five"),
                          json::field("htmlInMeta", &PageSettings::html_in_meta).up_to(html_bytes),
                          json::field("htmlAboveHeader", &PageSettings::html_above_header).up_to(html_bytes),
                          json::field("htmlBelowHeader", &PageSettings::html_below_header).up_to(html_bytes),
                          json::field("htmlAboveFooter", &PageSettings::html_above_footer).up_to(html_bytes),
                          json::field("htmlBelowFooter", &PageSettings::html_below_footer).up_to(html_bytes),
                          json::field("htmlBelowSummary", &PageSettings::html_below_summary).up_to(html_bytes),
                          json::field("cssGlobal", &PageSettings::css_global).up_to(html_bytes),
                      });
};

/// The page's accounts with those who carry its messages. Their names are those of the channels' fields
/// (notify/channel.h).
struct PageAccounts {
    std::optional<std::string> twilio_sid, twilio_token, twilio_sender, esendex_username, esendex_password,
        esendex_account, nexmo_key, nexmo_secret, nexmo_sender;
    // Not in the contract, which names the services only:
    std::optional<std::string> messagebird_key, messagebird_sender, sns_access_key, sns_secret_key, sns_region,
        sns_sender, x_consumer_key, x_consumer_secret, x_access_token, x_access_token_secret, x_bearer, x_link;

    static constexpr auto fields = std::tuple{
        json::field("twilioSid", &PageAccounts::twilio_sid).up_to(255),
        json::field("twilioToken", &PageAccounts::twilio_token).up_to(255),
        json::field("twilioSender", &PageAccounts::twilio_sender).up_to(255),
        json::field("esendexUsername", &PageAccounts::esendex_username).up_to(255),
        json::field("esendexPassword", &PageAccounts::esendex_password).up_to(255),
        json::field("esendexAccountRef", &PageAccounts::esendex_account).up_to(255),
        json::field("nexmoKey", &PageAccounts::nexmo_key).up_to(255),
        json::field("nexmoSecret", &PageAccounts::nexmo_secret).up_to(255),
        json::field("nexmoSender", &PageAccounts::nexmo_sender).up_to(255),
        json::field("messagebirdKey", &PageAccounts::messagebird_key).up_to(255),
        json::field("messagebirdSender", &PageAccounts::messagebird_sender).up_to(255),
        json::field("snsAccessKey", &PageAccounts::sns_access_key).up_to(255),
        json::field("snsSecretKey", &PageAccounts::sns_secret_key).up_to(255),
        json::field("snsRegion", &PageAccounts::sns_region).up_to(255),
        json::field("snsSender", &PageAccounts::sns_sender).up_to(255),
        json::field("xConsumerKey", &PageAccounts::x_consumer_key).up_to(255),
        json::field("xConsumerSecret", &PageAccounts::x_consumer_secret).up_to(255),
        json::field("xAccessToken", &PageAccounts::x_access_token).up_to(255),
        json::field("xAccessTokenSecret", &PageAccounts::x_access_token_secret).up_to(255),
        json::field("xBearer", &PageAccounts::x_bearer).up_to(2048).described("In place of these four"),
        json::field("xLink", &PageAccounts::x_link).up_to(3).described("no: posts without the link, which cost less"),
    };
};

/// Credentials that come in and never go out. Kept as a sealed envelope.
struct PageSecrets {
    std::optional<std::string> password;  // of a private page
    PageAccounts accounts;

    static constexpr auto fields = std::tuple{
        json::field("password", &PageSecrets::password)
            .up_to(255)
            .described("Opens a private page to whoever knows it; null takes it away"),
        json::inlined(&PageSecrets::accounts),
    };
};

struct Page {
    std::string id;
    std::string workspace_id;
    std::string subdomain;
    std::optional<std::string> custom_domain;
    std::string name;
    std::string email;        // of the person who made it, for letters about the page
    std::string status;       // UP, HASISSUES, UNDERMAINTENANCE
    std::string main_status;  // the fine word, such as ONEPARTIALOUTAGE
    PageSettings settings;
    std::string unique_email;
    std::int64_t revision = 0;  // rises with every change that readers could see
    Millis created_at = 0;
    Millis updated_at = 0;
    std::optional<Millis> deleted_at;
    std::optional<std::string> secure_link;  // the token of the link to a private page, sealed
};

/// Throws Error::bad_field for the first setting that cannot be: colours, addresses, formats, language, zone.
void check(const PageSettings& settings);

/// Lower-case letters, digits and single inner dashes, at most 63: a DNS label.
[[nodiscard]] bool is_subdomain(std::string_view text);

}  // namespace daymark::pages

template <>
struct daymark::json::EnumWords<daymark::pages::SearchEngineVisibility> {
    using Visibility = daymark::pages::SearchEngineVisibility;
    static constexpr std::array table{
        std::pair{std::string_view("ALLOW_ALL"), Visibility::AllowAll},
        std::pair{std::string_view("DISALLOW_ALL"), Visibility::DisallowAll},
    };
};

template <>
struct daymark::json::EnumWords<daymark::pages::SmsService> {
    static constexpr std::array table{
        std::pair{std::string_view("twilio"), daymark::pages::SmsService::Twilio},
        std::pair{std::string_view("vonage"), daymark::pages::SmsService::Vonage},
        std::pair{std::string_view("esendex"), daymark::pages::SmsService::Esendex},
        std::pair{std::string_view("messagebird"), daymark::pages::SmsService::Messagebird},
        std::pair{std::string_view("sns"), daymark::pages::SmsService::Sns},
    };
};
