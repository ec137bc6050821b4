// What those who listen to a page are told: a word that it is another one now, and nothing of what it says.
#pragma once

#include "platform/http/server.h"
#include "site/compiled_page.h"

#include <string_view>

namespace daymark::site {

/// Below a page's root, also in a language: what is told is the same.
inline constexpr std::string_view events_path = "events";
[[nodiscard]] bool is_events(std::string_view path);

/// For a reader who may see the page and begins to listen: the version that is current, unless that is what their last
/// stream ended with.
[[nodiscard]] http::Stream stream_of(const CompiledPage& page, std::string_view last_event_id);

/// Tells those who listen to `before` that the page is another one now, or ends their streams when it can no longer be
/// seen. What a page becomes with time alone is told to nobody: readers look each minute anyway.
void announce(http::Broadcast& broadcast, const CompiledPage& before, const CompiledPage& now);

/// A stream that ends at once and bids the client come again: for a page that was not made yet.
[[nodiscard]] http::Response come_again();

}  // namespace daymark::site
