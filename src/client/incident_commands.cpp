// What is told of incidents, and how.
#include "client/incident_commands.h"

#include "client/affected.h"
#include "client/trouble.h"

#include <algorithm>
#include <iostream>

namespace daymark::client {
namespace {

json::array list_unresolved(const Session& session) {
    json::array open;
    // The filter is the server's kindness; not every one has it.
    for (json::value& one : session.server().list(session.path("/incidents"), "%21status=RESOLVED")) {
        if (text_member(one, "status") != "RESOLVED") open.push_back(std::move(one));
    }
    return open;
}

/// An open one by id, name or "latest"; or any by its id.
json::value incident_meant(const Session& session, const json::array& unresolved, const std::string& text) {
    try {
        return find_incident(unresolved, text);
    } catch (const Trouble& trouble) {
        if (text == "latest") throw;
        try {
            return session.server().get(session.path("/incidents/" + segment(text)));
        } catch (const Trouble& unknown) {
            // Of an unknown id some say that it is not found, some that it is forbidden; the first says what there is.
            if (unknown.exit() == Exit::Unreachable) throw;
            throw trouble;
        }
    }
}

json::value require_template(const Session& session, const std::string& text) {
    json::array found;
    for (const json::value& one : session.server().list(session.path("/templates"))) {
        if (text_member(one, "type") != "INCIDENT") continue;
        if (text_member(one, "id") == text) return one;
        if (text_member(one, "name") == text) found.push_back(one);
    }
    if (found.empty()) throw Trouble(Exit::NotFound, "There is no incident template \"" + text + "\" on this page.");
    return found.front();
}

const json::array& list_member(const json::value& from, std::string_view name) {
    static const json::array none;
    const json::value* found = from.is_object() ? from.get_object().if_contains(name) : nullptr;
    return found != nullptr && found->is_array() ? found->get_array() : none;
}

/// Translations of those properties that have some.
json::object translations_of(const json::value& used, std::initializer_list<const char*> names) {
    json::object kept;
    const json::value* all = used.as_object().if_contains("translations");
    if (all == nullptr || !all->is_object()) return kept;
    for (const char* name : names) {
        const json::value* texts = all->get_object().if_contains(name);
        if (texts != nullptr && texts->is_object()) kept[name] = *texts;
    }
    return kept;
}

/// What the template of --template says, of the properties that the body may have.
void start_from_template(const json::value& used, std::initializer_list<const char*> texts, json::object& body,
                         Affected& affected) {
    for (const char* name : texts) body[name] = text_member(used, name);
    body["status"] = text_member(used, "status");
    if (const json::value* notify = used.as_object().if_contains("notify")) body["notify"] = *notify;
    if (json::object translations = translations_of(used, texts); !translations.empty()) {
        body["translations"] = std::move(translations);
    }
    for (const json::value& one : list_member(used, "components")) {
        affected.add(text_member(one, "componentId"), text_member(one, "status"));
    }
}

/// What the options say, over what a template said.
void apply_options(const json::object& options, json::object& body) {
    for (const char* name : {"name", "message"}) {
        if (!has(options, name)) continue;
        body[name] = text_of(options, name);
        body.erase("translations");  // they are of the template's words
    }
    if (has(options, "status")) body["status"] = json::word_of(incident_status(text_of(options, "status")));
    if (has(options, "no-notify")) body["notify"] = false;
}

std::string outcome(const std::string& verb, const json::object& incident, const Session& session,
                    const std::string& components) {
    const std::string status = spoken(text_member(incident, "status"));
    return verb + " \"" + text_member(incident, "name") + "\" on " + session.page_word() + ", now " + status + ": " +
           text_member(incident, "id") + (components.empty() ? "" : ". Components: " + components) + ".";
}

/// Words are read before any server is asked.
void check_words(const json::object& options) {
    (void)wishes_from(options);
    if (has(options, "status")) (void)incident_status(text_of(options, "status"));
}

json::object update_body(const json::object& options, const Session& session, const json::value& incident,
                         Affected& affected) {
    json::object body;
    // Contract: a missing list of components is understood as none by some servers.
    for (const json::value& one : list_member(incident, "components")) affected.add(text_member(one, "id"));
    body["status"] = text_member(incident, "status");
    if (has(options, "template")) {
        start_from_template(require_template(session, text_of(options, "template")), {"message"}, body, affected);
    }
    apply_options(options, body);
    return body;
}

int post_update(const json::object& options, const Session& session, const json::value& incident, json::object body,
                const Affected& affected, const ComponentNames& names) {
    affected.write_into(body);
    const std::string id = text_member(incident, "id");
    const json::value answer =
        session.server().post(session.path("/incidents/" + segment(id) + "/incident-updates"), body);
    const json::object shown{
        {"id", id}, {"name", text_member(incident, "name")}, {"status", text_member(answer, "status")}};
    tell(options, answer, outcome("Updated", shown, session, affected.spoken_with(names)));
    return static_cast<int>(Exit::Done);
}

/// Names of other open incidents that hold a component.
std::string holders(const json::array& unresolved, const std::string& own_id, const std::string& component) {
    std::string names;
    for (const json::value& other : unresolved) {
        if (text_member(other, "id") == own_id) continue;
        for (const json::value& one : list_member(other, "components")) {
            if (text_member(one, "id") != component) continue;
            names += (names.empty() ? "\"" : ", \"") + text_member(other, "name") + "\"";
        }
    }
    return names;
}

/// Who resolves an incident means that what it had affected works again.
void add_recovery(const json::value& incident, const json::array& unresolved, const ComponentNames& names,
                  Affected& affected) {
    for (const json::value& one : list_member(incident, "components")) {
        const std::string id = text_member(one, "id");
        const std::string held = holders(unresolved, text_member(incident, "id"), id);
        if (held.empty()) {
            affected.add(id, "OPERATIONAL");
        } else {
            std::cerr << names.path_of(id) << " stays as it is: it is also part of " << held << ".\n";
        }
    }
}

}  // namespace

int open_incident(const json::object& options) {
    check_words(options);
    if (!has(options, "name") && !has(options, "template")) {
        throw Trouble(Exit::Usage, "daymark incident open needs --name NAME, or --template NAME.");
    }
    const Session session(options);
    const ComponentNames names = session.component_names();
    json::object body{{"status", "INVESTIGATING"}, {"notify", true}};
    Affected affected;
    if (has(options, "template")) {
        start_from_template(require_template(session, text_of(options, "template")), {"name", "message"}, body,
                            affected);
    }
    apply_options(options, body);
    affected.add(wishes_from(options), names);
    affected.write_into(body);
    const json::value answer = session.server().post(session.path("/incidents"), body);
    const json::object shown{{"id", text_member(answer, "id")},
                             {"name", text_member(answer, "name")},
                             {"status", text_member(answer, "status")}};
    tell(options, answer, outcome("Opened", shown, session, affected.spoken_with(names)));
    return static_cast<int>(Exit::Done);
}

int update_incident(const json::object& options) {
    check_words(options);
    const char* const says[] = {"status", "message", "component", "template"};
    if (std::ranges::none_of(says, [&](const char* name) { return has(options, name); })) {
        throw Trouble(Exit::Usage, "daymark incident update needs --status, --message, --component or --template.");
    }
    const Session session(options);
    const ComponentNames names = session.component_names();
    const json::value incident = incident_meant(session, list_unresolved(session), text_of(options, "incident"));
    Affected affected;
    json::object body = update_body(options, session, incident, affected);
    affected.add(wishes_from(options), names);
    return post_update(options, session, incident, std::move(body), affected, names);
}

int resolve_incident(const json::object& options) {
    check_words(options);
    const Session session(options);
    const ComponentNames names = session.component_names();
    const json::array unresolved = list_unresolved(session);
    const json::value incident = incident_meant(session, unresolved, text_of(options, "incident"));
    Affected affected;
    json::object body = update_body(options, session, incident, affected);
    body["status"] = "RESOLVED";
    if (!has(options, "keep-components")) add_recovery(incident, unresolved, names, affected);
    affected.add(wishes_from(options), names);
    return post_update(options, session, incident, std::move(body), affected, names);
}

}  // namespace daymark::client
