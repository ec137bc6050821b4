// Pages on which people subscribe, say yes, change and end their subscription. None is for search engines but the
// first form.
#pragma once

#include "site/render.h"
#include "site/render_words.h"
#include "site/subscribe_form.h"

#include <string>

namespace daymark::site {

/// The form of one way. `from_address` leads from its address on the server to the page's root in this language;
/// `notice`: the form is for this one.
[[nodiscard]] Document render_subscribe(const PageView& view, const SubscribeForm& form,
                                        const std::string& from_address, const NoticeView* notice);

/// Everything that can be changed. `end`: where the subscription is ended; `saved`: say that it was.
[[nodiscard]] Document render_manage(const PageView& view, const SubscribeForm& form, const std::string& address,
                                     const std::string& end, bool saved);

/// A page that says one thing.
struct Said {
    std::string title, detail;
    std::string button = {};                 // of a form that is sent to the same address
    std::string secret = {};                 // of a webhook
    std::string link = {}, link_label = {};  // below the page's root in this language
    std::string way_out = {};                // absolute, in place of that
};
/// `to_root` leads to the page's root in this language.
[[nodiscard]] Document render_said(const PageFace& face, const Said& said, const std::string& to_root);
/// The same on nobody's page.
[[nodiscard]] Document render_said(const Words& words, const Said& said);

}  // namespace daymark::site
