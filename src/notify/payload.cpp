// Filling of webhook payloads.
#include "notify/payload.h"

#include "platform/base/time_text.h"

namespace daymark::notify {
namespace {

json::value time_or_null(const std::optional<Millis>& at) { return at ? json::value(iso_time(*at)) : nullptr; }

/// Up to the update of that id; all of them without one.
template <class Notice>
std::vector<typename decltype(Notice::updates)::value_type> told_updates(const Notice& notice,
                                                                         const std::string& update_id) {
    auto updates = notice.updates;
    const auto last = std::ranges::find_if(updates, [&](const auto& update) { return update.id == update_id; });
    if (last != updates.end()) updates.erase(last + 1, updates.end());
    return updates;
}

/// What incidents and maintenances have in common. `kind`: "incident", which names the updates and their way back.
template <class Notice>
json::object notice_payload(const Notice& notice, const std::string& kind, const std::string& update_id,
                            Millis resolved_at, const std::string& impact, const std::string& root) {
    const auto updates = told_updates(notice, update_id);
    const std::string status(json::word_of(updates.empty() ? notice.status : updates.back().status));
    const bool over = notice.resolved_at && (status == "RESOLVED" || status == "COMPLETED");
    json::object told{{"backfilled", false},
                      {"created_at", iso_time(notice.created_at)},
                      {"impact", impact},
                      {"name", notice.name},
                      {"resolved_at", time_or_null(over ? std::optional(resolved_at) : std::nullopt)},
                      {"status", status},
                      {"updated_at", iso_time(notice.updated_at)},
                      {"id", notice.id},
                      {"url", root + "/" + kind + "/" + notice.id}};
    json::array list;
    // Guess: newest first, as in Statuspage, whose format this is; receivers are of two minds.
    for (auto update = updates.rbegin(); update != updates.rend(); ++update) {
        list.push_back(json::object{{"id", update->id},
                                    {kind + "_id", notice.id},
                                    {"body", update->message},
                                    {"status", json::word_of(update->status)},
                                    {"created_at", iso_time(update->created_at)},
                                    {"updated_at", iso_time(update->updated_at)}});
    }
    told[kind + "_updates"] = std::move(list);
    return told;
}

}  // namespace

json::object page_payload(const pages::Page& page, const std::string& root, const std::string& headline) {
    return {{"id", page.id}, {"status_indicator", page.status}, {"status_description", headline}, {"url", root}};
}

json::object incident_payload(const incidents::Incident& incident, const std::string& update_id,
                              const std::string& root) {
    return notice_payload(incident, "incident", update_id, incident.resolved_at.value_or(0),
                          std::string(wire_name(incident.impact)), root);
}

json::object maintenance_payload(const maintenances::Maintenance& maintenance, const std::string& update_id,
                                 const std::string& root) {
    json::object told = notice_payload(maintenance, "maintenance", update_id, maintenance.resolved_at.value_or(0),
                                       "UNDERMAINTENANCE", root);
    // Contract: a text; minutes, as elsewhere.
    const auto minutes = maintenances::duration_minutes(maintenance);
    told["duration"] = minutes ? json::value(std::to_string(*minutes)) : nullptr;
    return told;
}

json::object component_payload(const components::Component& component, const std::string& status) {
    return {{"created_at", iso_time(component.created_at)},
            {"id", component.id},
            {"name", component.name},
            {"status", status}};
}

}  // namespace daymark::notify
