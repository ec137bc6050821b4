// Workspaces on the wire (contract §2.2).
#pragma once

#include "platform/json/fields.h"
#include "workspaces/workspace.h"

namespace daymark::workspaces {

struct WorkspaceView {
    std::string id;
    json::Time created, updated;
    std::string name, slug;
    std::vector<std::string> sites;
    WorkspaceSettings settings;
    std::vector<std::string> allowed_email_domains;

    static constexpr std::string_view schema_name = "Workspace";
    static constexpr auto fields = std::tuple{
        json::field("id", &WorkspaceView::id),
        json::field("createdAt", &WorkspaceView::created),
        json::field("updatedAt", &WorkspaceView::updated),
        json::field("name", &WorkspaceView::name),
        json::field("slug", &WorkspaceView::slug),
        json::AlwaysNull{"avatar"},
        json::field("sites", &WorkspaceView::sites).described("Ids of its pages"),
        json::constant("sso", false),
        json::AlwaysNull{"organizationDomains"},
        json::constant("allowDomainEmails", false),
        json::constant("allowedDomainsDefaultPermission", "MEMBER"),
        json::constant("ssoActive", false),
        json::constant("directorySyncActive", false),
        json::constant("enableMultipleOrgs", false),
        json::AlwaysNull{"allowedDomains"},
        json::field("allowedEmailDomains", &WorkspaceView::allowed_email_domains),
        json::AlwaysNull{"referralId"},
        json::AlwaysNull{"referralCoupon"},
        json::AlwaysNull{"referralCode"},
        json::inlined(&WorkspaceView::settings),
        json::constant("useSSOLogin", false),
        json::constant("useGoogleLogin", false),
        json::constant("useMagiclinkLogin", false),
        json::constant("usePasswordLogin", false),
        json::constant("useGithubLogin", false),
    };
};
[[nodiscard]] inline WorkspaceView view(const Workspace& from, std::vector<std::string> sites) {
    return {from.id, {from.created_at}, {from.updated_at}, from.name, from.slug, std::move(sites), from.settings, {}};
}

}  // namespace daymark::workspaces
