// Dry runs on the wire (extension).
#pragma once

#include "notify/event_json.h"
#include "notify/preview.h"

namespace daymark::notify {

struct PreviewedMessageView {
    std::string channel;
    std::optional<std::string> called_off, subject, text, html, body;

    static constexpr std::string_view schema_name = "PreviewedMessage";
    static constexpr auto fields = std::tuple{
        json::field("channel", &PreviewedMessageView::channel),
        json::field("calledOff", &PreviewedMessageView::called_off).described("Why this subscriber would get none"),
        json::field("subject", &PreviewedMessageView::subject).described("Of a mail"),
        json::field("text", &PreviewedMessageView::text).described("Of a mail or an SMS"),
        json::field("html", &PreviewedMessageView::html).described("Of a mail"),
        json::field("body", &PreviewedMessageView::body).described("Of a request to a webhook or a chat"),
    };
};

struct PreviewView {
    std::optional<std::string> kind;
    ForecastView forecast;
    std::optional<PreviewedMessageView> message;

    static constexpr std::string_view schema_name = "Preview";
    static constexpr auto fields = std::tuple{
        json::field("kind", &PreviewView::kind).described("Such as INCIDENT_OPENED; null: nobody would be told"),
        json::field("forecast", &PreviewView::forecast),
        json::field("message", &PreviewView::message).described("To the subscriber of the query"),
    };
};

}  // namespace daymark::notify
