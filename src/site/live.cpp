// Which changes of a page are told.
#include "site/live.h"

#include "site/local_path.h"

namespace daymark::site {
namespace {

/// Begins the home document's ETag in every encoding; empty when the page cannot be seen.
std::string_view version_of(const CompiledPage& page) {
    const Variants* home = page.find("", Mount::OwnHost);
    return home == nullptr ? std::string_view() : home->hash;
}

}  // namespace

bool is_events(std::string_view path) { return local_path(path).path == events_path; }

http::Stream stream_of(const CompiledPage& page, std::string_view last_event_id) {
    const std::string_view version = version_of(page);
    return {page.page_id, version == last_event_id ? std::string() : http::event_text(version)};
}

void announce(http::Broadcast& broadcast, const CompiledPage& before, const CompiledPage& now) {
    const bool changed = now.revision != before.revision;
    // Those who listen to a private page come again after each change, and their right is looked at anew.
    const std::string_view version = version_of(now);
    if (version.empty() && (changed || !now.gate)) return broadcast.end(now.page_id);
    if (version == version_of(before) || !changed) return;
    broadcast.tell(now.page_id, std::make_shared<const std::string>(http::event_text(version)));
}

http::Response come_again() {
    return {200, {{"content-type", "text/event-stream"}, {"cache-control", "no-store"}}, "retry: 1000\n\n", {}};
}

}  // namespace daymark::site
