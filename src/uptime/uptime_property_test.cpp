// Laws of the uptime number, on random histories against a model that looks at every instant by itself.
#include "uptime/uptime_laws.h"

#include <random>

namespace daymark::uptime {
namespace {

using namespace laws;

Tally of(const History& history, Life life = {std::nullopt, window.to}) { return tally(history, window, life); }

int number(const History& history, Life life = {std::nullopt, window.to}) {
    return hundredths(of(history, life)).value_or(hundred_percent);
}

TEST(UptimeLaws, EqualTheModelAtEveryInstant) {
    holds([] {
        const History history = any_history();
        const Life life = any_life();
        const std::vector<Millis> edges = {window.from, window.to};
        RC_ASSERT((days(history, edges, life).front() == model(history, life)));
    });
}

TEST(UptimeLaws, LieWithinZeroAndHundredAndHundredMeansNothingLost) {
    holds([] {
        const History history = any_history();
        const Life life = any_life();
        const int value = number(history, life);
        RC_ASSERT(value >= 0);
        RC_ASSERT(value <= hundred_percent);
        const bool nothing_lost = model(history, life).tally.lost == 0;
        RC_ASSERT((value == hundred_percent) == nothing_lost);
        RC_ASSERT((percent_text(value) == "100") == nothing_lost);
    });
}

TEST(UptimeLaws, ForgetInWhichOrderHistoryWasWritten) {
    holds([] {
        const History history = any_history();
        History shuffled = history;
        std::mt19937 dice(*rc::gen::arbitrary<unsigned>());
        std::shuffle(shuffled.begin(), shuffled.end(), dice);
        RC_ASSERT(of(history) == of(shuffled));
        // Backfills and edits: whatever stands there after each step counts, however it came about.
        History growing;
        for (const Interval& interval : history) {
            growing.insert(growing.begin() + *rc::gen::inRange<long>(0, std::ssize(growing) + 1), interval);
            RC_ASSERT(of(growing) == model(growing, {std::nullopt, window.to}).tally);
        }
    });
}

TEST(UptimeLaws, SplittingAndJoiningIntervalsChangesNothing) {
    holds([] {
        const History history = any_history();
        const Life life = any_life();
        History split;
        for (const Interval& interval : history) {
            Interval left = interval, right = interval;
            const Millis cut = interval.from + *rc::gen::inRange<Millis>(0, 60);
            const bool inside = !interval.to || cut < *interval.to;
            left.to = inside ? std::optional(cut) : interval.to;
            right.from = cut;
            split.push_back(left);
            if (inside) split.push_back(right);
        }
        RC_ASSERT(of(history, life) == of(split, life));
    });
}

TEST(UptimeLaws, MoreOutageNeverRaisesAndMaintenanceNeverLowers) {
    holds([] {
        History history = any_history();
        const Life life = any_life();
        const int before = number(history, life);
        Interval added = *any_interval(window.from, window.to, 1);
        history.push_back(added);
        RC_ASSERT(number(history, life) <= before);
        history.back() = {Status::UnderMaintenance, added.from, added.to};
        RC_ASSERT(number(history, life) == before);
    });
}

TEST(UptimeLaws, OverlapsCountOnceWithTheHeaviest) {
    holds([] {
        const History history = any_history();
        History doubled = history;
        doubled.insert(doubled.end(), history.begin(), history.end());
        RC_ASSERT(of(doubled) == of(history));

        History all_major = history;
        for (Interval& interval : all_major) interval.status = Status::MajorOutage, interval.weight.reset();
        History partial_too = all_major;
        for (Interval interval : all_major) {
            interval.status = Status::PartialOutage;
            partial_too.push_back(interval);
        }
        RC_ASSERT(of(partial_too) == of(all_major));
    });
}

TEST(UptimeLaws, AreTheLengthWeightedMeanOfTheirParts) {
    holds([] {
        const History history = any_history();
        const Life life = any_life();
        std::vector<Millis> cuts = *rc::gen::container<std::vector<Millis>>(rc::gen::inRange<Millis>(0, 200));
        cuts.insert(cuts.end(), {window.from, window.to});
        std::ranges::sort(cuts);
        Tally sum, by_box;
        for (std::size_t i = 1; i < cuts.size(); ++i) sum += tally(history, {cuts[i - 1], cuts[i]}, life);
        for (const Day& day : days(history, cuts, life)) by_box += day.tally;
        RC_ASSERT(sum == of(history, life));
        RC_ASSERT(by_box == sum);
        RC_ASSERT(hundredths(sum) == hundredths(of(history, life)));
    });
}

TEST(UptimeLaws, AnOpenOutageGrowsWithNowAndClosesAsIfKnownBefore) {
    holds([] {
        const History history = any_history();
        const Millis from = *rc::gen::inRange<Millis>(0, 200);
        const Millis close = from + *rc::gen::inRange<Millis>(0, 200);
        const Millis later = close + *rc::gen::inRange<Millis>(0, 100);
        History open = history, closed = history;
        open.push_back({Status::MajorOutage, from, std::nullopt});
        closed.push_back({Status::MajorOutage, from, close});
        RC_ASSERT(of(open, {std::nullopt, close}) == of(closed, {std::nullopt, close}));
        RC_ASSERT(of(open, {std::nullopt, later}).lost >= of(open, {std::nullopt, close}).lost);
        const History alone = {{Status::MajorOutage, from, std::nullopt}};
        RC_ASSERT(number(alone, {std::nullopt, later}) <= number(alone, {std::nullopt, close}));
    });
}

TEST(UptimeLaws, MovingEverythingByDaysChangesNothing) {
    holds([] {
        const History history = any_history();
        const Life life = any_life();
        const Millis shift = one_day * *rc::gen::inRange<Millis>(-3'000, 30'000);
        History moved = history;
        for (Interval& interval : moved) {
            interval.from += shift;
            if (interval.to) *interval.to += shift;
        }
        Life moved_life = life;
        moved_life.now += shift;
        if (moved_life.start) *moved_life.start += shift;
        RC_ASSERT(tally(moved, {window.from + shift, window.to + shift}, moved_life) == of(history, life));
    });
}

TEST(UptimeLaws, TheStartDateCutsTheWindowAndAComponentReAddedStartsAnew) {
    holds([] {
        const History history = any_history();
        const Millis start = *rc::gen::inRange<Millis>(window.from, window.to);
        const Life life = {std::nullopt, window.to};
        const Life started = {start, window.to};
        RC_ASSERT(of(history, started) == tally(history, {start, window.to}, life));
        // Deleted at `start` and added again, its earlier outages belong to the old one: the two add up to the whole.
        Tally old_and_new = tally(history, {window.from, start}, life);
        old_and_new += of(history, started);
        RC_ASSERT(old_and_new == of(history));
    });
}

TEST(UptimeLaws, CustomWeightsInterpolate) {
    holds([] {
        const Millis from = *rc::gen::inRange<Millis>(0, 150);
        const Millis length = *rc::gen::inRange<Millis>(1, 50);
        const int weight = *rc::gen::inRange(0, hundred_percent + 1);
        const Status status = *rc::gen::suchThat(any_status(), [](Status s) { return s != Status::Operational; });
        const auto weighing = [&](int value) { return of(History{{status, from, from + length, value}}).lost; };
        RC_ASSERT(weighing(weight) == length * weight);
        RC_ASSERT(weighing(0) == 0);
        RC_ASSERT(number(History{{status, from, from + length, 0}}) == hundred_percent);
        // The same loss as a full outage that is shorter in proportion, wherever that is a whole number of
        // milliseconds.
        RC_ASSERT(weighing(weight) + weighing(hundred_percent - weight) == weighing(hundred_percent));
    });
}

}  // namespace
}  // namespace daymark::uptime
