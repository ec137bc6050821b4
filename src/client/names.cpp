// Looking up by name: one is found, none and several are told apart.
#include "client/names.h"

#include "client/server.h"
#include "client/trouble.h"

#include <algorithm>
#include <map>

namespace daymark::client {
namespace {

std::string listed(const std::vector<std::string>& words) {
    constexpr std::size_t most = 20;
    std::string list;
    for (std::size_t i = 0; i < std::min(words.size(), most); ++i) list += (list.empty() ? "" : ", ") + words[i];
    return words.size() > most ? list + " and " + std::to_string(words.size() - most) + " more" : list;
}

[[noreturn]] void refuse_none(const std::string& thing, const std::string& text,
                              const std::vector<std::string>& there) {
    throw Trouble(Exit::NotFound, "There is no " + thing + " \"" + text + "\"" +
                                      (there.empty() ? "." : "; there are " + listed(there) + "."));
}

[[noreturn]] void refuse_several(const std::string& thing, const std::string& text,
                                 const std::vector<std::string>& meant) {
    throw Trouble(Exit::NotFound, "\"" + text + "\" could be several " + thing + "s: " + listed(meant) + ".");
}

std::string described_page(const json::value& page) {
    return text_member(page, "subdomain") + " (" + text_member(page, "name") + ", " + text_member(page, "id") + ")";
}

std::string described_incident(const json::value& incident) {
    return text_member(incident, "id") + " (" + text_member(incident, "name") + ")";
}

std::vector<std::string> described(const json::array& list, std::string (*describe)(const json::value&)) {
    std::vector<std::string> words;
    for (const json::value& one : list) words.push_back(describe(one));
    return words;
}

json::array with_member(const json::array& list, std::string_view name, const std::string& text) {
    json::array found;
    for (const json::value& one : list) {
        if (text_member(one, name) == text) found.push_back(one);
    }
    return found;
}

/// The id of the group, in either of the two ways that answers tell it.
std::string group_of(const json::value& component) {
    const std::string id = text_member(component, "groupId");
    if (!id.empty() || !component.is_object()) return id;
    const json::value* group = component.get_object().if_contains("group");
    return group == nullptr ? "" : text_member(*group, "id");
}

json::array newest(const json::array& incidents) {
    std::string last;
    for (const json::value& one : incidents) last = std::max(last, text_member(one, "started"));
    return with_member(incidents, "started", last);
}

}  // namespace

json::value find_page(const json::array& pages, const std::string& text) {
    if (text.empty()) {
        if (pages.size() == 1) return pages.front();
        if (pages.empty()) throw Trouble(Exit::NotFound, "The key reaches no page.");
        throw Trouble(Exit::NotFound, "The key reaches several pages; say --page with one of " +
                                          listed(described(pages, described_page)) + ".");
    }
    for (const char* member : {"id", "subdomain", "name"}) {
        const json::array found = with_member(pages, member, text);
        if (found.size() == 1) return found.front();
        if (found.size() > 1) refuse_several("page", text, described(found, described_page));
    }
    refuse_none("page", text, described(pages, described_page));
}

ComponentNames::ComponentNames(const json::array& components) {
    std::map<std::string, const json::value*> by_id;
    for (const json::value& one : components) by_id[text_member(one, "id")] = &one;
    for (const json::value& one : components) {
        std::string path = text_member(one, "name");
        std::string group = group_of(one);
        for (int level = 0; level < 64 && by_id.contains(group); ++level) {
            path = text_member(*by_id[group], "name") + " / " + path;
            group = group_of(*by_id[group]);
        }
        entries_.push_back({{text_member(one, "id"), path}, text_member(one, "name")});
    }
}

const NamedComponent& ComponentNames::find(const std::string& text) const {
    const auto matches = [&](const Entry& entry, int way) {
        return text == (way == 0 ? entry.component.id : way == 1 ? entry.component.path : entry.name);
    };
    for (int way = 0; way < 3; ++way) {
        std::vector<const Entry*> found;
        for (const Entry& entry : entries_) {
            if (matches(entry, way)) found.push_back(&entry);
        }
        if (found.size() == 1) return found.front()->component;
        std::vector<std::string> meant;
        for (const Entry* entry : found) meant.push_back(entry->component.path + " (" + entry->component.id + ")");
        if (found.size() > 1) refuse_several("component", text, meant);
    }
    std::vector<std::string> there;
    for (const Entry& entry : entries_) there.push_back(entry.component.path);
    refuse_none("component", text, there);
}

std::string ComponentNames::path_of(const std::string& id) const {
    for (const Entry& entry : entries_) {
        if (entry.component.id == id) return entry.component.path;
    }
    return id;
}

json::value find_incident(const json::array& unresolved, const std::string& text) {
    const bool latest = text == "latest";
    json::array found = latest ? newest(unresolved) : with_member(unresolved, "id", text);
    if (found.empty()) found = with_member(unresolved, "name", text);
    if (found.size() == 1) return found.front();
    if (found.size() > 1) refuse_several("incident", text, described(found, described_incident));
    if (unresolved.empty()) throw Trouble(Exit::NotFound, "No incident is open on this page.");
    refuse_none("open incident", text, described(unresolved, described_incident));
}

}  // namespace daymark::client
