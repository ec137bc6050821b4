// From the affected components of a notice to the wire.
#include "notices/affected_json.h"

#include <algorithm>

namespace daymark::notices {
namespace {

SiteView site_of(const pages::Page& page) {
    return {.id = page.id,
            .name = page.name,
            .subdomain = page.subdomain,
            .custom_domain = page.custom_domain,
            .status = page.status,
            .main_status = page.main_status,
            .workspace_id = page.workspace_id,
            .unique_email = page.unique_email,
            .settings = {page.settings},
            .created = {page.created_at},
            .updated = {page.updated_at}};
}

}  // namespace

std::vector<AffectedView> view(const std::vector<Affected>& affected, const Surroundings& around) {
    std::vector<AffectedView> shown;
    for (const Affected& one : affected) {
        const auto component = std::ranges::find(around.components, one.component_id, &components::Component::id);
        if (component == around.components.end()) continue;
        shown.push_back({components::view(*component, around.components), site_of(around.page)});
    }
    return shown;
}

std::vector<AffectedDetailedView> view_detailed(const std::vector<Affected>& affected, const Surroundings& around) {
    std::vector<AffectedDetailedView> shown;
    for (AffectedView& one : view(affected, around)) shown.push_back({std::move(one.component), {std::move(one.site)}});
    return shown;
}

}  // namespace daymark::notices
