// Affected components on the wire (contract §4), the same inside incidents and maintenances.
#pragma once

#include "components/component_json.h"
#include "notices/affected.h"
#include "pages/page.h"

namespace daymark::notices {

/// One entry of `statuses`. Contract: entries that name no component of the page are ignored.
struct StatusEntry {
    std::optional<std::string> id;
    std::optional<components::Status> status;

    static constexpr auto fields = std::tuple{
        json::field("id", &StatusEntry::id).described("Id of a component"),
        json::field("status", &StatusEntry::status),
    };
};

inline constexpr std::size_t longest_message = 64 * 1024;

/// Without the owner's code, which is long and of no use here.
struct SiteSettings : pages::PageSettings {
    static constexpr auto fields = plain_fields;
};

/// The page inside a component inside a notice. Contract: the live server also sends credentials here; we never do.
struct SiteView {
    std::string id, name, subdomain;
    std::optional<std::string> custom_domain;
    std::string status, main_status, workspace_id, unique_email;
    SiteSettings settings;
    json::Time created, updated;

    static constexpr std::string_view schema_name = "NoticeSite";
    static constexpr auto fields = std::tuple{
        json::field("id", &SiteView::id),
        json::field("name", &SiteView::name),
        json::field("subdomain", &SiteView::subdomain),
        json::AlwaysNull{"color"},
        json::AlwaysNull{"nameTranslationId"},
        json::field("customDomain", &SiteView::custom_domain),
        json::field("status", &SiteView::status),
        json::field("mainStatus", &SiteView::main_status),
        json::field("workspaceId", &SiteView::workspace_id),
        json::field("uniqueEmail", &SiteView::unique_email),
        json::inlined(&SiteView::settings),
        json::field("createdAt", &SiteView::created),
        json::field("updatedAt", &SiteView::updated),
    };
};

struct AffectedView {
    components::ComponentView component;
    SiteView site;

    static constexpr std::string_view schema_name = "AffectedComponent";
    static constexpr auto fields =
        std::tuple{json::inlined(&AffectedView::component), json::field("site", &AffectedView::site)};
};

/// Inside an update's answer. Contract: the live server lists every subscriber and hook here; clients only need the
/// arrays to be there.
struct SiteDetailedView {
    SiteView site;

    static constexpr std::string_view schema_name = "NoticeSiteDetailed";
    static constexpr auto fields = std::tuple{json::inlined(&SiteDetailedView::site),
                                              json::AlwaysEmpty{"slackIntegrations"}, json::AlwaysEmpty{"subscribers"}};
};

struct AffectedDetailedView {
    components::ComponentView component;
    SiteDetailedView site;

    static constexpr std::string_view schema_name = "AffectedComponentDetailed";
    static constexpr auto fields =
        std::tuple{json::inlined(&AffectedDetailedView::component), json::field("site", &AffectedDetailedView::site),
                   json::AlwaysEmpty{"subscribers"}};
};

/// What a notice's view needs besides the notice: its page and that page's components.
struct Surroundings {
    pages::Page page;
    std::vector<components::Component> components;
};

[[nodiscard]] std::vector<AffectedView> view(const std::vector<Affected>& affected, const Surroundings& around);
/// The same for the answers of update routes.
[[nodiscard]] std::vector<AffectedDetailedView> view_detailed(const std::vector<Affected>& affected,
                                                              const Surroundings& around);

}  // namespace daymark::notices
