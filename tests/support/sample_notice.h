// One incident as it is told, what channels make of it, and what their services answer.
#pragma once

#include "notify/channel.h"

#include <string>
#include <utility>

namespace daymark::test {

/// The second update of an incident on a page called Kestrel; it is 2026-11-23, 14:38 UTC.
inline notify::Notice sample_notice() {
    notify::Notice notice;
    notice.event_id = "cmevent0000000000000000001";
    notice.notice_id = "cmincident000000000000001";
    notice.page_name = "Kestrel";
    notice.page_url = "https://status.kestrel.example";
    notice.logo_url = "https://status.kestrel.example/uploads/logo.png";
    notice.brand_color = "#2a4fb5";
    notice.reply_to = "help@kestrel.example";
    notice.headline = "Kestrel has updated their incident";
    notice.kind = "Incident";
    notice.title = "Delayed webhook deliveries";
    notice.state = "Identified";
    notice.when = "Nov 23, 14:38 UTC";
    notice.text = "A queue in eu-west is full.\n\nWe are adding workers; see https://kestrel.example/queues?a=1&b=2.";
    notice.html = "<p>A queue in eu-west is full.</p>";
    notice.url = "https://status.kestrel.example/incident/cmincident000000000000001";
    notice.view = "View incident";
    notice.tone = notify::Tone::Partial;
    notice.affected = {{"Webhooks", components::Status::PartialOutage, "Partial outage"},
                       {"REST API", components::Status::DegradedPerformance, "Degraded performance"}};
    notice.payload = json::parse(R"({"page":{"id":"cmpage00000000000000000001","status_indicator":"HASISSUES",
        "status_description":"Some systems are experiencing issues","url":"https://status.kestrel.example"},
        "incident":{"backfilled":false,"created_at":"2026-11-23T14:11:00.000Z","impact":"PARTIALOUTAGE",
        "name":"Delayed webhook deliveries","resolved_at":null,"status":"IDENTIFIED",
        "updated_at":"2026-11-23T14:38:00.000Z","id":"cmincident000000000000001",
        "url":"https://status.kestrel.example/incident/cmincident000000000000001",
        "incident_updates":[{"id":"cmupdate00000000000000002","incident_id":"cmincident000000000000001",
        "body":"A queue in eu-west is full.","status":"IDENTIFIED","created_at":"2026-11-23T14:38:00.000Z",
        "updated_at":"2026-11-23T14:38:00.000Z"}]}})")
                         .get_object();
    return notice;
}

inline constexpr Millis sample_now = 1'795'444'680'000;  // 2026-11-23T14:38:00Z

/// The request by which a channel without an account tells somebody.
inline net::HttpRequest composed(const notify::Channel& channel, const notify::Notice& notice,
                                 const notify::Recipient& recipient) {
    static const notify::Account none;
    return channel.compose({notice, recipient, none, channel.provider_url, sample_now, 1});
}

inline net::HttpRequest composed(const notify::Channel& channel, const notify::Notice& notice,
                                 const std::string& address) {
    notify::Recipient recipient;
    recipient.delivery_id = "cmdelivery000000000000001";
    recipient.address = address;
    return composed(channel, notice, recipient);
}

inline net::HttpAnswer answered(int status, std::string body = {}, net::Headers headers = {}) {
    net::HttpAnswer answer;
    answer.sent = true;
    answer.status = status;
    answer.body = std::move(body);
    answer.headers = std::move(headers);
    return answer;
}

/// "again, 64570 ms: 429 Too Many Requests"
inline std::string in_words(const notify::Verdict& verdict) {
    constexpr const char* results[] = {"sent", "again", "failed", "gone"};
    std::string words = results[static_cast<std::size_t>(verdict.result)];
    if (verdict.wait) words += ", " + std::to_string(*verdict.wait) + " ms";
    return verdict.reason.empty() ? words : words + ": " + verdict.reason;
}

/// So many bytes of the same part.
inline std::string repeated(std::string_view part, std::size_t bytes = 100'000) {
    std::string all;
    while (all.size() < bytes) all += part;
    return all;
}

}  // namespace daymark::test
