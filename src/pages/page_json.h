// Pages on the wire (contract §2).
#pragma once

#include "pages/colors.h"
#include "pages/page.h"

namespace daymark::pages {

struct PageDraft {
    std::string email, name, subdomain;
    std::vector<std::string> components;
    std::optional<std::string> workspace;
    PageSettings settings;
    PageSecrets secrets;

    static constexpr std::string_view schema_name = "StatusPageDraft";
    static constexpr auto fields = std::tuple{
        json::field("email", &PageDraft::email).required().up_to(254).described("Where letters about the page go"),
        json::field("name", &PageDraft::name).required().up_to(255),
        json::field("subdomain", &PageDraft::subdomain)
            .required()
            .up_to(63)
            .described("Lower-case letters, digits and dashes"),
        json::field("components", &PageDraft::components).described("Names of components to create, in this order"),
        json::field("workspace", &PageDraft::workspace)
            .described("Id of the workspace; a new one is made when left out"),
        json::inlined(&PageDraft::settings),
        json::inlined(&PageDraft::secrets),
    };
};

/// What an update may name besides the settings. The settings themselves are patched onto the page's own.
struct PageEdit {
    std::optional<std::string> name, subdomain, status;
    json::Settable<std::string> custom_domain;

    static constexpr std::string_view schema_name = "StatusPageEditOwn";
    static constexpr auto fields = std::tuple{
        json::field("name", &PageEdit::name).up_to(255).not_blank(),
        json::field("subdomain", &PageEdit::subdomain)
            .up_to(63)
            .not_blank()
            .described("Lower-case letters, digits and dashes"),
        json::field("status", &PageEdit::status)
            .up_to(32)
            .not_blank()
            .described("Holds until a component or an incident changes"),
        json::field("customDomain", &PageEdit::custom_domain).up_to(253),
    };
};

/// For the document only: everything an update takes.
struct PageEditBody {
    PageEdit own;
    PageSettings settings;
    PageSecrets secrets;

    static constexpr std::string_view schema_name = "StatusPageEdit";
    static constexpr auto fields = std::tuple{json::inlined(&PageEditBody::own), json::inlined(&PageEditBody::settings),
                                              json::inlined(&PageEditBody::secrets)};
};

struct PageView {
    std::string id, subdomain, name, workspace_id;
    std::optional<std::string> custom_domain;
    std::string status, main_status;
    PageSettings settings;
    std::string unique_email;
    json::Time created, updated;
    std::optional<std::string> secure_link;

    static constexpr std::string_view schema_name = "StatusPage";
    static constexpr auto fields = std::tuple{
        json::field("id", &PageView::id),
        json::field("subdomain", &PageView::subdomain),
        json::field("name", &PageView::name),
        json::field("workspaceId", &PageView::workspace_id),
        json::AlwaysNull{"color"},
        json::field("customDomain", &PageView::custom_domain),
        json::field("status", &PageView::status).described("UP, HASISSUES or UNDERMAINTENANCE"),
        json::field("mainStatus", &PageView::main_status).described("The fine word, such as ONEPARTIALOUTAGE"),
        json::inlined(&PageView::settings),
        json::field("uniqueEmail", &PageView::unique_email),
        json::field("secureLink", &PageView::secure_link)
            .described("Of a private page that has one: opens it to whoever has the link"),
        json::field("createdAt", &PageView::created),
        json::field("updatedAt", &PageView::updated),
    };
};
/// Without the secure link, which is for members and not for the log.
[[nodiscard]] PageView view(const Page& page);

struct SecureLinkView {
    std::string id;
    std::optional<std::string> secure_link;

    static constexpr std::string_view schema_name = "SecureLink";
    static constexpr auto fields = std::tuple{json::field("id", &SecureLinkView::id).described("Id of the page"),
                                              json::field("secureLink", &SecureLinkView::secure_link)};
};

/// {"id": …}, the page inside the answers of some changes.
struct PageIdView {
    std::string id;
    static constexpr auto fields = std::tuple{json::field("id", &PageIdView::id).described("Id of its page")};
};

/// The answer of a change: with its components and the workspace's slug.
struct PageFullView {
    PageView page;
    std::string workspace_slug;
    std::vector<json::value> components;
    std::vector<Warning> warnings;

    static constexpr std::string_view schema_name = "StatusPageFull";
    static constexpr auto fields = std::tuple{
        json::inlined(&PageFullView::page),
        json::field("workspaceSlug", &PageFullView::workspace_slug),
        json::field("components", &PageFullView::components).refers_to("Component"),
        json::field("warnings", &PageFullView::warnings).described("Colours that readers cannot make out"),
    };
};

}  // namespace daymark::pages
