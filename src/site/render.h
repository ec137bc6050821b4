// The public site's documents: whole HTML pages made from a PageView, each with the policy it must be served under.
#pragma once

#include "site/page_view.h"

#include <string>
#include <string_view>

namespace daymark::site {

struct Document {
    std::string content_type;
    std::string body;
    std::string content_security_policy;
};

/// The page. Its links are relative: it must be served at an address that ends in "/".
[[nodiscard]] Document render_home(const PageView& view);

/// One notice with its whole timeline. `from_address` leads from its address on the server to the page's root: "../"
/// from /incident/<id> and /maintenance/<id>, "./" from /<id>.
[[nodiscard]] Document render_notice(const PageView& view, const NoticeView& notice,
                                     std::string_view from_address = "../");

/// What programs can read of the page, told to people; at "public-api" in each language.
[[nodiscard]] Document render_public_api(const PageFace& face);

enum class MissingReason {
    NotFound,    // the page is there, the address is not
    Gone,        // a notice that was deleted
    NoSuchPage,  // nobody's host or subdomain
    NotReady,    // no bytes of the page exist yet
};

/// An honest error page; in the page's own look when `face` is given. The caller sets the status (404, 410, 503).
[[nodiscard]] Document render_missing(const PageFace* face, MissingReason reason);

}  // namespace daymark::site
