// The commands on sending. Each page's debts are settled in a transaction of their own.
#include "app/sending_commands.h"

#include "app/people_commands.h"
#include "notify/event_actions.h"
#include "notify/event_store.h"
#include "platform/telemetry/log.h"

namespace daymark::app {
namespace {

json::object view_of(const notify::Sending& sending, const std::vector<std::string>& owing) {
    return {{"state", json::word_of(sending.state)},
            {"reason", sending.reason.empty() ? json::value() : json::value(sending.reason)},
            {"pagesThatOweMessages", owing.size()}};
}

json::object view(Program& program) {
    return program.db().read([](db::Tx& tx) { return view_of(notify::sending(tx), notify::list_owing_pages(tx)); });
}

void set(Program& program, notify::SendingState state, const std::string& reason) {
    program.db().write([&](db::Tx& tx) {
        notify::set_sending(tx, state, reason, program.clock().now());
        if (program.world().event_raised) tx.after_commit(program.world().event_raised);
    });
    telemetry::log(telemetry::Level::Warning, "sending.changed",
                   {{"state", std::string(json::word_of(state))}, {"reason", reason}});
}

}  // namespace

json::object show_sending(Program& program, const json::object&) {
    program.ensure_migrated();
    return view(program);
}

json::object stop_sending(Program& program, const json::object& arguments) {
    program.ensure_migrated();
    const std::string reason = argument(arguments, "reason");
    set(program, notify::SendingState::Stopped, reason.empty() ? "Stopped by the operator" : reason);
    return view(program);
}

json::object resume_sending(Program& program, const json::object& arguments) {
    program.ensure_migrated();
    const bool drop = arguments.contains("drop");
    std::int64_t dropped = 0;
    for (const std::string& page_id : program.db().read([](db::Tx& tx) { return notify::list_owing_pages(tx); })) {
        dropped += program.db().write([&](db::Tx& tx) {
            if (!drop && notify::stopped_page(tx, page_id)) return std::int64_t(0);
            return notify::settle_owed(tx, page_id, drop, program.clock().now());
        });
    }
    set(program, notify::SendingState::Running, "");
    json::object answer = view(program);
    answer["droppedEvents"] = dropped;
    return answer;
}

}  // namespace daymark::app
