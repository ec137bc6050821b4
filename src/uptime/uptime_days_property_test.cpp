// Laws of the day bars in real zones, against a model that asks the calendar about every quarter of an hour.
#include "uptime/uptime_laws.h"

#include "platform/base/time_text.h"
#include "platform/base/zone.h"

namespace daymark::uptime {
namespace {

using namespace laws;

constexpr Millis quarter = 15 * one_minute;

/// A zone, a present and a history in quarters of an hour, around clock changes more often than not.
struct ZonedCase {
    std::string zone;
    int day_count = 0;
    Life life;
    std::vector<Millis> edges;
    History history;
};

std::string any_zone() {
    return *rc::gen::element<std::string>("UTC", "Europe/Berlin", "Europe/Dublin", "America/St_Johns", "Asia/Kathmandu",
                                          "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "Asia/Gaza",
                                          "America/Santiago", "America/Havana");
}

ZonedCase any_zoned_case() {
    ZonedCase made;
    made.zone = any_zone();
    made.day_count = *rc::gen::inRange(1, 9);
    const Millis anchor =
        parse_time(*rc::gen::element("2012-01-01", "2026-03-30", "2026-10-26", "2026-04-06", "2026-10-05", "2026-03-09",
                                     "2026-11-02", "2018-09-10", "2026-02-16"))
            .value();
    made.life.now = anchor + quarter * *rc::gen::inRange<Millis>(-400, 400);
    made.edges = day_edges(made.zone, made.life.now, made.day_count);
    if (*rc::gen::arbitrary<bool>())
        made.life.start = made.edges.front() + quarter * *rc::gen::inRange<Millis>(-50, 400);
    made.history = *rc::gen::container<History>(any_interval(made.edges.front(), made.edges.back(), quarter));
    return made;
}

TEST(UptimeLaws, DayBoxesTakeEachInstantOnceInEveryZone) {
    holds([] {
        const ZonedCase given = any_zoned_case();
        const std::vector<Day> bar = days(given.history, given.edges, given.life);
        RC_ASSERT(static_cast<int>(bar.size()) == given.day_count);
        const Window all = {given.edges.front(), given.edges.back()};
        for (std::size_t i = 0; i < bar.size(); ++i) {
            const LocalDate date = local_date(given.zone, given.edges[i]);
            const Day slow = model_day(given.history, given.life, all, quarter,
                                       [&](Millis at) { return local_date(given.zone, at) == date; });
            RC_ASSERT((bar[i] == slow));
        }
    });
}

TEST(UptimeLaws, TheNumberDoesNotDependOnTheZone) {
    holds([] {
        const ZonedCase given = any_zoned_case();
        const Window span = {given.edges.front(), given.life.now};
        std::vector<Millis> foreign = day_edges(any_zone(), given.life.now, given.day_count);
        foreign.insert(foreign.end(), {span.from, span.to});
        std::erase_if(foreign, [&](Millis edge) { return edge < span.from || edge > span.to; });
        std::ranges::sort(foreign);
        Tally sum;
        for (const Day& day : days(given.history, foreign, given.life)) sum += day.tally;
        RC_ASSERT(sum == tally(given.history, span, given.life));

        Tally own;
        for (const Day& day : days(given.history, given.edges, given.life)) own += day.tally;
        RC_ASSERT(own == sum);
    });
}

TEST(UptimeLaws, RunsCoverTheBarAndDifferFromTheirNeighbours) {
    holds([] {
        const ZonedCase given = any_zoned_case();
        const std::vector<Day> bar = days(given.history, given.edges, given.life);
        std::vector<std::optional<Status>> unrolled;
        std::optional<uptime::Run> before;
        for (const uptime::Run& run : runs(bar)) {
            RC_ASSERT(run.from == unrolled.size());
            RC_ASSERT(run.length > 0u);
            RC_ASSERT((!before || before->worst != run.worst));
            unrolled.insert(unrolled.end(), run.length, run.worst);
            before = run;
        }
        RC_ASSERT(unrolled.size() == bar.size());
        for (std::size_t i = 0; i < bar.size(); ++i) RC_ASSERT((unrolled[i] == bar[i].worst));
    });
}

}  // namespace
}  // namespace daymark::uptime
