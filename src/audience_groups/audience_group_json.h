// Audience groups on the wire (contract §6.4).
#pragma once

#include "audience_groups/audience_group.h"
#include "pages/page_json.h"
#include "platform/json/fields.h"
#include "team/teammate_json.h"

namespace daymark::audience_groups {

/// What create and update take. On update, what is absent stays as it is.
struct AudienceGroupEdit {
    std::optional<std::string> name;
    std::optional<std::vector<std::string>> components, teammates;

    static constexpr std::string_view schema_name = "AudienceGroupEdit";
    static constexpr auto fields = std::tuple{
        json::field("name", &AudienceGroupEdit::name).up_to(255).not_blank(),
        json::field("components", &AudienceGroupEdit::components).reference().described("Ids of what they may see"),
        json::field("teammates", &AudienceGroupEdit::teammates).reference().described("Ids of who is in the group"),
    };
};

;

/// The answer of every change.
struct ChangedGroupView {
    std::string id, page_id, name;
    pages::PageIdView site;

    static constexpr std::string_view schema_name = "ChangedAudienceGroup";
    static constexpr auto fields = std::tuple{
        json::field("id", &ChangedGroupView::id),
        json::field("siteId", &ChangedGroupView::page_id).described("Id of its page"),
        json::field("name", &ChangedGroupView::name),
        json::field("site", &ChangedGroupView::site),
    };
};
[[nodiscard]] inline ChangedGroupView view_changed(const AudienceGroup& group) {
    return {group.id, group.page_id, group.name, {group.page_id}};
}

struct MemberInside {
    std::string id;
    team::PersonView user;

    static constexpr auto fields =
        std::tuple{json::field("id", &MemberInside::id), json::field("user", &MemberInside::user)};
};

struct GroupTeammateView {
    std::string id, group_id, teammate_id;
    MemberInside teammate;

    static constexpr std::string_view schema_name = "AudienceGroupTeammate";
    static constexpr auto fields = std::tuple{
        json::field("id", &GroupTeammateView::id).described("Id of this entry"),
        json::field("audienceGroupId", &GroupTeammateView::group_id),
        json::field("teammateId", &GroupTeammateView::teammate_id),
        json::field("teammate", &GroupTeammateView::teammate),
    };
};

struct GroupComponentView {
    std::string id, group_id, component_id;
    json::value component;

    static constexpr std::string_view schema_name = "AudienceGroupComponent";
    static constexpr auto fields = std::tuple{
        json::field("id", &GroupComponentView::id).described("Id of this entry"),
        json::field("audienceGroupId", &GroupComponentView::group_id),
        json::field("componentId", &GroupComponentView::component_id),
        json::field("component", &GroupComponentView::component).refers_to("Component"),
    };
};

struct AudienceGroupView {
    std::string id, page_id, name;
    std::vector<GroupTeammateView> teammates;
    std::vector<GroupComponentView> components;

    static constexpr std::string_view schema_name = "AudienceGroup";
    static constexpr auto fields = std::tuple{
        json::field("id", &AudienceGroupView::id),
        json::field("siteId", &AudienceGroupView::page_id).described("Id of its page"),
        json::field("name", &AudienceGroupView::name),
        json::field("teammates", &AudienceGroupView::teammates),
        json::field("components", &AudienceGroupView::components),
    };
};

}  // namespace daymark::audience_groups
