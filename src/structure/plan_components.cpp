// The steps of the components' tree.
#include "structure/match.h"
#include "structure/plan.h"

#include <algorithm>
#include <map>

namespace daymark::structure {
namespace {

using components::Component;

std::string child_path(const std::string& group, const std::string& name) {
    return group.empty() ? name : group + " / " + name;
}

components::ComponentEdit edit_of(const ComponentDraft& draft) {
    components::ComponentEdit edit;
    edit.name = draft.name;
    edit.description = draft.description;
    edit.show_uptime = draft.show_uptime;
    edit.collapsed = draft.collapsed;
    edit.archived = draft.archived;
    edit.start_date = draft.start_date;
    edit.translations = draft.translations;
    return edit;
}

void note_changes(std::vector<FieldChange>& changed, const Component& before, const ComponentDraft& draft) {
    note(changed, "name", before.name, draft.name);
    if (draft.description.given) note(changed, "description", before.description, draft.description.value);
    if (draft.show_uptime) note(changed, "showUptime", before.show_uptime, *draft.show_uptime);
    if (draft.collapsed) note(changed, "isCollapsed", before.collapsed, *draft.collapsed);
    if (draft.archived) note(changed, "archived", before.archived_at.has_value(), *draft.archived);
    if (draft.start_date.given) note(changed, "startDate", json::time_of(before.start_at), draft.start_date.value);
    if (draft.translations) note(changed, "translations", before.translations, *draft.translations);
}

class ComponentPlanner {
public:
    explicit ComponentPlanner(const std::vector<Component>& stored)
        : stored_(stored), paths_(paths_of(stored)), matcher_(known(), "component") {
        for (std::size_t i = 0; i < stored.size(); ++i) {
            inside_[stored[i].group_id.value_or("")].push_back(i);
            next_ = std::max(next_, stored[i].position + 1);
        }
    }

    void reserve(const std::vector<ComponentDraft>& drafts, const std::string& place) {
        for (std::size_t i = 0; i < drafts.size(); ++i) {
            const Wanted one = wanted(drafts[i], place, i);
            matcher_.reserve(one);
            reserve(drafts[i].children, one.place + ".children");
            if (++entries_ > most_entries) {
                throw Error::bad_field("components", "must have at most 1000 entries, children included");
            }
        }
    }

    /// Steps of entries beside each other and of all inside them. `group_id` is empty for the top, nothing for a group
    /// that is still to be made.
    void walk(const std::vector<ComponentDraft>& drafts, const std::string& place, std::optional<std::size_t> group,
              const std::optional<std::string>& group_id) {
        std::vector<Wanted> list;
        for (std::size_t i = 0; i < drafts.size(); ++i) list.push_back(wanted(drafts[i], place, i));
        const auto found = matcher_.match(list, group_id ? inside_[*group_id] : std::vector<std::size_t>());
        const std::vector<std::int64_t> positions = positions_of(found);
        for (std::size_t i = 0; i < drafts.size(); ++i) {
            const std::size_t step = add_step(drafts[i], found[i], positions[i], group);
            const std::optional<std::string> inner =
                found[i] ? std::optional(stored_[*found[i]].id) : std::optional<std::string>();
            walk(drafts[i].children, list[i].place + ".children", step, inner);
        }
    }

    /// What no entry meant stays or goes.
    void finish(bool looked_at, bool remove) {
        for (std::size_t i = 0; i < stored_.size(); ++i) {
            if (matcher_.is_taken(i)) continue;
            if (looked_at && remove) {
                part.removed.push_back({stored_[i].id, paths_[i]});
                continue;
            }
            keep(i);
            if (looked_at) part.extras.push_back({stored_[i].id, paths_[i]});
        }
    }

