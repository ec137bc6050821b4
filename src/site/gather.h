// Gathers everything readers see of one page into a PageView, in one consistent read.
#pragma once

#include "components/component.h"
#include "pages/page.h"
#include "pages/page_address.h"
#include "platform/db/db.h"
#include "site/audience.h"
#include "site/page_view.h"

#include <string>

namespace daymark::site {

using pages::Address;

/// What the audience sees of the page, in its own language. The work grows with what is shown (components, 90 days,
/// open and recent incidents), not with the page's history. For some of a private page's readers the headline is that
/// of their components.
[[nodiscard]] PageView gather(db::Tx& tx, const pages::Page& page, Millis now, const Address& address,
                              const Audience& audience);
/// The same in a language, as far as there are translations.
[[nodiscard]] PageView gather(db::Tx& tx, const pages::Page& page, Millis now, const Address& address,
                              const Audience& audience, const std::string& language);

/// A stored interval as the uptime counts it.
[[nodiscard]] uptime::Interval measured(const components::Interval& interval);
/// The time by which a component is judged.
[[nodiscard]] uptime::Life life_of(const pages::Page& page, const components::Component& component, Millis now);

/// Makes the face that of a copy.
void lay_out(PageFace& face, const FileLayout& layout);

/// A view with the face only: enough to render an old notice.
[[nodiscard]] PageFace face_of(const pages::Page& page, const Address& address, const std::string& language);

}  // namespace daymark::site
