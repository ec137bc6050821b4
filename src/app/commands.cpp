// The table of commands.
#include "app/commands.h"

#include "activity/activity.h"
#include "app/command_socket.h"
#include "app/healthcheck.h"
#include "app/listing_commands.h"
#include "app/people_commands.h"
#include "app/seed.h"
#include "app/serve.h"
#include "workspaces/workspace_store.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <thread>

namespace daymark::app {
namespace {

json::object migrate(Program& program, const json::object&) { return {{"steps", program.migrate()}}; }

json::object seed_demo(Program& program, const json::object& arguments) {
    program.ensure_migrated();
    return seed(program.db(), program.world(), argument(arguments, "email"));
}

json::object verify_audit(Program& program, const json::object&) {
    program.ensure_migrated();
    std::int64_t count = 0;
    std::string last;
    for (;;) {
        const auto ids = program.db().read([&](db::Tx& tx) { return workspaces::list_ids(tx, last, 100); });
        if (ids.empty()) return {{"workspaces", count}, {"intact", true}};
        for (const std::string& id : ids) {
            const auto broken = program.db().read([&](db::Tx& tx) { return activity::first_broken_row(tx, id); });
            if (broken) {
                throw std::runtime_error("The activity log of workspace " + id + " was altered: row " +
                                         std::to_string(*broken) +
                                         " does not follow from the rows before it. Compare it with a backup.");
            }
            ++count;
        }
        last = ids.back();
    }
}

constexpr Option seed_options[] = {
    {"email", "ADDRESS", "Who owns the demo page; signed up when new (demo@acme.example unless told)"},
};
constexpr Option user_options[] = {
    {"email", "ADDRESS", "Address of the new user", true},
    {"name", "NAME", "Their name"},
};
constexpr Option key_options[] = {
    {"email", "ADDRESS", "Address of the user the key acts for", true},
    {"name", "NAME", "What the key is for", true},
};
constexpr Option settings_options[] = {
    {"markdown", "", "As docs/settings.md"},
};

constexpr Command table[] = {
    {"serve", "Run the server", {}, serve},
    {"migrate", "Bring the database's schema up to this program", {}, nullptr, migrate},
    {"seed", "Make the demo page Acme with 90 days of history; does nothing when it is there", seed_options, nullptr,
     seed_demo},
    {"user create", "Sign a user up; prints their API key", user_options, nullptr, create_user},
    {"key create", "Give a user one more API key", key_options, nullptr, create_key},
    {"audit verify", "Check that no activity row was altered or removed", {}, nullptr, verify_audit},
    {"openapi", "Print the OpenAPI document of the API", {}, print_openapi},
    {"routes", "Print every route of the API and what it needs", {}, print_routes},
    {"settings", "Print every setting", settings_options, print_settings},
    {"healthcheck", "Ask the running server whether it lives; exit code 0 or 1", {}, check_health},
    {"version", "Print the version", {}, print_version},
};

/// Opening waits a little: a server takes the database before its socket is there, and other commands end soon.
std::unique_ptr<Program> open_program(const Config& config, bool last_try) {
    try {
        return std::make_unique<Program>(config);
    } catch (const std::runtime_error&) {
        if (last_try) throw;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        return nullptr;
    }
}

json::object work_somewhere(const Command& command, const Config& config, const json::object& arguments) {
    constexpr int tries = 40;
    for (int attempt = 1;; ++attempt) {
        if (config.uses_sqlite()) {
            if (auto result = ask_server(config.socket_file(), command.name, arguments)) return std::move(*result);
        }
        if (const auto program = open_program(config, attempt == tries || !config.uses_sqlite()))
            return command.work(*program, arguments);
    }
}

}  // namespace

std::span<const Command> commands() { return table; }

const Command* find_command(std::string_view name) {
    const auto found = std::ranges::find(table, name, &Command::name);
    return found == std::end(table) ? nullptr : &*found;
}

int execute(const Command& command, const Config& config, const json::object& arguments) {
    if (command.run != nullptr) return command.run(config, arguments);
    std::cout << json::text(work_somewhere(command, config, arguments)) << std::endl;
    return 0;
}

}  // namespace daymark::app
