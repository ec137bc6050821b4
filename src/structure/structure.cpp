// Which of a page's settings belong to its structure.
#include "structure/structure.h"

#include "platform/json/strict.h"

#include <array>

namespace daymark::structure {
namespace {

/// Everything that a new page setting brings is structure, but for who may look, what is sent, and how far its owner
/// has come.
constexpr std::array<std::string_view, 10> left_out = {
    "private",        "useAllowList",         "allowList",  "allowedEmailDomains",      "onboarded",
    "subscribeBySms", "sendSmsNotifications", "smsService", "notifyAutomatedIncidents", "notifyAutomatedResolutions",
};

/// For the names and the document.
struct SettingsShape {
    std::optional<std::string> name;
    pages::PageSettings look;

    static constexpr auto fields = std::tuple{
        json::field("name", &SettingsShape::name).up_to(255).not_blank(),
        json::inlined(&SettingsShape::look),
    };
};

json::object without_left_out(json::object members) {
    for (const std::string_view name : left_out) members.stable_erase(name);
    return members;
}

}  // namespace

Settings settings_of(const pages::Page& page) {
    return {without_left_out(json::write(SettingsShape{page.name, page.settings}))};
}

Settings settings_with(const pages::Page& page, const Settings& wanted) {
    const json::Path body, place{.parent = &body, .name = "settings"};
    SettingsShape shape{page.name, page.settings};
    json::patch(shape, wanted.values, place);
    if (!shape.name) shape.name = page.name;  // null: as if left out
    try {
        pages::check(shape.look);
    } catch (const Error& error) {
        if (error.field().empty()) throw;
        throw Error::bad_field("settings." + error.field(), error.message().substr(error.field().size() + 1));
    }
    return {without_left_out(json::write(shape))};
}

}  // namespace daymark::structure

namespace daymark::json {

using daymark::structure::Settings;

Settings Codec<Settings>::read(const value& from, const Path& path) {
    if (!from.is_object()) path.refuse("must be an object");
    const object all = daymark::structure::without_left_out(json::write(daymark::structure::SettingsShape{}));
    std::vector<std::string_view> known;
    for (const auto& [name, initial] : all) known.push_back(name);
    refuse_unknown(from.get_object(), known, path);
    return {from.get_object()};
}

object Codec<Settings>::schema(Schemas& schemas) {
    object schema = describe<daymark::structure::SettingsShape>(schemas);
    object& properties = schema.at("properties").as_object();
    properties = daymark::structure::without_left_out(std::move(properties));
    if (value* required = schema.if_contains("required")) {
        array kept;
        for (const value& name : required->as_array()) {
            if (properties.contains(name.as_string())) kept.push_back(name);
        }
        *required = std::move(kept);
    }
    return schema;
}

}  // namespace daymark::json
