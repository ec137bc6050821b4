// The table of periodic work, and its thread.
#include "app/schedule.h"

#include "api/idempotency.h"
#include "api/idempotency_store.h"
#include "app/sentence.h"
#include "maintenances/maintenance_due.h"
#include "metrics/metric_actions.h"
#include "notify/bounce_actions.h"
#include "notify/bounce_store.h"
#include "notify/delivery_log.h"
#include "notify/reminders.h"
#include "notify/weekly_report.h"
#include "pages/consents.h"
#include "pages/entry_requests.h"
#include "pages/page_actions.h"
#include "platform/telemetry/log.h"
#include "recurring_maintenances/recurring_maintenance_actions.h"
#include "subscribers/self_service.h"
#include "subscribers/subscriber_store.h"

#include <algorithm>

namespace daymark::app {
namespace {

using namespace std::chrono_literals;

/// A server may start before its database: the schema follows as soon as that is there.
void migrate_when_back(Surroundings& around) {
    if (!around.program.migrated()) around.program.migrate();
}

void look_at_readiness(Surroundings& around) { around.readiness.refresh(); }

void erase_old_pages(Surroundings& around) {
    Program& program = around.program;
    const auto erased = program.db().write([&](db::Tx& tx) { return pages::erase_old(tx, program.clock().now()); });
    if (erased > 0) telemetry::log(telemetry::Level::Info, "pages.erased", {{"count", std::to_string(erased)}});
}

void carry_out_maintenances(Surroundings& around) {
    maintenances::carry_out_due(around.program.db(), around.program.world());
}

void plan_recurring_maintenances(Surroundings& around) {
    recurring_maintenances::plan_due(around.program.db(), around.program.world());
}

void remind_of_incidents(Surroundings& around) { notify::remind(around.program.db(), around.program.world()); }

void send_weekly_reports(Surroundings& around) { notify::send_reports(around.program.db(), around.program.world()); }

void look_at_domains(Surroundings& around) {
    if (around.domains != nullptr) around.domains->look();
}

void forget_old_answers(Surroundings& around) {
    Program& program = around.program;
    const Millis before = program.clock().now() - api::answers_kept;
    program.db().write([&](db::Tx& tx) { api::forget_answers(tx, before); });
}

void forget_old_requests(Surroundings& around) {
    Program& program = around.program;
    const Millis before = program.clock().now() - subscribers::confirmation_lasts - one_day;
    program.db().write([&](db::Tx& tx) { subscribers::forget_requests(tx, before); });
}

void forget_old_entry_requests(Surroundings& around) {
    Program& program = around.program;
    const Millis before = program.clock().now() - pages::entry_link_lasts - one_day;
    program.db().write([&](db::Tx& tx) { pages::forget_entry_requests(tx, before); });
}

void forget_old_consents(Surroundings& around) {
    Program& program = around.program;
    const Millis before = program.clock().now() - one_day;
    program.db().write([&](db::Tx& tx) { pages::forget_consents(tx, before); });
}

/// Piece by piece: a large one would hold up those who publish.
void forget_old_events(Surroundings& around) {
    constexpr std::int64_t piece = 5'000;
    Program& program = around.program;
    const Millis before = program.clock().now() - 90 * one_day;
    program.db().write([&](db::Tx& tx) { notify::forget_events(tx, before, piece); });
}

void forget_old_bounces(Surroundings& around) {
    Program& program = around.program;
    const Millis before = program.clock().now() - notify::bounces_kept;
    program.db().write([&](db::Tx& tx) { notify::forget_bounces(tx, before); });
}

void drop_old_points(Surroundings& around) {
    metrics::drop_old_points(around.program.db(), around.program.clock().now());
}

constexpr Periodic table[] = {
    {"migrate", 1s, When::Always, migrate_when_back},
    {"readiness", 1s, When::Always, look_at_readiness},
    {"maintenances.carry_out_due", 1s, When::Migrated, carry_out_maintenances},
    {"recurring_maintenances.plan_due", 1s, When::Migrated, plan_recurring_maintenances},
    {"notify.remind", 1min, When::Migrated, remind_of_incidents},
    {"notify.send_reports", 1min, When::Migrated, send_weekly_reports},
    {"notify.look_at_domains", 1min, When::Migrated, look_at_domains},
    {"idempotency.forget_answers", 1h, When::Migrated, forget_old_answers},
    {"subscribers.forget_requests", 10min, When::Migrated, forget_old_requests},
    {"pages.forget_entry_requests", 10min, When::Migrated, forget_old_entry_requests},
    {"pages.forget_consents", 10min, When::Migrated, forget_old_consents},
    {"notify.forget_events", 1min, When::Migrated, forget_old_events},
    {"notify.forget_bounces", 10min, When::Migrated, forget_old_bounces},
    {"metrics.drop_old_points", 1h, When::Migrated, drop_old_points},
    {"pages.erase_old", 1h, When::Migrated, erase_old_pages},
};

}  // namespace

std::span<const Periodic> periodic_work() { return table; }

void Schedule::start() {
    thread_ = std::thread([this] { run(); });
}

void Schedule::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Schedule::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        const Instant next = run_due();
        lock.lock();
        wake_.wait_until(lock, next, [this] { return stopping_; });
    }
}

Schedule::Instant Schedule::run_due() {
    Instant next = Instant::max();
    for (const Periodic& work : table) {
        Instant& due = due_[work.name];
        const Instant now = std::chrono::steady_clock::now();
        if (due > now) {
            next = std::min(next, due);
            continue;
        }
        // What cannot be done yet is looked at again soon.
        const bool possible = work.when == When::Always || around_.program.migrated();
        if (possible) run_one(work);
        due = now + (possible ? work.every : 1s);
        next = std::min(next, due);
    }
    return next;
}

void Schedule::run_one(const Periodic& work) {
    std::string failure;
    try {
        work.run(around_);
    } catch (const std::exception& error) {
        failure = sentence_of(error);
    }
    // Said once, not every second, for as long as it stays the same.
    std::string& last = failures_[work.name];
    if (failure == last) return;
    if (failure.empty())
        telemetry::log(telemetry::Level::Info, "schedule.works_again", {{"work", std::string(work.name)}});
    else
        telemetry::log(telemetry::Level::Warning, "schedule.failed",
                       {{"work", std::string(work.name)}, {"why", failure}});
    last = failure;
}

}  // namespace daymark::app
