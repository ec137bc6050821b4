// Periodic work: it is done at the start, and waits for the schema where it must.
#include "app/schedule.h"

#include "app/test_folder.h"

#include <gtest/gtest.h>

#include <set>

namespace daymark::app {
namespace {

using namespace std::chrono_literals;

/// Waits for something that comes soon; false when it does not.
template <class Condition>
bool comes_true(Condition condition) {
    for (int i = 0; i < 500; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

TEST(Schedule, BringsTheSchemaUpAndLooksAtReadiness) {
    const TestFolder folder;
    Program program(folder.config());
    const site::Site site(program.db(), program.world(), {folder.path(), "localhost", "http://localhost"});
    Readiness readiness(program, site);
    ASSERT_FALSE(readiness.is_ready(Role::Write));
    Schedule schedule({program, readiness});
    schedule.start();
    EXPECT_TRUE(comes_true([&] { return program.migrated() && readiness.is_ready(Role::Write); }));
    schedule.stop();
    EXPECT_EQ(readiness.checks().size(), 5U);
}

TEST(Schedule, EachWorkHasANameOfItsOwnAndATime) {
    std::set<std::string_view> names;
    for (const Periodic& work : periodic_work()) {
        EXPECT_TRUE(names.insert(work.name).second) << work.name;
        EXPECT_GE(work.every, 1s) << work.name;
    }
}

}  // namespace
}  // namespace daymark::app
