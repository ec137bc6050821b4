// The steps of templates and metrics, which are plain lists.
#include "structure/match.h"
#include "structure/plan.h"

#include <algorithm>
#include <numeric>

namespace daymark::structure {
namespace {

/// Matches a whole list and says what is left of the page.
template <class S>
std::vector<std::optional<std::size_t>> match_list(const std::vector<Known>& known, const std::vector<Wanted>& wanted,
                                                   const std::string& thing, bool remove, Part<S>& part) {
    if (wanted.size() > most_entries) throw Error::bad_field(thing + "s", "must have at most 1000 entries");
    Matcher matcher(known, thing);
    for (const Wanted& one : wanted) matcher.reserve(one);
    std::vector<std::size_t> all(known.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    auto found = matcher.match(wanted, all);
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (!matcher.is_taken(i)) (remove ? part.removed : part.extras).push_back({known[i].id, known[i].name});
    }
    return found;
}

std::string place_of(const char* list, std::size_t index) { return list + ("[" + std::to_string(index) + "]"); }

/// Names of components after the change, for links.
class Targets {
public:
    explicit Targets(const std::vector<ComponentStep>& steps) : steps_(steps) {}

    [[nodiscard]] std::size_t require(const std::string& name, const std::string& place) const {
        auto found = std::ranges::find(steps_, name, [](const ComponentStep& step) { return step.id; });
        if (found == steps_.end()) {
            found = std::ranges::find(steps_, name, [](const ComponentStep& step) { return step.name; });
        }
        if (found == steps_.end()) {
            throw Error::bad_field(place + ".component", "is not a component of this page; write it as Group / Name");
        }
        return static_cast<std::size_t>(found - steps_.begin());
    }

    [[nodiscard]] std::vector<TemplateStep::Link> links_of(const std::vector<LinkDraft>& drafts,
                                                           const std::string& place) const {
        std::vector<TemplateStep::Link> links;
        for (std::size_t i = 0; i < drafts.size(); ++i) {
            const std::size_t target = require(drafts[i].component, place + ".components[" + std::to_string(i) + "]");
            const auto again = std::ranges::find(links, target, &TemplateStep::Link::component);
            if (again != links.end()) {
                again->status = drafts[i].status;
            } else {
                links.push_back({target, drafts[i].status});
            }
        }
        return links;
    }

    void note_links(TemplateStep& step, const std::vector<templates::Link>& before) const {
        bool same = before.size() == step.links->size();
        json::array was, is;
        for (std::size_t i = 0; i < step.links->size(); ++i) {
            const TemplateStep::Link& link = (*step.links)[i];
            const ComponentStep& target = steps_[link.component];
            is.push_back(json::write(LinkView{target.name, link.status}));
            same = same && before[i].component_id == target.id && before[i].status == link.status;
        }
        if (same) return;
        for (const templates::Link& link : before) was.push_back(json::write(LinkView{name_of(link), link.status}));
        step.changed.push_back({"components", std::move(was), std::move(is)});
    }

private:
    [[nodiscard]] std::string name_of(const templates::Link& link) const {
        const auto found =
            std::ranges::find(steps_, link.component_id, [](const ComponentStep& step) { return step.id; });
        return found == steps_.end() ? link.component_id : found->name;
    }

