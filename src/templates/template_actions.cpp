// What can be done with templates.
#include "templates/template_actions.h"

#include "activity/activity.h"
#include "components/component_store.h"
#include "pages/page_actions.h"
#include "pages/page_store.h"
#include "templates/template_store.h"

#include <algorithm>

namespace daymark::templates {
namespace {

constexpr std::size_t most_links = 1'000;  // each costs a statement whenever the template is saved or used

std::string component_of(const LinkEntry& entry, const std::string& place) {
    if (entry.component_id) return *entry.component_id;
    if (!entry.id) throw Error::bad_field(place + ".id", "is required");
    return *entry.id;
}

/// The component of each entry, all of them on the page.
std::vector<std::string> required_components(db::Tx& tx, const Act& act, const std::vector<LinkEntry>& entries) {
    if (entries.size() > most_links) throw Error::bad_field("components", "must have at most 1000 entries");
    const auto place = [](std::size_t i) { return "components[" + std::to_string(i) + "]"; };
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < entries.size(); ++i) ids.push_back(component_of(entries[i], place(i)));
    const auto found = components::list_by_ids(tx, act.page_id, ids);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (std::ranges::find(found, ids[i], &components::Component::id) != found.end()) continue;
        throw Error::bad_field(place(i) + (entries[i].component_id ? ".componentId" : ".id"),
                               "is not a component of this page");
    }
    return ids;
}

/// The links become those of `entries`; a component that was there before keeps its row's id. Of two entries for one
/// component the later one holds.
void replace_links(db::Tx& tx, const Act& act, const std::vector<LinkEntry>& entries, Template& owner) {
    const std::vector<std::string> ids = required_components(tx, act, entries);
    const std::vector<Link> before = std::exchange(owner.links, {});
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto again = std::ranges::find(owner.links, ids[i], &Link::component_id);
        if (again != owner.links.end()) {
            again->status = entries[i].status;
            continue;
        }
        const auto known = std::ranges::find(before, ids[i], &Link::component_id);
        owner.links.push_back({known != before.end() ? known->id : act.new_id(), ids[i], entries[i].status});
    }
}

void check_status(const Template& checked) {
    if (fits(checked.status, checked.type)) return;
    std::string words;
    for (const auto& [word, status] : json::EnumWords<Status>::table) {
        if (fits(status, checked.type)) words += (words.empty() ? "" : ", ") + std::string(word);
    }
    throw Error::bad_field(
        "status", "must be one of " + words + " in a template of type " + std::string(json::word_of(checked.type)));
}

/// Contract §6.1: a create names the page a second time.
void check_subdomain(db::Tx& tx, const Act& act, const std::optional<std::string>& subdomain) {
    if (!subdomain || subdomain->empty()) return;
    if (*subdomain != pages::find(tx, act.page_id).value().subdomain) {
        throw Error::bad_field("subdomain", "is not the one of this page");
    }
}

json::object summary(const Template& told) {
    json::object statuses;
    for (const Link& link : told.links) statuses[link.component_id] = wire_name(link.status);
    return {{"type", json::word_of(told.type)},     {"name", told.name},     {"message", told.message},
            {"status", json::word_of(told.status)}, {"notify", told.notify}, {"components", std::move(statuses)}};
}

/// An id goes before a name, because it can mean only one.
Template require_for_incident(db::Tx& tx, const Act& act, const std::string& id_or_name) {
    auto found = find(tx, act.page_id, id_or_name);
    if (!found) found = find_by_name(tx, act.page_id, Type::Incident, id_or_name);
    if (!found || found->type != Type::Incident) throw Error::not_found("Template");
    return *std::move(found);
}

incidents::Status incident_status(const Template& used) {
    return json::from_word<incidents::Status>(json::word_of(used.status)).value();
}

std::vector<notices::StatusEntry> statuses_of(const Template& used) {
    std::vector<notices::StatusEntry> entries;
    for (const Link& link : used.links) entries.push_back({link.component_id, link.status});
    return entries;
}

}  // namespace

Template create(db::Tx& tx, const Act& act, const TemplateDraft& draft) {
    pages::touch(tx, act);
    check_subdomain(tx, act, draft.subdomain);
    Template made;
    made.id = act.new_id();
    made.page_id = act.page_id;
    made.type = draft.type;
    made.name = draft.name;
    made.message = draft.message;
    made.status = draft.status;
    made.notify = draft.notify;
    made.translations = draft.translations;
    made.created_at = made.updated_at = act.now;
    check_status(made);
    replace_links(tx, act, draft.components, made);
    insert(tx, made);
    set_links(tx, made);
    activity::record(tx, act, {"templates.create", made.id, summary(made)});
    return made;
}

Template edit(db::Tx& tx, const Act& act, const std::string& id, const TemplateEdit& edit) {
    pages::touch(tx, act);
    Template changed = require(tx, act.page_id, id);
    const json::object before = summary(changed);
    if (edit.type) changed.type = *edit.type;
    if (edit.name) changed.name = *edit.name;
    if (edit.message) changed.message = *edit.message;
    if (edit.status) changed.status = *edit.status;
    if (edit.notify) changed.notify = *edit.notify;
    if (edit.translations) changed.translations = *edit.translations;
    check_status(changed);
    if (edit.components) replace_links(tx, act, *edit.components, changed);
    changed.updated_at = act.now;
    update(tx, changed);
    set_links(tx, changed);
    activity::record(tx, act, {"templates.edit", id, {{"before", before}, {"after", summary(changed)}}});
    return changed;
}

Template remove(db::Tx& tx, const Act& act, const std::string& id) {
    pages::touch(tx, act);
    Template removed = require(tx, act.page_id, id);
    mark_deleted(tx, act.page_id, id, act.now);
    activity::record(tx, act, {"templates.remove", id, {{"before", summary(removed)}}});
    return removed;
}

incidents::Incident open_incident(db::Tx& tx, const Act& act, const std::string& id_or_name) {
    // Before the template is read, so that none of its components goes away meanwhile.
    pages::touch(tx, act);
    const Template used = require_for_incident(tx, act, id_or_name);
    incidents::IncidentDraft draft;
    draft.name = used.name;
    draft.status = incident_status(used);
    draft.message = used.message;
    draft.notify = used.notify;
    draft.translations = used.translations;
    draft.statuses = statuses_of(used);
    for (const Link& link : used.links) draft.components.push_back(link.component_id);
    return incidents::open(tx, act, draft);
}

incidents::Posted post_update(db::Tx& tx, const Act& act, const std::string& incident_id,
                              const std::string& id_or_name) {
    pages::touch(tx, act);
    const Template used = require_for_incident(tx, act, id_or_name);
    // Guess: the incident keeps its components and its name; those of the template join them.
    incidents::UpdateEdit draft;
    draft.status = incident_status(used);
    draft.message = used.message;
    draft.notify = used.notify;
    draft.statuses = statuses_of(used);
    if (const auto texts = used.translations.find("message"); texts != used.translations.end()) {
        draft.translations = json::Translations{*texts};
    }
    return incidents::post_update(tx, act, incident_id, draft);
}

}  // namespace daymark::templates
