#include "deliverability/watch.h"

#include "support/fake_clock.h"
#include "support/loopback_client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

namespace daymark::deliverability {
namespace {

Report report_of(const std::string& found) { return {{{Topic::Spf, Verdict::Good, {}, found, {}, {}}}}; }

TEST(Watch, LooksOnceHoweverManyAsk) {
    test::FakeClock clock;
    test::Gate gate;
    std::atomic<int> looks = 0;
    Watch watch(
        [&](const std::stop_token&) {
            gate.wait();
            return report_of(std::to_string(++looks));
        },
        clock);
    for (int i = 0; i < 100; ++i) {
        const Watch::Seen seen = watch.seen();
        EXPECT_TRUE(seen.looking);
        EXPECT_FALSE(seen.report);
    }
    gate.wait_for(1);
    gate.open();
    watch.wait();
    for (int i = 0; i < 100; ++i) {
        const Watch::Seen seen = watch.seen();
        EXPECT_FALSE(seen.looking);
        ASSERT_TRUE(seen.report);
        EXPECT_EQ(seen.report->findings.at(0).found, "1");
    }
    EXPECT_EQ(looks, 1);
}

TEST(Watch, LooksAgainAfterAMinuteAndTellsWhatItKnowsMeanwhile) {
    test::FakeClock clock;
    std::atomic<int> looks = 0;
    Watch watch([&](const std::stop_token&) { return report_of(std::to_string(++looks)); }, clock);
    (void)watch.seen();
    watch.wait();
    const Millis first = watch.seen().at;
    EXPECT_EQ(first, clock.now());
    clock.tick(one_minute - 1);
    EXPECT_FALSE(watch.seen().looking);
    clock.tick(1);
    const Watch::Seen meanwhile = watch.seen();
    EXPECT_TRUE(meanwhile.looking);
    EXPECT_EQ(meanwhile.report->findings.at(0).found, "1");
    EXPECT_EQ(meanwhile.at, first);
    watch.wait();
    EXPECT_EQ(watch.seen().report->findings.at(0).found, "2");
    EXPECT_EQ(watch.seen().at, first + one_minute);
}

TEST(Watch, LooksAgainWhenTheClockWasSetBack) {
    test::FakeClock clock;
    std::atomic<int> looks = 0;
    Watch watch([&](const std::stop_token&) { return report_of(std::to_string(++looks)); }, clock);
    (void)watch.seen();
    watch.wait();
    clock.tick(-one_hour);
    EXPECT_TRUE(watch.seen().looking);
    watch.wait();
    EXPECT_EQ(watch.seen().report->findings.at(0).found, "2");
}

TEST(Watch, SurvivesALookThatFails) {
    test::FakeClock clock;
    bool fails = true;
    Watch watch(
        [&](const std::stop_token&) {
            if (fails) throw std::runtime_error("The DKIM key cannot be read");
            return report_of("there");
        },
        clock);
    (void)watch.seen();
    watch.wait();
    EXPECT_FALSE(watch.seen().looking);
    EXPECT_FALSE(watch.seen().report);
    fails = false;
    clock.tick(one_minute);
    (void)watch.seen();
    watch.wait();
    EXPECT_TRUE(watch.seen().report);
}

TEST(Watch, CallsOffALookWhenItGoes) {
    test::FakeClock clock;
    std::atomic<bool> called_off = false;
    {
        Watch watch(
            [&](const std::stop_token& stop) {
                test::Gate gate;
                const std::stop_callback opens(stop, [&] { gate.open(); });
                gate.wait();
                called_off = stop.stop_requested();
                return Report{};
            },
            clock);
        (void)watch.seen();
    }
    EXPECT_TRUE(called_off);
}

}  // namespace
}  // namespace daymark::deliverability
