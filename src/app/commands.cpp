// The table of commands.
#include "app/commands.h"

#include "activity/activity.h"
#include "app/bounce_command.h"
#include "app/command_socket.h"
#include "app/export_command.h"
#include "app/healthcheck.h"
#include "app/listing_commands.h"
#include "app/mail_check.h"
#include "app/people_commands.h"
#include "app/seed.h"
#include "app/sending_commands.h"
#include "app/sentence.h"
#include "app/serve.h"
#include "client/incident_commands.h"
#include "client/page_commands.h"
#include "client/structure_commands.h"
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

constexpr Option stop_options[] = {
    {"reason", "TEXT", "Why, for everybody who wonders"},
};
constexpr Option resume_options[] = {
    {"drop", "", "What waits is not sent: as after a restored backup, whose news people have heard"},
};
constexpr Option bounce_options[] = {
    {"to", "ADDRESS", "To whom the mail came, as its envelope says; else its own headers are gone by"},
};
constexpr Option mail_check_options[] = {
    {"json", "", "Print what was found as one JSON line"},
};
constexpr Option export_options[] = {
    {.name = "page", .takes = "PAGE", .meaning = "Id or subdomain of the page", .required = true, .by_place = true},
    {.name = "to",
     .takes = "DIR",
     .meaning = "Folder for the files, which is replaced as a whole: missing, empty, or an export",
     .required = true,
     .is_path = true},
    {"address", "URL",
     "Where readers will find the files, if not where the page is now. Below a path the owner's own code is left out"},
    {"compressed", "", "Put a .gz and a .br file beside each one, as nginx's gzip_static wants them"},
};

// The commands that ask a server.
constexpr Option ask_page{"page", "PAGE",
                          "Id, subdomain or name of the page; may be left out when the key reaches one"};
constexpr Option ask_json{"json", "", "Print the server's answer as one JSON line"};
constexpr Option ask_key{"key-file", "FILE", "File that holds the API key, in place of DAYMARK_API_KEY"};
constexpr Option ask_status{"status", "STATUS", "investigating, identified, monitoring or resolved"};
constexpr Option ask_message{"message", "TEXT", "What is told, as Markdown"};
constexpr Option ask_template{"template", "NAME",
                              "Id or name of an incident template to begin with; other options win"};
constexpr Option ask_silence{"no-notify", "", "Tell no subscriber"};
constexpr Option ask_incident{.name = "incident",
                              .takes = "ID|latest",
                              .meaning = "An id, the name of an open incident, or the open one that began last",
                              .required = true,
                              .by_place = true};
constexpr Option ask_component{
    .name = "component",
    .takes = "NAME[=STATUS]",
    .meaning =
        "An affected component by name, \"Group / Name\" or id; its status is operational, degraded, "
        "partial, major or maintenance",
    .repeats = true};
constexpr Option ask_file{.name = "file",
                          .takes = "FILE",
                          .meaning = "What `daymark dump` printed, with your changes; - reads stdin",
                          .required = true,
                          .by_place = true};
constexpr Option ask_remove{"remove", "", "Remove components, templates and metrics that the file does not name"};

constexpr Option page_list_options[] = {ask_json, ask_key};
constexpr Option component_set_options[] = {
    {.name = "component",
     .takes = "NAME=STATUS",
     .meaning = "A component by name, \"Group / Name\" or id, and operational, degraded, partial, major or maintenance",
     .required = true,
     .repeats = true,
     .by_place = true},
    ask_page,
    ask_json,
    ask_key};
constexpr Option incident_open_options[] = {
    {"name", "NAME", "What the incident is called; needed without a template"},
    ask_status,
    ask_message,
    ask_component,
    ask_template,
    ask_silence,
    ask_page,
    ask_json,
    ask_key,
};
constexpr Option incident_update_options[] = {ask_incident, ask_status, ask_message, ask_component, ask_template,
                                              ask_silence,  ask_page,   ask_json,    ask_key};
