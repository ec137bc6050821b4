// From the record to the wire.
#include "general_notices/general_notice_json.h"

#include "platform/text/markdown.h"

namespace daymark::general_notices {

GeneralNoticeView view(const GeneralNotice& notice) {
    return {notice.id,
            notice.page_id,
            notice.name,
            notice.message,
            text::markdown_to_html(notice.message),
            notice.components,
            notice.notify,
            notice.published,
            {notice.started_at},
            json::time_of(notice.ends_at),
            {notice.created_at},
            {notice.updated_at},
            components::translations_view(notice.translations, {"name", "message", "messageHtml"})};
}

}  // namespace daymark::general_notices
