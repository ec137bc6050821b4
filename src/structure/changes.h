// What differs between a page and what it shall be, for people and scripts to read.
#pragma once

#include "platform/json/fields.h"

#include <array>
#include <string>
#include <vector>

namespace daymark::structure {

enum class Action { Add, Change, Remove };

struct FieldChange {
    std::string name;
    json::value before, after;

    static constexpr std::string_view schema_name = "StructureFieldChange";
    static constexpr auto fields = std::tuple{
        json::field("name", &FieldChange::name),
        json::field("before", &FieldChange::before),
        json::field("after", &FieldChange::after),
    };
};

struct Change {
    Action action = Action::Change;
    std::string kind, name;
    std::vector<FieldChange> changed;

    static constexpr std::string_view schema_name = "StructureChange";
    static constexpr auto fields = std::tuple{
        json::field("action", &Change::action),
        json::field("kind", &Change::kind).described("settings, component, template or metric"),
        json::field("name", &Change::name).described("Of a component its path; of a template its type and name"),
        json::field("fields", &Change::changed).described("What a change changes"),
    };
};

/// Something that is on the page and not in the document.
struct Extra {
    std::string kind, name;

    static constexpr std::string_view schema_name = "StructureExtra";
    static constexpr auto fields = std::tuple{
        json::field("kind", &Extra::kind),
        json::field("name", &Extra::name),
    };
};

struct Changes {
    std::vector<Change> changes;
    std::vector<Extra> extras;

    static constexpr std::string_view schema_name = "StructureChanges";
    static constexpr auto fields = std::tuple{
        json::field("changes", &Changes::changes),
        json::field("extras", &Changes::extras).described("On the page, not in the document, and left alone"),
    };
};

/// Collects a field's change; equal values are none.
template <class T>
void note(std::vector<FieldChange>& changed, std::string_view name, const T& before, const T& after) {
    json::value was = json::Codec<T>::write(before), is = json::Codec<T>::write(after);
    if (was != is) changed.push_back({std::string(name), std::move(was), std::move(is)});
}

}  // namespace daymark::structure

template <>
struct daymark::json::EnumWords<daymark::structure::Action> {
    using Action = daymark::structure::Action;
    static constexpr std::array table{
        std::pair{std::string_view("add"), Action::Add},
        std::pair{std::string_view("change"), Action::Change},
        std::pair{std::string_view("remove"), Action::Remove},
    };
};
