// What mails say: a subject, a text and the same as HTML.
#pragma once

#include "notify/notice.h"

#include <string>
#include <utility>
#include <vector>

namespace daymark::notify {

struct MailBody {
    std::string subject;  // one line
    std::string text;     // lines of at most 72 characters where words allow; each address on a line of its own
    std::string html;     // at most `most_html` bytes, without remote content but the page's logo
};

/// Mail programs fold what is much longer; long texts are cut, with a link to the whole.
inline constexpr std::size_t most_html = 12 * 1024;
inline constexpr std::size_t most_characters = 4'000;

/// What happened, as a sentence: a mail's first words, and what others call the title of a message.
enum class Headline {
    IncidentOpened,
    IncidentUpdated,
    IncidentResolved,
    PostmortemWritten,
    MaintenancePlanned,
    MaintenanceUpdated,
    MaintenanceMoved,
    MaintenanceSoon,
    MaintenanceStarted,
    MaintenanceEnded,
    NoticePosted,
    ComponentChanged,
};
/// "Kestrel has a new incident". A language that is unknown is English.
[[nodiscard]] std::string headline_of(Headline kind, const std::string& page_name, const std::string& language);

/// What a link to the notice says: "View incident".
[[nodiscard]] std::string link_label_of(const Notice& notice);

/// The subject is "[Kestrel] Identified: Delayed webhook deliveries".
[[nodiscard]] MailBody notice_mail(const Notice& notice, const Links& links);

/// Something that a letter names; the label is ours.
enum class Fact {
    Webhook,
    Answer,
    Incident,
    Started,
    Period,
    Uptime,
    Incidents,
    Maintenances,
    Subscribers,
    Messages,
    Failed,
    Domain
};

/// A mail to one person. Each kind names what it says besides the page; `facts` are shown in their order.
struct Letter {
    enum class Kind {
        ConfirmSubscription,  // address
        EntryLink,
        WebhookFails,        // facts: Webhook, Answer
        SubscriptionPaused,  // facts: Webhook, Answer
        Test,                // address
        LongIncident,        // duration; facts: Incident, Started
        WeeklyReport,        // facts: Period, Uptime, Incidents, Maintenances, Subscribers, Messages, each Incident
        BrokenDomain,        // facts: Domain, Answer
        Invitation,          // person
    };
    Kind kind = Kind::Test;
    std::string language = "en";

    std::string page_name;
    std::string page_url;  // without a slash at its end
    std::string logo_url;  // absolute, or ""
    std::string brand_color;

    std::string link;      // where the button leads; without one there is no button
    std::string address;   // whose it is
    std::string person;    // who asks: a name or an address
    std::string duration;  // "3 hr, 5 min"
    std::vector<std::pair<Fact, std::string>> facts;
    Links links;  // by which its reader ends such letters
};
[[nodiscard]] MailBody letter_mail(const Letter& letter, const Links& links);

}  // namespace daymark::notify
