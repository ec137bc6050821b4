// What has to be done so that a page becomes what a document says: pure, and in the order in which it can be done.
#pragma once

#include "components/component.h"
#include "metrics/metric.h"
#include "metrics/metric_json.h"
#include "structure/changes.h"
#include "structure/structure_draft.h"
#include "templates/template_json.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::structure {

/// A page's structure as it is stored.
struct Stored {
    pages::Page page;
    std::vector<components::Component> components;  // in page order
    std::vector<templates::Template> templates;
    std::vector<metrics::Metric> metrics;  // in page order
};

/// A component by where it is: "Group / Name" for each of `components`, in their order.
[[nodiscard]] std::vector<std::string> paths_of(const std::vector<components::Component>& components);
/// "INCIDENT / Name": no two types meet under one name.
[[nodiscard]] std::string name_with_type(templates::Type type, const std::string& name);

/// One thing that shall be there: new (without an id), changed, or as it was.
struct Step {
    std::string id;
    std::string name;  // as changes tell it, after the change
    std::vector<FieldChange> changed;

    [[nodiscard]] bool is_new() const { return id.empty(); }
    [[nodiscard]] bool has_work() const { return is_new() || !changed.empty(); }
};

struct ComponentStep : Step {
    std::optional<std::size_t> group;  // the step of its group
    bool moves = false;
    components::ComponentEdit edit;  // but for the group, which may have to be made first
};

struct TemplateStep : Step {
    struct Link {
        std::size_t component = 0;  // a step
        components::Status status = components::Status::Operational;
    };
    templates::TemplateEdit edit;  // but for the components, which may have to be made first
    std::optional<std::vector<Link>> links;
};

struct MetricStep : Step {
    metrics::MetricEdit edit;
};

/// Something of the page that the document does not name.
struct Leftover {
    std::string id, name;
};

template <class S>
struct Part {
    std::vector<S> steps;
    std::vector<Leftover> removed, extras;
};

struct Plan {
    json::object settings;  // what must be changed of them
    std::vector<FieldChange> settings_changed;
    Part<ComponentStep> components;  // every component that stays has a step; groups come before what is in them
    Part<TemplateStep> templates;
    Part<MetricStep> metrics;

    [[nodiscard]] Changes told() const;
};

/// Error BadRequest naming the entry that cannot be.
[[nodiscard]] Plan plan_of(const Stored& stored, const Draft& draft);

// The parts of it.
[[nodiscard]] Part<ComponentStep> plan_components(const Stored& stored, const Draft& draft);
[[nodiscard]] Part<TemplateStep> plan_templates(const Stored& stored, const Draft& draft,
                                                const std::vector<ComponentStep>& components);
[[nodiscard]] Part<MetricStep> plan_metrics(const Stored& stored, const Draft& draft);

inline constexpr std::size_t most_entries = 1'000;  // of one part; each may cost several statements

}  // namespace daymark::structure
