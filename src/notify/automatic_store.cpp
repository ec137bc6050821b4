// Every SQL statement on what is told by itself.
#include "notify/automatic_store.h"

#include "events/event.h"

namespace daymark::notify {

std::vector<OpenIncident> list_quiet_incidents(db::Tx& tx, Millis now, std::int64_t most) {
    std::vector<OpenIncident> found;
    for (const db::Row& row : tx.query("nudges.list", R"(select i.id, i.page_id, p.workspace_id, i.updated_at,
            case when n.quiet_since = i.updated_at then n.reminded_after else 0 end
        from incidents i join pages p on p.id = i.page_id left join nudges n on n.incident_id = i.id
        where i.resolved_at is null and i.published = 1 and i.started_at <= $1 and p.deleted_at is null
            and (n.incident_id is null or n.quiet_since <> i.updated_at or n.next_at <= $1)
        order by i.updated_at, i.id limit $2)",
                                       now, most)) {
        found.push_back({row.text(0), row.text(1), row.text(2), row.integer(3), row.integer(4)});
    }
    return found;
}

bool claim_reminder(db::Tx& tx, const OpenIncident& incident, Millis after) {
    return tx.execute("nudges.claim", R"(insert into nudges (incident_id, quiet_since, reminded_after, next_at)
        values ($1, $2, $3, 0) on conflict (incident_id) do update set quiet_since = $2, reminded_after = $3
        where nudges.quiet_since <> $2 or nudges.reminded_after < $3)",
                      incident.id, incident.quiet_since, after) > 0;
}

void look_again(db::Tx& tx, const OpenIncident& incident, Millis next_at) {
    tx.execute("nudges.look_again", "update nudges set next_at = $3 where incident_id = $1 and quiet_since = $2",
               incident.id, incident.quiet_since, next_at);
}

std::vector<DueReport> list_due_reports(db::Tx& tx, Millis now, Millis latest, std::int64_t most) {
    std::vector<DueReport> due;
    // In two parts, so that each is a range of the index.
    for (const db::Row& row : tx.query("reports.list_due", R"(
        select id, workspace_id, report_at from pages where deleted_at is null and report_at <= $1
        union all select id, workspace_id, report_at from pages where deleted_at is null and report_at > $2
        order by 3, 1 limit $3)",
                                       now, latest, most)) {
        due.push_back({row.text(0), row.text(1), row.integer(2)});
    }
    return due;
}

bool claim_report(db::Tx& tx, const DueReport& due, Millis next_at) {
    return tx.execute("reports.claim", "update pages set report_at = $3 where id = $1 and report_at = $2", due.page_id,
                      due.due_at, next_at) > 0;
}

namespace {

/// What subscribers are told: kinds of events that are no letters.
std::vector<std::string> news_kinds() {
    std::vector<std::string> words;
    for (const auto& [word, kind] : json::EnumWords<events::Kind>::table) {
        if (!events::is_letter(kind)) words.emplace_back(word);
    }
    return words;
}

void count_people(db::Tx& tx, const std::string& page_id, Millis from, Millis to, ReportCounts& counts) {
    const auto people = tx.one("reports.count_subscribers", R"(select count(*),
            cast(coalesce(sum(case when created_at >= $2 and created_at < $3 then 1 else 0 end), 0) as bigint)
        from subscribers where page_id = $1 and confirmed = 1)",
                               page_id, from, to);
    counts.subscribers = people->integer(0);
    counts.new_subscribers = people->integer(1);
}

/// A large page's messages are too many to read: what was sent is all but the rest.
void count_messages(db::Tx& tx, const std::string& page_id, Millis from, Millis to, ReportCounts& counts) {
    std::vector<db::Value> binds{page_id, from, to};
    const std::string of_week = "e.page_id = $1 and e.created_at >= $2 and e.created_at < $3 and e.kind in (" +
                                db::places_for(news_kinds(), binds) + ")";
    counts.sent = tx.run("reports.count_messages",
                         "select cast(coalesce(sum(e.recipients), 0) as bigint) from events e where " + of_week, binds)
                      .rows.front()
                      .integer(0);
    // In the words of the indexes, which know these only.
    for (const char* unsent :
         {"d.state in ('DEAD', 'CANCELLED', 'SUPERSEDED')", "d.state = 'WAITING'", "d.state = 'SENDING'"}) {
        const auto rows =
            tx.run("reports.count_unsent",
                   "select d.state, count(*) from events e join deliveries d on d.event_id = e.id where " + of_week +
                       " and " + unsent + " group by d.state",
                   binds)
                .rows;
        for (const db::Row& row : rows) {
            counts.sent -= row.integer(1);
            if (row.text(0) == "DEAD") counts.failed = row.integer(1);
        }
    }
}

}  // namespace

ReportCounts count_for_report(db::Tx& tx, const std::string& page_id, Millis from, Millis to) {
    ReportCounts counts;
    count_people(tx, page_id, from, to, counts);
    count_messages(tx, page_id, from, to, counts);
    return counts;
}

std::vector<DomainToCheck> list_domains_to_check(db::Tx& tx, Millis since, Millis now, std::int64_t most) {
    std::vector<DomainToCheck> found;
    for (const db::Row& row : tx.query("domains.list_to_check", R"(select p.id, p.custom_domain
        from pages p left join domain_checks c on c.page_id = p.id
        where p.custom_domain is not null and p.deleted_at is null and (c.page_id is null
            or c.domain <> p.custom_domain or c.checked_at <= $1 or c.checked_at > $2)
        order by coalesce(c.checked_at, 0), p.id limit $3)",
                                       since, now, most)) {
        found.push_back({row.text(0), row.text(1)});
    }
    return found;
}

bool claim_domain_check(db::Tx& tx, const DomainToCheck& check, Millis since, Millis now) {
    // Of another domain nothing is known.
    return tx.execute("domains.claim", R"(insert into domain_checks
            (page_id, domain, checked_at, worked, failures, failing_since, told) values ($1, $2, $4, 0, 0, 0, 0)
        on conflict (page_id) do update set domain = $2, checked_at = $4,
            worked = case when domain_checks.domain = $2 then domain_checks.worked else 0 end,
            failures = case when domain_checks.domain = $2 then domain_checks.failures else 0 end,
            failing_since = case when domain_checks.domain = $2 then domain_checks.failing_since else 0 end,
            told = case when domain_checks.domain = $2 then domain_checks.told else 0 end
        where domain_checks.domain <> $2 or domain_checks.checked_at <= $3 or domain_checks.checked_at > $4)",
                      check.page_id, check.domain, since, now) > 0;
}

std::optional<DomainHealth> find_domain_health(db::Tx& tx, const DomainToCheck& check) {
    const auto row = tx.one("domains.find_health", R"(select worked, failures, failing_since, told from domain_checks
        where page_id = $1 and domain = $2)",
                            check.page_id, check.domain);
    if (!row) return std::nullopt;
    return DomainHealth{row->boolean(0), row->integer(1), row->integer(2), row->boolean(3)};
}

void set_domain_health(db::Tx& tx, const std::string& page_id, const DomainHealth& health) {
    tx.execute("domains.set_health", R"(update domain_checks set worked = $2, failures = $3, failing_since = $4,
        told = $5 where page_id = $1)",
               page_id, health.worked, health.failures, health.failing_since, health.told);
}

}  // namespace daymark::notify
