// A workspace: what people share, and what owns pages.
#pragma once

#include "platform/json/fields.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::workspaces {

/// What a workspace's owner can choose. Kept as one JSON text; the field table is also the wire format.
struct WorkspaceSettings {
    bool member_page_updates = true, member_automation = true, member_domain = true, member_calls = true,
         member_weekly = true;
    std::vector<double> long_running_hours{0.5, 1, 2, 3, 6, 12};

    static constexpr auto fields = std::tuple{
        json::field("sendNewWorkspaceMembersStatusPageUpdates", &WorkspaceSettings::member_page_updates),
        json::field("sendNewWorkspaceMembersAutomationIntegrationNotifications", &WorkspaceSettings::member_automation),
        json::field("sendNewWorkspaceMembersInvalidCustomDomainNotifications", &WorkspaceSettings::member_domain),
        json::field("sendNewWorkspaceMembersPhoneCallNotifications", &WorkspaceSettings::member_calls),
        json::field("sendNewWorkspaceMembersWeeklyReportsNotifications", &WorkspaceSettings::member_weekly),
        json::field("longRunningIncidentNotificationSettings", &WorkspaceSettings::long_running_hours)
            .described("Hours after which an open incident is called to mind"),
    };
};

struct Workspace {
    std::string id;
    std::string name;
    std::string slug;
    WorkspaceSettings settings;
    Millis created_at = 0;
    Millis updated_at = 0;
};

}  // namespace daymark::workspaces
