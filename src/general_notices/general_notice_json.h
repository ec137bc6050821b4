// General notices on the wire (extension).
#pragma once

#include "general_notices/general_notice.h"
#include "notices/affected_json.h"

namespace daymark::general_notices {

/// Create and update take the same; creating needs the name.
struct GeneralNoticeEdit {
    std::optional<std::string> name, message;
    std::optional<std::vector<std::string>> components;
    std::optional<json::Time> started;
    json::Settable<json::Time> ends;
    std::optional<bool> notify, should_publish;
    std::optional<json::Translations> translations;

    static constexpr std::string_view schema_name = "GeneralNoticeEdit";
    static constexpr auto fields = std::tuple{
        json::field("name", &GeneralNoticeEdit::name).up_to(255).not_blank(),
        json::field("message", &GeneralNoticeEdit::message).up_to(notices::longest_message).described("Markdown"),
        json::field("components", &GeneralNoticeEdit::components)
            .reference()
            .described("Ids of what it is about, in place of those before"),
        json::field("started", &GeneralNoticeEdit::started)
            .described("Now when left out; when it lies ahead, the notice is shown from then on"),
        json::field("ends", &GeneralNoticeEdit::ends)
            .described("Until when it is shown on the home page; for ever when left out"),
        json::field("notify", &GeneralNoticeEdit::notify).described("Whether subscribers are told"),
        json::field("shouldPublish", &GeneralNoticeEdit::should_publish)
            .described("false keeps it off the public page"),
        json::field("translations", &GeneralNoticeEdit::translations),
    };
};

/// For a create, which must name it.
struct GeneralNoticeDraft {
    std::string name;
    GeneralNoticeEdit rest;

    static constexpr std::string_view schema_name = "GeneralNoticeDraft";
    static constexpr auto fields = std::tuple{json::inlined(&GeneralNoticeDraft::rest),
                                              json::field("name", &GeneralNoticeDraft::name).required().up_to(255)};
};

struct GeneralNoticeView {
    std::string id, page_id, name, message, message_html;
    std::vector<std::string> components;
    bool notify = true, published = true;
    json::Time started;
    std::optional<json::Time> ends;
    json::Time created, updated;
    json::value translations;

    static constexpr std::string_view schema_name = "GeneralNotice";
    static constexpr auto fields = std::tuple{
        json::field("id", &GeneralNoticeView::id),
        json::field("siteId", &GeneralNoticeView::page_id).described("Id of its page"),
        json::field("name", &GeneralNoticeView::name),
        json::field("message", &GeneralNoticeView::message),
        json::field("messageHtml", &GeneralNoticeView::message_html).described("The message, read as Markdown"),
        json::field("components", &GeneralNoticeView::components).described("Ids"),
        json::field("notify", &GeneralNoticeView::notify),
        json::field("published", &GeneralNoticeView::published).described("Whether readers see it"),
        json::field("started", &GeneralNoticeView::started),
        json::field("ends", &GeneralNoticeView::ends),
        json::field("createdAt", &GeneralNoticeView::created),
        json::field("updatedAt", &GeneralNoticeView::updated),
        json::field("translations", &GeneralNoticeView::translations).refers_to("Translations"),
    };
};

[[nodiscard]] GeneralNoticeView view(const GeneralNotice& notice);

}  // namespace daymark::general_notices
