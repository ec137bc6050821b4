// Pages, components, maintenances.
#include "client/page_commands.h"

#include "client/affected.h"
#include "client/trouble.h"
#include "platform/base/time_text.h"

#include <algorithm>

namespace daymark::client {
namespace {

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(text.size() + 2, width + 2), ' ');
    return text;
}

std::string table_of(const json::array& pages) {
    std::size_t subdomain = 0, name = 0, status = 0;
    for (const json::value& page : pages) {
        subdomain = std::max(subdomain, text_member(page, "subdomain").size());
        name = std::max(name, text_member(page, "name").size());
        status = std::max(status, spoken(text_member(page, "status")).size());
    }
    std::string table;
    for (const json::value& page : pages) {
        table += (table.empty() ? "" : "\n") + padded(text_member(page, "subdomain"), subdomain) +
                 padded(text_member(page, "name"), name) + padded(spoken(text_member(page, "status")), status) +
                 text_member(page, "id");
    }
    return table.empty() ? "The key reaches no page." : table;
}

struct Setting {
    NamedComponent component;
    components::Status status;
};

std::vector<Setting> settings_from(const json::object& options, const ComponentNames& names) {
    std::vector<Setting> settings;
    for (const NamedStatus& wish : wishes_from(options)) settings.push_back({names.find(wish.name), *wish.status});
    return settings;
}

/// The plan's times; minutes from --duration, or between --start and --end.
void put_times(const json::object& options, json::object& body) {
    const Millis start = time_from(text_of(options, "start"), "start");
    if (has(options, "end") == has(options, "duration")) {
        throw Trouble(Exit::Usage, "daymark maintenance schedule needs either --end or --duration.");
    }
    const Millis end = has(options, "end")
                           ? time_from(text_of(options, "end"), "end")
                           : start + minutes_from(text_of(options, "duration"), "duration") * one_minute;
    if (end <= start) throw Trouble(Exit::Usage, "--end must be after --start.");
    if (!valid_time(end)) throw Trouble(Exit::Usage, "The end is after the year 9999.");
    body["start"] = iso_time(start);
    body["end"] = iso_time(end);
    body["duration"] = (end - start + one_minute - 1) / one_minute;
}

}  // namespace

int list_pages(const json::object& options) {
    const json::array pages = open_server(options).list("/v1/pages");
    tell(options, pages, table_of(pages));
    return static_cast<int>(Exit::Done);
}

int set_components(const json::object& options) {
    for (const NamedStatus& wish : wishes_from(options)) {
        if (!wish.status) {
            throw Trouble(Exit::Usage, "Say the status of " + wish.name + " as \"" + wish.name + "=operational\".");
        }
    }
    const Session session(options);
    json::array answers;
    std::string done;
    for (const Setting& one : settings_from(options, session.component_names())) {
        const json::object body{{"status", components::wire_name(one.status)}};
        answers.push_back(session.server().put(session.path("/components/" + segment(one.component.id)), body));
        done += (done.empty() ? "" : "\n") + one.component.path + " on " + session.page_word() + " is now " +
                spoken(components::wire_name(one.status)) + ".";
    }
    tell(options, answers, done);
    return static_cast<int>(Exit::Done);
}

int schedule_maintenance(const json::object& options) {
    json::object body{{"name", text_of(options, "name")},
                      {"message", text_of(options, "message")},
                      {"status", "NOTSTARTEDYET"},
                      {"autoStart", !has(options, "no-auto-start")},
                      {"autoEnd", !has(options, "no-auto-end")},
                      {"notify", !has(options, "no-notify")}};
    // Some servers demand them all.
    for (const char* name : {"notifyStart", "notifyEnd", "notifyEarly"}) body[name] = false;
    put_times(options, body);
    const std::vector<NamedStatus> wishes = wishes_from(options);
    const Session session(options);
    const ComponentNames names = session.component_names();
    Affected affected;
    affected.add(wishes, names);
    affected.write_into(body);
    const json::value answer = session.server().post(session.path("/maintenances"), body);
    const std::string components = affected.spoken_with(names);
    tell(options, answer,
         "Planned \"" + text_of(options, "name") + "\" on " + session.page_word() + " from " +
             text_member(body, "start") + " to " + text_member(body, "end") + ": " + text_member(answer, "id") +
             (components.empty() ? "" : ". Components: " + components) + ".");
    return static_cast<int>(Exit::Done);
}

}  // namespace daymark::client