    const std::vector<ComponentStep>& steps_;
};

void note_changes(std::vector<FieldChange>& changed, const templates::Template& before, const TemplateDraft& draft) {
    note(changed, "type", before.type, draft.type);
    note(changed, "name", before.name, draft.name);
    if (draft.message) note(changed, "message", before.message, *draft.message);
    if (draft.status) note(changed, "status", before.status, *draft.status);
    if (draft.notify) note(changed, "notify", before.notify, *draft.notify);
    if (draft.translations) note(changed, "translations", before.translations, *draft.translations);
}

void check_status(const TemplateDraft& draft, const templates::Template* before, const std::string& place) {
    if (!draft.status && before == nullptr) throw Error::bad_field(place + ".status", "is required in a new template");
    if (!templates::fits(draft.status ? *draft.status : before->status, draft.type)) {
        throw Error::bad_field(place + ".status",
                               "must be a word of the type " + std::string(json::word_of(draft.type)));
    }
}

TemplateStep step_of(const TemplateDraft& draft, const templates::Template* before, const std::string& place,
                     const Targets& targets) {
    check_status(draft, before, place);
    TemplateStep step;
    step.name = name_with_type(draft.type, draft.name);
    step.edit.type = draft.type;
    step.edit.name = draft.name;
    step.edit.message = draft.message;
    step.edit.status = draft.status;
    step.edit.notify = draft.notify;
    step.edit.translations = draft.translations;
    if (draft.components) step.links = targets.links_of(*draft.components, place);
    if (before != nullptr) {
        step.id = before->id;
        note_changes(step.changed, *before, draft);
        if (step.links) targets.note_links(step, before->links);
    }
    return step;
}

MetricStep step_of(const MetricDraft& draft, const metrics::Metric* before, std::int64_t position) {
    MetricStep step;
    step.name = draft.name;
    step.edit = {draft.name, draft.suffix, draft.active, position};
    if (before != nullptr) {
        step.id = before->id;
        note(step.changed, "name", before->name, draft.name);
        if (draft.suffix) note(step.changed, "suffix", before->suffix, *draft.suffix);
        if (draft.active) note(step.changed, "active", before->active, *draft.active);
        note(step.changed, "order", before->position, position);
    }
    return step;
}

}  // namespace

std::string name_with_type(templates::Type type, const std::string& name) {
    return std::string(json::word_of(type)) + " / " + name;
}

Part<TemplateStep> plan_templates(const Stored& stored, const Draft& draft,
                                  const std::vector<ComponentStep>& components) {
    Part<TemplateStep> part;
    if (!draft.templates) return part;
    std::vector<Known> known;
    for (const templates::Template& one : stored.templates) {
        const std::string name = name_with_type(one.type, one.name);
        known.push_back({one.id, name, name});
    }
    std::vector<Wanted> wanted;
    for (const TemplateDraft& one : *draft.templates) {
        const auto was = one.was ? std::optional(name_with_type(one.type, *one.was)) : std::nullopt;
        wanted.push_back({one.id, was, name_with_type(one.type, one.name), place_of("templates", wanted.size())});
    }
    const auto found = match_list(known, wanted, "template", draft.remove, part);
    const Targets targets(components);
    for (std::size_t i = 0; i < found.size(); ++i) {
        const templates::Template* before = found[i] ? &stored.templates[*found[i]] : nullptr;
        part.steps.push_back(step_of((*draft.templates)[i], before, wanted[i].place, targets));
    }
    return part;
}

Part<MetricStep> plan_metrics(const Stored& stored, const Draft& draft) {
    Part<MetricStep> part;
    if (!draft.metrics) return part;
    std::vector<Known> known;
    std::int64_t next = 1;
    for (const metrics::Metric& one : stored.metrics) {
        known.push_back({one.id, one.name, one.name});
        next = std::max(next, one.position + 1);
    }
    std::vector<Wanted> wanted;
    for (const MetricDraft& one : *draft.metrics) {
        wanted.push_back({one.id, one.was, one.name, place_of("metrics", wanted.size())});
    }
    const auto found = match_list(known, wanted, "metric", draft.remove, part);
    std::vector<const metrics::Metric*> before;
    std::vector<Seat> seats;
    for (const auto& index : found) {
        before.push_back(index ? &stored.metrics[*index] : nullptr);
        seats.push_back(index ? Seat{before.back()->id, before.back()->position, before.back()->created_at} : Seat{});
    }
    const auto positions = seated(seats, next, metrics::last_position);
    for (std::size_t i = 0; i < found.size(); ++i) {
        part.steps.push_back(step_of((*draft.metrics)[i], before[i], positions[i]));
    }
    return part;
}

}  // namespace daymark::structure
