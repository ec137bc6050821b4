// Components on the wire (contract §3).
#pragma once

#include "components/component.h"
#include "platform/json/fields.h"

#include <array>

template <>
struct daymark::json::EnumWords<daymark::components::Status> {
    static constexpr auto table = [] {
        using daymark::components::Status;
        std::array<std::pair<std::string_view, Status>, daymark::components::status_words.size()> words;
        for (std::size_t i = 0; i < words.size(); ++i) words[i] = {daymark::components::status_words[i], Status(i)};
        return words;
    }();
};

namespace daymark::components {

/// What create and update take. On update, what is absent stays as it is.
struct ComponentEdit {
    std::optional<std::string> name;
    json::Settable<std::string> description;
    std::optional<Status> status;
    std::optional<std::int64_t> order;
    std::optional<bool> show_uptime, grouped, archived, collapsed;
    json::Settable<std::string> group, group_id;
    json::Settable<json::Time> start_date;
    std::optional<json::Translations> translations;

    static constexpr std::string_view schema_name = "ComponentEdit";
    static constexpr auto fields = std::tuple{
        json::field("name", &ComponentEdit::name).up_to(255).not_blank(),
        json::field("description", &ComponentEdit::description).up_to(10'000).described("Markdown"),
        json::field("status", &ComponentEdit::status),
        json::field("order", &ComponentEdit::order).described("Place in the list; the smallest comes first"),
        json::field("showUptime", &ComponentEdit::show_uptime).described("Whether the page shows its history"),
        json::field("grouped", &ComponentEdit::grouped).described("false takes it out of its group"),
        json::field("group", &ComponentEdit::group)
            .reference()
            .described("Id of the parent component; its name is understood too"),
        json::field("groupId", &ComponentEdit::group_id).described("The same as group"),
        json::field("archived", &ComponentEdit::archived).described("true takes it off the page and keeps it"),
        json::field("isCollapsed", &ComponentEdit::collapsed).described("Whether a group starts folded"),
        json::field("startDate", &ComponentEdit::start_date).described("From when on its uptime counts"),
        json::field("translations", &ComponentEdit::translations),
    };
};

/// For the document only: a create must name the component.
struct ComponentDraftBody {
    std::string name;
    ComponentEdit rest;

    static constexpr std::string_view schema_name = "ComponentDraft";
    static constexpr auto fields = std::tuple{json::inlined(&ComponentDraftBody::rest),
                                              json::field("name", &ComponentDraftBody::name).required().up_to(255)};
};

struct ComponentView {
    std::string id, name;
    std::optional<std::string> description;
    std::optional<Status> status;
    Status internal_status = Status::Operational;
    std::int64_t order = 0;
    bool show_uptime = true;
    json::Time created, updated;
    std::optional<json::Time> archived_at;
    bool archived = false;
    std::string page_id;
    std::optional<std::string> unique_email, group_id;
    bool is_parent = false, collapsed = false;
    std::string name_html;
    std::optional<std::string> description_html;
    std::optional<json::Time> start_date;
    std::optional<json::value> group;
    json::value translations;

    static constexpr std::string_view schema_name = "Component";
    static constexpr auto fields = std::tuple{
        json::field("id", &ComponentView::id),
        json::field("name", &ComponentView::name),
        json::AlwaysNull{"nameTranslationId"},
        json::field("description", &ComponentView::description),
        json::AlwaysNull{"descriptionTranslationId"},
        json::field("status", &ComponentView::status).described("null for a group"),
        json::field("internalStatus", &ComponentView::internal_status),
        json::field("order", &ComponentView::order),
        json::field("showUptime", &ComponentView::show_uptime),
        json::field("createdAt", &ComponentView::created),
        json::field("updatedAt", &ComponentView::updated),
        json::field("archivedAt", &ComponentView::archived_at),
        json::field("archived", &ComponentView::archived),
        json::field("siteId", &ComponentView::page_id).described("Id of its page"),
        json::field("uniqueEmail", &ComponentView::unique_email),
        json::AlwaysNull{"oldGroup"},
        json::field("groupId", &ComponentView::group_id).described("Id of its parent"),
        json::field("isParent", &ComponentView::is_parent).described("Whether it is a group"),
        json::field("isCollapsed", &ComponentView::collapsed),
        json::AlwaysNull{"monitorId"},
        json::field("nameHtml", &ComponentView::name_html).described("The name, read as Markdown"),
        json::AlwaysNull{"nameHtmlTranslationId"},
        json::field("descriptionHtml", &ComponentView::description_html).described("The description, read as Markdown"),
        json::AlwaysNull{"descriptionHtmlTranslationId"},
        json::constant("isThirdParty", false),
        json::AlwaysNull{"thirdPartyStatus"},
        json::AlwaysNull{"thirdPartyComponentId"},
        json::AlwaysNull{"thirdPartyComponentServiceId"},
        json::constant("importedFromStatuspage", false),
        json::field("startDate", &ComponentView::start_date),
        json::field("group", &ComponentView::group)
            .refers_to("Component")
            .described("The parent, without its own parent"),
        json::field("translations", &ComponentView::translations).refers_to("Translations"),
        // Contract: v1 carried open incidents here; old clients crash when the array is missing.
        json::AlwaysEmpty{"incidents"},
    };
};

/// `page` holds every component that may be a parent of this one.
[[nodiscard]] ComponentView view(const Component& component, const std::vector<Component>& page);

/// {"name":null,"description":null} with the texts that exist in place of the nulls.
[[nodiscard]] json::value translations_view(const json::Translations& translations,
                                            std::initializer_list<std::string_view> names);

}  // namespace daymark::components
