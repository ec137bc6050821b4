// Turns a PageView into the bytes of all its documents.
#pragma once

#include "pages/page.h"
#include "site/compiled_page.h"
#include "site/page_view.h"

#include <memory>
#include <vector>

namespace daymark::site {

/// What readers look for first: the page, its JSON, and the notice pages that did not change; not yet in brotli. The
/// view must be the audience's. `before`, if given, is the last compilation of the same page for the same audience:
/// what did not change is taken over from it.
[[nodiscard]] std::shared_ptr<const CompiledPage> compile(const pages::Page& page, const PageView& view,
                                                          const Audience& audience, const CompiledPage* before);

/// The same with all its notice pages, with feeds of its newest notices, and in brotli.
[[nodiscard]] std::shared_ptr<const CompiledPage> complete(const CompiledPage& first, const PageView& view,
                                                           const std::vector<NoticeView>& newest);

/// The same documents in brotli too.
[[nodiscard]] std::shared_ptr<const CompiledPage> with_brotli(const CompiledPage& page);

/// A deleted page: 410 under every address.
[[nodiscard]] std::shared_ptr<const CompiledPage> compile_gone(const pages::Page& page);

/// A private page, which has documents in its rooms only: whatever programs ask of it, it looks as if there were none.
/// People see its gate.
[[nodiscard]] std::shared_ptr<const CompiledPage> compile_closed(const pages::Page& page, Gate gate,
                                                                 Rooms rooms);

/// The page, with the owner's code only on a host of its own.
[[nodiscard]] Variants compile_home(const PageView& view, Mount mount);

/// One notice that is not among the compiled ones, for either of its addresses.
[[nodiscard]] Variants compile_notice(const PageView& view, const NoticeView& notice, std::string_view to_root);

}  // namespace daymark::site
