// What can be done with audience groups.
#include "audience_groups/audience_group_actions.h"

#include "activity/activity.h"
#include "audience_groups/audience_group_store.h"
#include "components/component_store.h"
#include "pages/page_actions.h"
#include "team/teammate_store.h"

#include <algorithm>
#include <utility>

namespace daymark::audience_groups {
namespace {

constexpr std::size_t most_links = 1'000;  // each costs a statement whenever the group is saved

/// Links to `ids`, all of which must be in `known`; each counts once, and one that was there before keeps its own id.
template <class Record>
std::vector<Link> links_to(const Act& act, std::string_view field, const std::vector<std::string>& ids,
                           const std::vector<Record>& known, const char* owner, const std::vector<Link>& before) {
    std::vector<Link> links;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (std::ranges::find(known, ids[i], &Record::id) == known.end()) {
            throw Error::bad_field(std::string(field) + "[" + std::to_string(i) + "]", owner);
        }
        if (std::ranges::find(links, ids[i], &Link::target_id) != links.end()) continue;
        const auto kept = std::ranges::find(before, ids[i], &Link::target_id);
        links.push_back({kept != before.end() ? kept->id : act.new_id(), ids[i]});
    }
    return links;
}

void check_count(std::string_view field, const std::vector<std::string>& ids) {
    if (ids.size() > most_links) throw Error::bad_field(std::string(field), "must have at most 1000 entries");
}

void apply(db::Tx& tx, const Act& act, const AudienceGroupEdit& edit, AudienceGroup& group) {
    if (edit.name) group.name = *edit.name;
    if (edit.components) {
        check_count("components", *edit.components);
        group.components =
            links_to(act, "components", *edit.components, components::list_by_ids(tx, act.page_id, *edit.components),
                     "is not a component of this page", group.components);
    }
    if (edit.teammates) {
        check_count("teammates", *edit.teammates);
        group.teammates =
            links_to(act, "teammates", *edit.teammates, team::list_by_ids(tx, act.workspace_id, *edit.teammates),
                     "is not a teammate of this page", group.teammates);
    }
}

json::array ids_of(const std::vector<Link>& links) {
    json::array ids;
    for (const Link& link : links) ids.emplace_back(link.target_id);
    return ids;
}

json::object summary(const AudienceGroup& group) {
    return {{"name", group.name}, {"components", ids_of(group.components)}, {"teammates", ids_of(group.teammates)}};
}

void save(db::Tx& tx, const Act& act, AudienceGroup& group, const json::object& before) {
    group.updated_at = act.now;
    update(tx, group);
    set_links(tx, group);
    activity::record(tx, act, {"audience_groups.edit", group.id, {{"before", before}, {"after", summary(group)}}});
}

}  // namespace

AudienceGroup create(db::Tx& tx, const Act& act, const AudienceGroupEdit& draft) {
    pages::touch(tx, act);
    AudienceGroup group;
    group.id = act.new_id();
    group.page_id = act.page_id;
    group.name = "Audience";  // Guess: the contract demands no name
    group.created_at = group.updated_at = act.now;
    apply(tx, act, draft, group);
    insert(tx, group);
    set_links(tx, group);
    activity::record(tx, act, {"audience_groups.create", group.id, summary(group)});
    return group;
}

AudienceGroup edit(db::Tx& tx, const Act& act, const std::string& id, const AudienceGroupEdit& edit) {
    pages::touch(tx, act);
    AudienceGroup group = require(tx, act.page_id, id);
    const json::object before = summary(group);
    apply(tx, act, edit, group);
    save(tx, act, group, before);
    return group;
}

AudienceGroup remove(db::Tx& tx, const Act& act, const std::string& id) {
    pages::touch(tx, act);
    AudienceGroup group = require(tx, act.page_id, id);
    erase(tx, act.page_id, id);
    activity::record(tx, act, {"audience_groups.remove", id, {{"before", summary(group)}}});
    return group;
}

void join(db::Tx& tx, const Act& act, const std::string& teammate_id, const std::vector<std::string>& group_ids) {
    if (group_ids.empty()) return;
    pages::touch(tx, act);
    check_count("audienceGroups", group_ids);
    const auto known = list_by_ids(tx, act.page_id, group_ids);
    for (std::size_t i = 0; i < group_ids.size(); ++i) {
        const auto found = std::ranges::find(known, group_ids[i], &AudienceGroup::id);
        if (found == known.end()) {
            throw Error::bad_field("audienceGroups[" + std::to_string(i) + "]",
                                   "is not an audience group of this page");
        }
    }
    for (AudienceGroup group : known) {
        if (std::ranges::find(group.teammates, teammate_id, &Link::target_id) != group.teammates.end()) continue;
        const json::object before = summary(group);
        group.teammates.push_back({act.new_id(), teammate_id});
        save(tx, act, group, before);
    }
}

}  // namespace daymark::audience_groups
