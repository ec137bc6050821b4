#include "notify/payload.h"

#include "subscribers/custom_request.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

using subscribers::BodyKind;

void expect_known(BodyKind kind, const json::value& told, const std::string& path) {
    EXPECT_TRUE(path.empty() || subscribers::is_known_place(kind, path)) << path;
    const std::string before = path.empty() ? "" : path + ".";
    if (const json::object* members = told.if_object()) {
        for (const auto& [name, value] : *members) expect_known(kind, value, before + std::string(name));
    } else if (const json::array* items = told.if_array()) {
        ASSERT_FALSE(items->empty()) << path << " tells nothing";
        for (std::size_t i = 0; i < items->size(); ++i) expect_known(kind, (*items)[i], before + std::to_string(i));
    }
}

// What rules on bodies say there is, and what is told: two lists that must be one.
TEST(Payload, HasNothingThatBodiesOfTheirOwnCannotName) {
    incidents::Incident incident;
    incident.updates.emplace_back();
    maintenances::Maintenance maintenance;
    maintenance.updates.emplace_back();
    const json::object page = page_payload({}, "https://acme.test", "All good");
    expect_known(BodyKind::Incident, json::object{{"page", page}, {"incident", incident_payload(incident, "", "")}},
                 "");
    expect_known(BodyKind::Maintenance,
                 json::object{{"page", page}, {"maintenance", maintenance_payload(maintenance, "", "")}}, "");
    expect_known(BodyKind::Component, json::object{{"page", page}, {"component", component_payload({}, "UP")}}, "");
}

}  // namespace
}  // namespace daymark::notify
