// From the record to the wire.
#include "incidents/postmortem_json.h"

#include "platform/text/markdown.h"

namespace daymark::incidents {

PostmortemView view(const Postmortem& postmortem) {
    return {postmortem.incident_id,
            postmortem.message,
            text::markdown_to_html(postmortem.message),
            postmortem.notify,
            postmortem.published,
            {postmortem.started_at},
            {postmortem.created_at},
            {postmortem.updated_at},
            components::translations_view(postmortem.translations, {"message", "messageHtml"})};
}

}  // namespace daymark::incidents
