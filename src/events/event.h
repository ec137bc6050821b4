// Something that people are told of. It is written in the transaction of the change itself: a change that is rolled
// back has said nothing.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"
#include "platform/json/fields.h"

#include <array>
#include <string>
#include <vector>

namespace daymark::events {

enum class Kind {
    // To subscribers:
    IncidentOpened,
    IncidentUpdated,
    PostmortemWritten,
    MaintenancePlanned,
    MaintenanceUpdated,
    MaintenanceMoved,  // to another time
    MaintenanceSoon,   // the reminder
    MaintenanceStarted,
    MaintenanceEnded,
    NoticePosted,
    ComponentChanged,  // to webhooks only
    // To one person:
    ConfirmSubscription,
    EntryLink,
    Test,
    WebhookFailing,
    // To those who look after the page:
    LongIncident,
    WeeklyReport,
    BrokenDomain,
};

/// Whether it is a letter to one address instead of news for all who asked for such.
[[nodiscard]] constexpr bool is_letter(Kind kind) { return kind >= Kind::ConfirmSubscription; }

struct Event {
    Kind kind = Kind::IncidentOpened;
    std::string notice_id;  // "" for none
    std::string update_id;  // of an incident or a maintenance
    json::object detail;    // of a component's change: its old and new status
    Millis not_before = 0;  // of what is not shown until then
};

/// Of a letter: to whom. `recipient` names it in the log of deliveries: a subscriber's id, else "address"
/// or what tells it from others.
struct Receiver {
    std::string recipient, channel, address;
};

/// To be told of the act's page after the world's send delay, within which it can be taken back. Its id.
std::string raise(db::Tx& tx, const Act& act, const Event& event);
/// A letter: it goes out at once.
std::string raise_letter(db::Tx& tx, const Act& act, const Event& event, const Receiver& to);

}  // namespace daymark::events

template <>
struct daymark::json::EnumWords<daymark::events::Kind> {
    using Kind = daymark::events::Kind;
    static constexpr std::array table{
        std::pair{std::string_view("INCIDENT_OPENED"), Kind::IncidentOpened},
        std::pair{std::string_view("INCIDENT_UPDATED"), Kind::IncidentUpdated},
        std::pair{std::string_view("POSTMORTEM_WRITTEN"), Kind::PostmortemWritten},
        std::pair{std::string_view("MAINTENANCE_PLANNED"), Kind::MaintenancePlanned},
        std::pair{std::string_view("MAINTENANCE_UPDATED"), Kind::MaintenanceUpdated},
        std::pair{std::string_view("MAINTENANCE_MOVED"), Kind::MaintenanceMoved},
        std::pair{std::string_view("MAINTENANCE_SOON"), Kind::MaintenanceSoon},
        std::pair{std::string_view("MAINTENANCE_STARTED"), Kind::MaintenanceStarted},
        std::pair{std::string_view("MAINTENANCE_ENDED"), Kind::MaintenanceEnded},
        std::pair{std::string_view("NOTICE_POSTED"), Kind::NoticePosted},
        std::pair{std::string_view("COMPONENT_CHANGED"), Kind::ComponentChanged},
        std::pair{std::string_view("CONFIRM_SUBSCRIPTION"), Kind::ConfirmSubscription},
        std::pair{std::string_view("ENTRY_LINK"), Kind::EntryLink},
        std::pair{std::string_view("TEST"), Kind::Test},
        std::pair{std::string_view("WEBHOOK_FAILING"), Kind::WebhookFailing},
        std::pair{std::string_view("LONG_INCIDENT"), Kind::LongIncident},
        std::pair{std::string_view("WEEKLY_REPORT"), Kind::WeeklyReport},
        std::pair{std::string_view("BROKEN_DOMAIN"), Kind::BrokenDomain},
    };
};