constexpr Option incident_resolve_options[] = {
    ask_incident,
    ask_message,
    ask_component,
    {"keep-components", "",
     "Leave components as they are; else those that no other open incident holds are operational"},
    ask_template,
    ask_silence,
    ask_page,
    ask_json,
    ask_key,
};
constexpr Option maintenance_options[] = {
    {"name", "NAME", "What the maintenance is called", true},
    {"start", "TIME", "Such as 2026-03-01T02:00:00Z; without a zone it is UTC", true},
    {"end", "TIME", "The same; or say --duration"},
    {"duration", "LENGTH", "Such as 90m, 2h or 1h30m"},
    ask_message,
    ask_component,
    {"no-auto-start", "", "It does not start by itself"},
    {"no-auto-end", "", "It does not end by itself"},
    ask_silence,
    ask_page,
    ask_json,
    ask_key,
};
constexpr Option dump_options[] = {
    {.name = "page",
     .takes = "[PAGE]",
     .meaning = "Id, subdomain or name; may be left out when the key reaches one page",
     .by_place = true},
    ask_json,
    ask_key,
};
constexpr Option plan_options[] = {
    ask_file, ask_remove, {"page", "PAGE", "Another page than the one the file names"}, ask_json, ask_key,
};

/// A command that asks a server.
constexpr Command asking(std::string_view name, std::string_view about, std::span<const Option> options,
                         int (*ask)(const json::object&)) {
    return {name, about, options, nullptr, nullptr, ask};
}

constexpr int come_again = 75;  // EX_TEMPFAIL of sysexits.h, by which mail servers try again

constexpr Command table[] = {
    {"serve", "Run the server", {}, serve},
    {"migrate", "Bring the database's schema up to this program", {}, nullptr, migrate},
    {"seed", "Make the demo page Acme with 90 days of history; does nothing when it is there", seed_options, nullptr,
     seed_demo},
    {"user create", "Sign a user up; prints their API key", user_options, nullptr, create_user},
    {"key create", "Give a user one more API key", key_options, nullptr, create_key},
    {"export", "Write a page as static files that any file server can serve", export_options, nullptr, export_files},
    {"sending show", "Whether messages go out, and why not", {}, nullptr, show_sending},
    {"sending stop", "Send no message of any page until told otherwise", stop_options, nullptr, stop_sending},
    {"sending resume", "Let messages go out again", resume_options, nullptr, resume_sending},
    {"bounce", "Take in a mail that came back, from standard input; exit code 75 when it must be handed over again",
     bounce_options, nullptr, take_in_bounce, nullptr, read_bounce_from_input, come_again},
    {"mail check", "Say whether mails will arrive, as far as the DNS and the mail server show; exit code 1 when not",
     mail_check_options, check_mail},
    {"audit verify", "Check that no activity row was altered or removed", {}, nullptr, verify_audit},
    {"openapi", "Print the OpenAPI document of the API", {}, print_openapi},
    {"routes", "Print every route of the API and what it needs", {}, print_routes},
    {"settings", "Print every setting", settings_options, print_settings},
    {"healthcheck", "Ask the running server whether it lives; exit code 0 or 1", {}, check_health},
    {"version", "Print the version", {}, print_version},
    asking("page list", "List the pages that the API key reaches", page_list_options, client::list_pages),
    asking("component set", "Set the status of components", component_set_options, client::set_components),
    asking("incident open", "Report an incident", incident_open_options, client::open_incident),
    asking("incident update", "Post an update to an incident", incident_update_options, client::update_incident),
    asking("incident resolve", "Resolve an incident", incident_resolve_options, client::resolve_incident),
    asking("maintenance schedule", "Plan a maintenance", maintenance_options, client::schedule_maintenance),
    asking("dump", "Print a page's structure as YAML", dump_options, client::dump_structure),
    asking("plan", "Say what a structure file would change; exit code 10 when it would", plan_options,
           client::plan_structure),
    asking("apply", "Make a page what a structure file says", plan_options, client::apply_structure),
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
    try {
        const json::object given = command.gather != nullptr ? command.gather(arguments) : arguments;
        std::cout << json::text(work_somewhere(command, config, given)) << std::endl;
        return 0;
    } catch (const std::exception& error) {
        if (command.failed == 1) throw;
        std::cerr << sentence_of(error) << "\n";
        return command.failed;
    }
}

}  // namespace daymark::app
