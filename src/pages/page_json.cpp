// From the record to the wire.
#include "pages/page_json.h"

namespace daymark::pages {

PageView view(const Page& page) {
    return {page.id,          page.subdomain, page.name,         page.workspace_id, page.custom_domain, page.status,
            page.main_status, page.settings,  page.unique_email, {page.created_at}, {page.updated_at},  {}};
}

}  // namespace daymark::pages
