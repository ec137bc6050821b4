// Every route by name, with what it needs and a valid body: the tests' own opinion, beside the program's route rows.
#pragma once

#include "team/permission.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::contract {

struct RouteCase {
    std::string_view name;
    team::Needs needs;
    std::string_view body = {};  // %NEW% stands for something else in every call
    std::string_view query = {};
};

inline constexpr std::string_view one_pixel_gif(
    "GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;", 35);

[[nodiscard]] inline const std::vector<RouteCase>& route_cases() {
    using enum team::Needs;
    static const std::vector<RouteCase> cases{
        {"user.show", User},
        {"user.destroy", User},
        {"keys.index", User},
        {"keys.create", User, R"({"name":"ci"})"},
        {"keys.destroy", User},
        {"session.show", User},
        {"session.create", User},
        {"session.destroy", User},
        {"workspaces.index", User},
        {"workspaces.create", User, R"({"name":"New"})"},
        {"workspaces.destroy", OwnWorkspace},
        {"pages.index", User},
        {"pages.create", User, R"({"email":"a@acme.test","name":"New","subdomain":"new-%NEW%","components":[]})"},
        {"pages.show", SeePage},
        {"pages.update", EditPage, R"({"name":"Renamed"})"},
        {"pages.destroy", OwnPage},
        {"pages.renew_secure_link", EditPage},
        {"components.index", SeePage},
        {"components.create", EditComponents, R"({"name":"CDN"})"},
        {"components.show", SeePage},
        {"components.update", EditComponents, R"({"status":"MAJOROUTAGE"})"},
        {"components.destroy", EditComponents},
        {"incidents.index", SeePage},
        {"incidents.create", EditNotices, R"({"name":"Slow","status":"INVESTIGATING"})"},
        {"incidents.create_from_template", EditNotices},
        {"incidents.show", SeePage},
        {"incidents.update", EditNotices, R"({"status":"RESOLVED"})"},
        {"incidents.destroy", EditNotices},
        {"incident_updates.create", EditNotices, R"({"status":"MONITORING"})"},
        {"incident_updates.create_from_template", EditNotices},
        {"incident_updates.create_misspelt", EditNotices, R"({"status":"MONITORING"})"},
        {"incident_updates.show", SeePage},
        {"incident_updates.update", EditNotices, R"({"message":"Mended."})"},
        {"incident_updates.destroy", EditNotices},
        {"postmortems.show", SeePage},
        {"postmortems.update", EditNotices, R"({"message":"A disk was full."})"},
        {"postmortems.destroy", EditNotices},
        {"maintenances.index", SeePage},
        {"maintenances.create", EditNotices, R"({"name":"Upgrade"})"},
        {"maintenances.show", SeePage},
        {"maintenances.update", EditNotices, R"({"status":"INPROGRESS"})"},
        {"maintenances.update_by_post", EditNotices, R"({"name":"Renamed"})"},
        {"maintenances.destroy", EditNotices},
        {"maintenance_updates.create", EditNotices, R"({"status":"INPROGRESS"})"},
        {"maintenance_updates.show", SeePage},
        {"maintenance_updates.update", EditNotices, R"({"message":"Nearly done."})"},
        {"maintenance_updates.destroy", EditNotices},
        {"recurring_maintenances.index", SeePage},
        {"recurring_maintenances.create", EditNotices,
         R"({"name":"Backup","every":"WEEKLY","start":"2026-03-01T02:00:00Z","duration":60})"},
        {"recurring_maintenances.show", SeePage},
        {"recurring_maintenances.update", EditNotices, R"({"every":"MONTHLY"})"},
        {"recurring_maintenances.destroy", EditNotices},
        {"general_notices.index", SeePage},
        {"general_notices.create", EditNotices, R"({"name":"New office","message":"We moved."})"},
        {"general_notices.show", SeePage},
        {"general_notices.update", EditNotices, R"({"message":"We have moved."})"},
        {"general_notices.destroy", EditNotices},
        {"visits.create", SeePage},
        {"x_connection.create", EditPage},
        {"x_connection.show", EditPage},
        {"x_connection.destroy", EditPage},
        {"templates.index", SeePage},
        {"templates.create", EditPage, R"({"type":"INCIDENT","name":"Outage","status":"INVESTIGATING"})"},
        {"templates.show", SeePage},
        {"templates.update", EditPage, R"({"message":"We are on it."})"},
        {"templates.destroy", EditPage},
        {"metrics.index", SeePage},
        {"metrics.create", EditPage, R"({"name":"Response time","suffix":"ms"})"},
        {"metrics.show", SeePage},
        {"metrics.update", EditPage, R"({"suffix":"s"})"},
        {"metrics.destroy", EditPage},
        {"metric_points.create", EditPage, R"({"timestamp":1770107415250,"value":182.5})"},
        {"metric_points.create_many", EditPage, R"({"data":[{"timestamp":1770107415250,"value":182.5}]})"},
        {"metric_points.destroy_all", EditPage},
        {"team.index", SeePage},
        {"team.create", OwnPage, R"({"email":"new-%NEW%@acme.test","permission":"READ"})"},
        {"team.destroy", OwnPage},
        {"my_notifications.show", SeePage},
        {"my_notifications.update", SeePage, R"({"weeklyReportsNotifications":false})"},
        {"audience_groups.index", EditPage},
        {"audience_groups.create", EditPage, R"({"name":"Partners"})"},
        {"audience_groups.show", EditPage},
        {"audience_groups.update", EditPage, R"({"components":[]})"},
        {"audience_groups.destroy", EditPage},
        {"subscribers.index", EditPage},
        {"subscribers.create", EditPage, R"({"email":"reader-%NEW%@acme.test"})"},
        {"subscribers.destroy", EditPage},
        {"subscribers.import", EditPage, "email\nreader-%NEW%@acme.test\n"},
        {"subscribers.export", EditPage},
        {"people.erase", EditPage, R"({"address":"reader-%NEW%@acme.test"})"},
        {"structure.show", SeePage},
        {"structure.plan", EditPage, R"({"components":[{"name":"CDN"}]})"},
        {"structure.update", EditPage, R"({"components":[{"name":"CDN"}]})"},
        {"uploads.index", SeePage},
        {"uploads.create", EditPage, one_pixel_gif},
        {"uploads.destroy", EditPage},
        {"activity.index", EditPage},
        {"events.index", SeePage},
        {"events.show", SeePage},
        {"events.destroy", EditNotices},
        {"events.send_again", EditPage, R"({"subscriberId":"cml6fghs000iik4dl1nicwqjx"})"},
        {"events.forecast", EditNotices, R"({"components":[]})"},
        {"previews.incident", EditNotices, R"({"name":"Slow","status":"INVESTIGATING"})"},
        {"previews.incident_update", EditNotices, R"({"status":"MONITORING"})"},
        {"previews.maintenance", EditNotices, R"({"name":"Upgrade"})"},
        {"previews.maintenance_update", EditNotices, R"({"status":"INPROGRESS"})"},
        {"previews.general_notice", EditNotices, R"({"name":"New office","message":"We moved."})"},
        {"deliveries.index", EditPage},
        {"deliveries.to_address", EditPage, {}, "?address=kim@acme.test"},
        {"deliveries.to_subscriber", EditPage},
        {"sending.show", SeePage},
        {"sending.deliverability", EditPage},
        {"sending.update", EditPage, R"({"state":"STOPPED","reason":"We move"})"},
        {"subscribers.pause", EditPage, R"({"reason":"On leave"})"},
        {"subscribers.resume", EditPage},
        {"channels.index", EditPage},
        {"channels.update", EditPage, R"({"chosen":null})"},
        {"channels.test", EditPage, R"({"to":"kim-%NEW%@acme.test"})"},
        {"subscribers.test", EditPage},
        {"suppressions.index", EditPage},
        {"suppressions.create", EditPage, R"({"address":"stop-%NEW%@acme.test"})"},
        {"suppressions.destroy", EditPage},
    };
    return cases;
}

[[nodiscard]] inline std::optional<RouteCase> route_case(std::string_view name) {
    for (const RouteCase& row : route_cases()) {
        if (row.name == name) return row;
    }
    return std::nullopt;
}

/// "/v1/:page_id/components/:component_id" with the parameters filled in.
template <class ValueOf>
[[nodiscard]] std::string filled(std::string_view pattern, ValueOf value_of) {
    std::string path;
    while (!pattern.empty()) {
        const std::size_t end = std::min(pattern.find('/', 1), pattern.size());
        const std::string_view segment = pattern.substr(0, end);
        path += segment.starts_with("/:") ? "/" + value_of(std::string(segment.substr(2))) : std::string(segment);
        pattern.remove_prefix(end);
    }
    return path;
}

}  // namespace daymark::contract
