// Shapes of what /public/<page>/… answers. Guess: recordings show the names of some; the rest follows them.
#pragma once

#include "pages/page.h"
#include "platform/json/fields.h"

#include <string>
#include <vector>

namespace daymark::site {

/// {"default": …, "fr": …}: a text with its translations, the form of recordings.
[[nodiscard]] json::object localized(const std::string& text, const json::Translations& translations,
                                     const std::string& field);

struct PublicPage {
    std::string id, name, subdomain, url, status, main_status;
    pages::PageSettings look;

    static constexpr auto fields = std::tuple{
        json::field("id", &PublicPage::id),
        json::field("name", &PublicPage::name),
        json::field("subdomain", &PublicPage::subdomain),
        json::field("url", &PublicPage::url),
        json::field("status", &PublicPage::status),
        json::field("mainStatus", &PublicPage::main_status),
        json::inlined(&PublicPage::look),
    };
};

struct PublicComponent {
    std::string id;
    json::value name;
    std::string status;

    static constexpr auto fields = std::tuple{
        json::field("id", &PublicComponent::id),
        json::field("name", &PublicComponent::name),
        json::field("status", &PublicComponent::status),
    };
};

struct PublicUpdate {
    std::string id, status;
    json::value message;
    std::string message_html;
    json::Time started;

    static constexpr auto fields = std::tuple{
        json::field("id", &PublicUpdate::id),           json::field("status", &PublicUpdate::status),
        json::field("message", &PublicUpdate::message), json::field("messageHtml", &PublicUpdate::message_html),
        json::field("started", &PublicUpdate::started),
    };
};

struct PublicPostmortem {
    json::value message;
    std::string message_html;
    json::Time started;

    static constexpr auto fields = std::tuple{
        json::field("message", &PublicPostmortem::message),
        json::field("messageHtml", &PublicPostmortem::message_html),
        json::field("started", &PublicPostmortem::started),
    };
};

/// An incident or a maintenance.
struct PublicNotice {
    std::string id, type;
    json::value name;
    json::Time started;
    std::optional<json::Time> ends, resolved;
    std::string status, impact, url;
    json::Time updated;
    std::vector<PublicComponent> components;
    std::vector<PublicUpdate> updates;
    std::optional<PublicPostmortem> postmortem;

    static constexpr auto fields = std::tuple{
        json::field("id", &PublicNotice::id),
        json::field("type", &PublicNotice::type),
        json::field("name", &PublicNotice::name),
        json::field("started", &PublicNotice::started),
        json::field("end", &PublicNotice::ends),
        json::field("resolved", &PublicNotice::resolved),
        json::field("status", &PublicNotice::status),
        json::field("impact", &PublicNotice::impact),
        json::field("url", &PublicNotice::url),
        json::field("updatedAt", &PublicNotice::updated),
        json::field("components", &PublicNotice::components),
        json::field("updates", &PublicNotice::updates),
        json::field("postmortem", &PublicNotice::postmortem),
    };
};

struct PublicName {
    std::string id;
    json::value name;

    static constexpr auto fields =
        std::tuple{json::field("id", &PublicName::id), json::field("name", &PublicName::name)};
};

struct PublicGeneralNotice {
    std::string id;
    json::value name, message;
    std::string message_html;
    json::Time started;
    std::optional<json::Time> ends;
    std::string url;
    json::Time updated;
    std::vector<PublicName> components;

    static constexpr auto fields = std::tuple{
        json::field("id", &PublicGeneralNotice::id),
        json::constant("type", "GENERAL"),
        json::field("name", &PublicGeneralNotice::name),
        json::field("message", &PublicGeneralNotice::message),
        json::field("messageHtml", &PublicGeneralNotice::message_html),
        json::field("started", &PublicGeneralNotice::started),
        json::field("end", &PublicGeneralNotice::ends),
        json::field("url", &PublicGeneralNotice::url),
        json::field("updatedAt", &PublicGeneralNotice::updated),
        json::field("components", &PublicGeneralNotice::components),
    };
};

struct PublicPoint {
    std::int64_t timestamp = 0;  // of the span's start, epoch milliseconds
    double value = 0;            // the span's mean

    static constexpr auto fields =
        std::tuple{json::field("timestamp", &PublicPoint::timestamp), json::field("value", &PublicPoint::value)};
};

struct PublicMetric {
    std::string id, name, suffix;
    std::vector<PublicPoint> data;

    static constexpr auto fields = std::tuple{
        json::field("id", &PublicMetric::id),
        json::field("name", &PublicMetric::name),
        json::field("suffix", &PublicMetric::suffix),
        json::field("data", &PublicMetric::data),
    };
};

}  // namespace daymark::site
