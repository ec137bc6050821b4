// The newest notices of a page for feed readers.
#pragma once

#include "site/page_view.h"
#include "site/render.h"

#include <vector>

namespace daymark::site {

/// Where a feed stands below the page's root, and the component that it is about; none: the whole page.
struct FeedPlace {
    std::string path;
    std::string component = {};

    /// "Acme", "Acme · API".
    [[nodiscard]] std::string subject(const PageFace& face) const;
};

/// Notices, the newest first, with their updates as the lines that parsers of Instatus feeds read (contract §8): in
/// `description`, escaped, and in order of time.
[[nodiscard]] Document render_rss(const PageFace& face, const std::vector<NoticeView>& notices,
                                  const FeedPlace& place = {"history.rss"});

/// The same with one `<p>` for each update, its status in `<strong>`; the last one is the latest. A postmortem follows
/// in a `<div>`, so that it is not taken for one.
[[nodiscard]] Document render_atom(const PageFace& face, const std::vector<NoticeView>& notices,
                                   const FeedPlace& place = {"history.atom"});

/// JSON Feed 1.1, with the updates as in Atom.
[[nodiscard]] Document render_json_feed(const PageFace& face, const std::vector<NoticeView>& notices,
                                        const FeedPlace& place = {"history.json"});

}  // namespace daymark::site
