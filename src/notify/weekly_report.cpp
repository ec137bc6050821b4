// Weekly reports: when they are due, and their figures.
#include "notify/weekly_report.h"

#include "components/component_store.h"
#include "incidents/incident_store.h"
#include "maintenances/maintenance_store.h"
#include "notify/automatic_store.h"
#include "notify/member_letters.h"
#include "pages/page_store.h"
#include "platform/base/zone.h"
#include "platform/telemetry/log.h"
#include "site/gather.h"
#include "site/render_words.h"
#include "site/texts.h"

#include <algorithm>
#include <chrono>
#include <map>

namespace daymark::notify {
namespace {

constexpr std::int64_t most_at_once = 100;
constexpr std::int64_t most_counted = 1'000;  // notices of a week
constexpr std::size_t most_named = 5;
constexpr int report_hour = 9;

LocalDate days_after(const LocalDate& date, int days) {
    using namespace std::chrono;
    const year_month_day shifted = sys_days{year{date.year} / date.month / date.day} + std::chrono::days{days};
    return {static_cast<int>(shifted.year()), static_cast<int>(static_cast<unsigned>(shifted.month())),
            static_cast<int>(static_cast<unsigned>(shifted.day()))};
}

Millis nine_on(std::string_view zone, const LocalDate& date) { return instant_of(zone, {date, report_hour}); }

bool report_on(db::Tx& tx, const World& world, const DueReport& due) {
    const auto page = pages::find(tx, due.page_id);
    if (!page) return false;
    const Millis now = world.clock.now();
    const ReportTimes times = report_times(page->settings.timezone, now);
    if (!claim_report(tx, due, times.next)) return false;
    const bool known = due.due_at > 0 && due.due_at <= now;
    if (!known || now - times.due >= latest_report || page->created_at >= times.week.to) return false;
    const Act act{world, {ActorKind::System, {}, {}}, {}, now, due.workspace_id, due.page_id};
    return tell_members(tx, act, workspaces::MemberLetter::WeeklyReport,
                        {{"from", times.week.from}, {"to", times.week.to}}) > 0;
}

/// Guess: the mean of all components, as the uptime of a group is that of its children.
std::optional<int> uptime_of(db::Tx& tx, const pages::Page& page, uptime::Window week, Millis now) {
    std::map<std::string, std::vector<uptime::Interval>> intervals;
    for (const components::Interval& interval : components::list_intervals(tx, page.id, week.from))
        intervals[interval.component_id].push_back(site::measured(interval));
    std::vector<std::optional<int>> each;
    for (const components::Component& component : components::list_of_page(tx, page.id)) {
        if (component.is_parent || component.archived_at) continue;
        const uptime::Life life = site::life_of(page, component, now);
        each.push_back(uptime::hundredths(uptime::tally(intervals[component.id], week, life)));
    }
    return uptime::group_hundredths(each);
}

std::string figure(const site::Words& words, std::int64_t number) { return words.number(static_cast<double>(number)); }

}  // namespace

ReportTimes report_times(std::string_view zone, Millis now) {
    if (!zone_exists(zone)) zone = "UTC";
    const int since_monday = (weekday(zone, now) + 6) % 7;
    LocalDate monday = days_after(local_date(zone, now), -since_monday);
    if (nine_on(zone, monday) > now) monday = days_after(monday, -7);
    return {nine_on(zone, monday),
            nine_on(zone, days_after(monday, 7)),
            {day_start(zone, days_after(monday, -7)), day_start(zone, monday)}};
}

int send_reports(db::Db& db, const World& world) {
    const Millis now = world.clock.now(), latest = now + 8 * one_day;
    int done = 0;
    for (const DueReport& due : db.read([&](db::Tx& tx) { return list_due_reports(tx, now, latest, most_at_once); })) {
        try {
            if (db.write([&](db::Tx& tx) { return report_on(tx, world, due); })) ++done;
        } catch (const Error& error) {
            telemetry::log(telemetry::Level::Error, "reports.failed",
                           {{"page", due.page_id}, {"detail", error.message()}});
        }
    }
    return done;
}

std::vector<std::pair<Fact, std::string>> report_facts(db::Tx& tx, const pages::Page& page, const site::PageFace& face,
                                                       uptime::Window week, Millis now) {
    const site::Words& words = site::Words::of(face.language);
    const notices::Selection in_week{.from = week.from, .to = week.to, .limit = most_counted};
    const auto incidents = incidents::list_selected(tx, page.id, in_week);
    const auto maintenances = maintenances::list_selected(tx, page.id, in_week);
    const ReportCounts counts = count_for_report(tx, page.id, week.from, week.to);
    std::vector<std::pair<Fact, std::string>> facts{{Fact::Period, words.days(face, week.from, week.to - 1)}};
    if (const auto uptime = uptime_of(tx, page, week, now)) facts.emplace_back(Fact::Uptime, words.percent(*uptime));
    facts.emplace_back(Fact::Incidents, figure(words, static_cast<std::int64_t>(incidents.size())));
    facts.emplace_back(Fact::Maintenances, figure(words, static_cast<std::int64_t>(maintenances.size())));
    facts.emplace_back(Fact::Subscribers,
                       figure(words, counts.subscribers) +
                           (counts.new_subscribers > 0 ? " (+" + figure(words, counts.new_subscribers) + ")" : ""));
    facts.emplace_back(Fact::Messages, figure(words, counts.sent));
    if (counts.failed > 0) facts.emplace_back(Fact::Failed, figure(words, counts.failed));
    const site::Texts texts(face.language, page.settings.language);
    for (std::size_t i = 0; i < std::min(incidents.size(), most_named); ++i) {
        const auto& incident = incidents[i];
        facts.emplace_back(Fact::Incident, texts.of(incident.name, incident.translations, "name"));
    }
    return facts;
}

}  // namespace daymark::notify
