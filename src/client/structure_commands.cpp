// From a file to a page's structure and back.
#include "client/structure_commands.h"

#include "client/session.h"
#include "client/trouble.h"
#include "client/yaml.h"
#include "platform/base/file.h"

#include <iostream>
#include <iterator>

namespace daymark::client {
namespace {

std::string read_input(const std::string& name) {
    if (name == "-") return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
    auto text = read_file(name);
    if (!text) throw Trouble(Exit::Usage, "The file " + name + " cannot be read.");
    return *std::move(text);
}

/// Asks on a path below /x; where there is none, the server is no Daymark.
json::value ask_extension(const Session& session, HttpRequest request, const Server::FieldPlace& place = {}) {
    try {
        return session.server().ask(std::move(request), place);
    } catch (const Trouble& trouble) {
        if (trouble.exit() != Exit::NotFound) throw;
        throw Trouble(Exit::Refused,
                      "This needs a Daymark server: " + session.server().url() + " does not know structures.");
    }
}

std::string brief(const json::value& value) {
    constexpr std::size_t longest = 40;
    const std::string text = json::text(value);
    return text.size() > longest ? "…" : text;
}

std::string change_line(const json::object& change) {
    const std::string action = text_member(change, "action");
    const std::string name = text_member(change, "name");
    std::string line = action == "add" ? "+ " : action == "remove" ? "- " : "~ ";
    line += text_member(change, "kind") + (name.empty() ? "" : " " + name);
    std::string fields;
    for (const json::value& field : change.at("fields").as_array()) {
        const std::string word = text_member(field, "name");
        fields += (fields.empty() ? ": " : ", ") + word;
        // Places in a list are numbers that nobody has written.
        if (word != "order") fields += " " + brief(field.at("before")) + " → " + brief(field.at("after"));
    }
    return line + fields + "\n";
}

/// No children is what leaving them out means; the file is shorter without.
void drop_empty_children(json::value& components) {
    for (json::value& component : components.as_array()) {
        json::value& children = component.at("children");
        if (children.as_array().empty()) {
            component.as_object().stable_erase("children");
        } else {
            drop_empty_children(children);
        }
    }
}

struct Counts {
    std::size_t added = 0, changed = 0, removed = 0;
};

Counts counts_of(const json::array& changes) {
    Counts counts;
    for (const json::value& change : changes) {
        const std::string action = text_member(change, "action");
        ++(action == "add" ? counts.added : action == "remove" ? counts.removed : counts.changed);
    }
    return counts;
}

std::string told(const json::value& outcome, bool done) {
    const json::array& changes = outcome.at("changes").as_array();
    std::string text;
    for (const json::value& change : changes) text += change_line(change.as_object());
    for (const json::value& extra : outcome.at("extras").as_array()) {
        text += "  " + text_member(extra, "kind") + " " + text_member(extra, "name") +
                " is on the page and not in the file; --remove removes it\n";
    }
    if (changes.empty()) return text + "Nothing to do: the page is as the file says.";
    const Counts counts = counts_of(changes);
    const auto count = [&](std::size_t number, const char* word) { return std::to_string(number) + " " + word; };
    if (done) {
        return text + count(counts.added, "added, ") + count(counts.changed, "changed, ") +
               count(counts.removed, "removed.");
    }
    return text + count(counts.added, "to add, ") + count(counts.changed, "to change, ") +
           count(counts.removed, "to remove.");
}

/// Sends the file's content. The page is that of --page, or the one the file names.
json::value send_file(const json::object& options, const std::string& method, const std::string& path) {
    const std::string name = text_of(options, "file");
    const std::string shown_name = name == "-" ? "stdin" : name;
    YamlFile file = read_yaml(read_input(name), shown_name);
    const json::value* named = file.content.if_contains("page");
    if (named != nullptr && !named->is_string()) {
        throw Trouble(Exit::Usage, shown_name + ": page must be a subdomain, a name or an id.");
    }
    const std::string page =
        has(options, "page") || named == nullptr ? text_of(options, "page") : std::string(named->get_string());
    const Session session(options, page);
    file.content.erase("page");
    if (has(options, "remove")) file.content["remove"] = true;
    const auto place = [&](const std::string& field) {
        const int line = file.line_of(field);
        return shown_name + ":" + (line == 0 ? "" : std::to_string(line) + ":") + " ";
    };
    return ask_extension(session, {method, session.extension_path(path), json::text(file.content), {}}, place);
}

}  // namespace

int dump_structure(const json::object& options) {
    const Session session(options);
    json::value structure = ask_extension(session, {"GET", session.extension_path("/structure"), {}, {}});
    if (has(options, "json")) {
        std::cout << json::text(structure) << std::endl;
    } else {
        drop_empty_children(structure.at("components"));
        std::cout << write_yaml(structure.as_object()) << std::flush;
    }
    return static_cast<int>(Exit::Done);
}

int plan_structure(const json::object& options) {
    const json::value outcome = send_file(options, "POST", "/structure/plan");
    tell(options, outcome, told(outcome, false));
    return static_cast<int>(outcome.at("changes").as_array().empty() ? Exit::Done : Exit::Changes);
}

int apply_structure(const json::object& options) {
    const json::value outcome = send_file(options, "PUT", "/structure");
    tell(options, outcome, told(outcome, true));
    return static_cast<int>(Exit::Done);
}

}  // namespace daymark::client
