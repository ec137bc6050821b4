// Teammates on the wire (contract §6.2).
#pragma once

#include "platform/json/fields.h"
#include "team/teammate.h"

template <>
struct daymark::json::EnumWords<daymark::team::Permission> {
    static constexpr auto table = daymark::team::permission_words;
};

namespace daymark::team {

/// The person inside a teammate.
struct PersonView {
    std::string id;
    std::optional<std::string> name;
    std::string email;
    std::optional<std::string> avatar;

    static constexpr std::string_view schema_name = "Person";
    static constexpr auto fields = std::tuple{
        json::field("id", &PersonView::id),
        json::field("name", &PersonView::name),
        json::field("email", &PersonView::email),
        json::field("avatar", &PersonView::avatar),
    };
};

struct TeammateView {
    std::string id;
    PersonView user;
    Permission permission = Permission::Member;
    json::Time created;

    static constexpr std::string_view schema_name = "Teammate";
    static constexpr auto fields = std::tuple{
        json::field("id", &TeammateView::id).described("What a removal names; not the user's own id"),
        json::field("user", &TeammateView::user),
        json::field("permission", &TeammateView::permission),
        json::field("createdAt", &TeammateView::created),
    };
};
[[nodiscard]] inline TeammateView view(const Teammate& teammate) {
    const users::User& user = teammate.user;
    return {teammate.id, {user.id, user.name, user.email, user.avatar}, teammate.permission, {teammate.created_at}};
}

struct Invitation {
    std::string email;
    Permission permission = Permission::Read;  // Guess: old clients send the address alone
    std::optional<std::vector<std::string>> audience_groups;

    static constexpr std::string_view schema_name = "Invitation";
    static constexpr auto fields = std::tuple{
        json::field("email", &Invitation::email).required().up_to(254),
        json::field("permission", &Invitation::permission)
            .described(
                "FULL owns, WRITE shapes pages, EDITOR tells of notices, READ looks on (unless told), MEMBER may "
                "see private pages"),
        json::field("audienceGroups", &Invitation::audience_groups)
            .reference()
            .described("Ids of audience groups of this page to put the person in"),
    };
};

/// The answer of an invitation.
struct InvitedView {
    std::string email;
    std::string id;

    static constexpr std::string_view schema_name = "Invited";
    static constexpr auto fields = std::tuple{
        json::field("email", &InvitedView::email),
        json::field("id", &InvitedView::id).described("Of the teammate"),
    };
};

struct RemovedTeammateView {
    std::string id;

    static constexpr std::string_view schema_name = "RemovedTeammate";
    static constexpr auto fields = std::tuple{json::field("memberId", &RemovedTeammateView::id)};
};

}  // namespace daymark::team