    Part<ComponentStep> part;

private:
    [[nodiscard]] std::vector<Known> known() const {
        std::vector<Known> all;
        for (std::size_t i = 0; i < stored_.size(); ++i) all.push_back({stored_[i].id, stored_[i].name, paths_[i]});
        return all;
    }
    [[nodiscard]] static Wanted wanted(const ComponentDraft& draft, const std::string& place, std::size_t index) {
        return {draft.id, draft.was, draft.name, place + "[" + std::to_string(index) + "]"};
    }
    [[nodiscard]] std::vector<std::int64_t> positions_of(const std::vector<std::optional<std::size_t>>& found) {
        std::vector<Seat> seats;
        for (const auto& index : found) {
            seats.push_back(index ? Seat{stored_[*index].id, stored_[*index].position, stored_[*index].created_at}
                                  : Seat{});
        }
        return seated(seats, next_, components::last_position);
    }
    std::size_t add_step(const ComponentDraft& draft, std::optional<std::size_t> found, std::int64_t position,
                         std::optional<std::size_t> group) {
        ComponentStep step;
        step.group = group;
        const std::string group_path = group ? part.steps[*group].name : "";
        step.name = child_path(group_path, draft.name);
        step.edit = edit_of(draft);
        step.edit.order = position;
        if (found) {
            const Component& before = stored_[*found];
            step.id = before.id;
            note_changes(step.changed, before, draft);
            const std::string group_id = group ? part.steps[*group].id : "";
            step.moves = before.group_id.value_or("") != group_id || (group && group_id.empty());
            if (step.moves) step.changed.push_back({"group", group_of(*found), json::value(group_path)});
            note(step.changed, "order", before.position, position);
            step_of_[before.id] = part.steps.size();
        }
        part.steps.push_back(std::move(step));
        return part.steps.size() - 1;
    }
    /// The path of a stored component's group as it was.
    [[nodiscard]] json::value group_of(std::size_t index) const {
        const std::size_t length = paths_[index].size() - stored_[index].name.size();
        return json::value(length < 3 ? "" : paths_[index].substr(0, length - 3));
    }
    std::size_t keep(std::size_t index) {
        const Component& kept = stored_[index];
        if (const auto known = step_of_.find(kept.id); known != step_of_.end()) return known->second;
        ComponentStep step;
        step.id = kept.id;
        step.name = kept.name;
        if (kept.group_id) {
            const auto group = std::ranges::find(stored_, *kept.group_id, &Component::id);
            if (group != stored_.end()) {
                step.name =
                    child_path(part.steps[keep(static_cast<std::size_t>(group - stored_.begin()))].name, kept.name);
            }
        }
        part.steps.push_back(std::move(step));
        return step_of_[kept.id] = part.steps.size() - 1;
    }

    const std::vector<Component>& stored_;
    const std::vector<std::string> paths_;
    Matcher matcher_;
    std::map<std::string, std::vector<std::size_t>> inside_;  // by the id of the group
    std::map<std::string, std::size_t> step_of_;
    std::int64_t next_ = 1;
    std::size_t entries_ = 0;
};

}  // namespace

std::vector<std::string> paths_of(const std::vector<Component>& components) {
    std::map<std::string, const Component*> by_id;
    for (const Component& one : components) by_id[one.id] = &one;
    std::vector<std::string> paths;
    for (const Component& one : components) {
        std::string path = one.name;
        const Component* inner = &one;
        // As deep as components may be nested.
        for (int level = 0; level < 64 && inner->group_id && by_id.contains(*inner->group_id); ++level) {
            inner = by_id[*inner->group_id];
            path = child_path(inner->name, path);
        }
        paths.push_back(std::move(path));
    }
    return paths;
}

Part<ComponentStep> plan_components(const Stored& stored, const Draft& draft) {
    ComponentPlanner planner(stored.components);
    if (draft.components) {
        planner.reserve(*draft.components, "components");
        planner.walk(*draft.components, "components", std::nullopt, "");
    }
    planner.finish(draft.components.has_value(), draft.remove);
    return std::move(planner.part);
}

}  // namespace daymark::structure
