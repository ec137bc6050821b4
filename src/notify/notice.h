// What a message tells, in one language and one time zone, before a channel gives it a form.
#pragma once

#include "components/status.h"
#include "platform/json/json.h"

#include <string>
#include <vector>

namespace daymark::notify {

/// How grave it is: colours and marks follow.
enum class Tone { Good, Planned, Degraded, Partial, Major };

struct AffectedLine {
    std::string name;
    components::Status status = components::Status::Operational;
    std::string status_text;  // "Partial outage"
};

/// What happened to an incident, a maintenance or a general notice. Texts are in `language`; times as a clock of the
/// reader's zone shows them.
struct Notice {
    std::string event_id;   // equal for all messages of one happening
    std::string notice_id;  // equal for all happenings of one notice: messages are threaded by it
    std::string language = "en";

    std::string page_name;
    std::string page_url;  // without a slash at its end
    std::string logo_url;  // absolute, or ""
    std::string brand_color;
    std::string reply_to;  // the page's public e-mail address, or ""

    std::string headline;  // "Kestrel has a new incident"
    std::string kind;      // "Incident"
    std::string title;     // what the notice is called
    std::string state;     // "Identified", "Planned"; of a general notice its kind
    std::string when;      // "Nov 23, 14:38 UTC"; of a maintenance "Nov 23, 14:00 – 16:00 UTC"
    std::string text;      // of the update, plain; what its status means when nothing was written
    std::string html;      // of the update, safe; paragraphs
    std::string url;       // of the notice's page
    std::string view;      // what a link to it says: "View incident"
    Tone tone = Tone::Good;
    std::vector<AffectedLine> affected;

    /// What a webhook is told (contract §10): "page" and one of "incident", "maintenance", "component_update" with
    /// "component"; without "meta".
    json::object payload;
};

/// Addresses that are one recipient's own. "" where there is none.
struct Links {
    std::string unsubscribe;  // shows a page with a button
    std::string one_click;    // ends the subscription when something is POSTed to it (RFC 8058)
    std::string manage;
};

}  // namespace daymark::notify
