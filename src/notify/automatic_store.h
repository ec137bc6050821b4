// Every SQL statement on what is told by itself: reminders of open incidents, weekly reports, checks of domains.
#pragma once

#include "notify/domain_health.h"
#include "platform/base/clock.h"
#include "platform/db/db.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::notify {

// --- open incidents

/// An open, published incident whose people may have to be reminded.
struct OpenIncident {
    std::string id, page_id, workspace_id;
    Millis quiet_since = 0;     // when somebody last changed it or said something
    Millis reminded_after = 0;  // of this silence: the longest wait after which somebody was reminded; 0: none
};
/// At most `most`; those that are looked at again later are passed over.
[[nodiscard]] std::vector<OpenIncident> list_quiet_incidents(db::Tx& tx, Millis now, std::int64_t most);
/// Notes after how long its people are reminded now; false when somebody else did so.
[[nodiscard]] bool claim_reminder(db::Tx& tx, const OpenIncident& incident, Millis after);
/// When it is looked at again, unless something is said of it meanwhile.
void look_again(db::Tx& tx, const OpenIncident& incident, Millis next_at);

// --- weekly reports

struct DueReport {
    std::string page_id, workspace_id;
    Millis due_at = 0;  // 0: nobody has looked yet
};
/// Of living pages; also what is due later than `latest`, since a clock that went wrong wrote it.
[[nodiscard]] std::vector<DueReport> list_due_reports(db::Tx& tx, Millis now, Millis latest, std::int64_t most);
/// False when somebody else did.
[[nodiscard]] bool claim_report(db::Tx& tx, const DueReport& due, Millis next_at);

struct ReportCounts {
    std::int64_t subscribers = 0, new_subscribers = 0;  // that said yes
    std::int64_t sent = 0, failed = 0;                  // messages to subscribers
};
[[nodiscard]] ReportCounts count_for_report(db::Tx& tx, const std::string& page_id, Millis from, Millis to);

// --- custom domains

struct DomainToCheck {
    std::string page_id, domain;
};
/// Of living pages; those that were checked after `since` are passed over, unless it is later than now.
[[nodiscard]] std::vector<DomainToCheck> list_domains_to_check(db::Tx& tx, Millis since, Millis now, std::int64_t most);
/// Takes the check; false when somebody else did.
[[nodiscard]] bool claim_domain_check(db::Tx& tx, const DomainToCheck& check, Millis since, Millis now);
/// Nothing when the page has another domain by now.
[[nodiscard]] std::optional<DomainHealth> find_domain_health(db::Tx& tx, const DomainToCheck& check);
void set_domain_health(db::Tx& tx, const std::string& page_id, const DomainHealth& health);

}  // namespace daymark::notify
