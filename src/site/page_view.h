// Everything the public site shows of one page, gathered once per change and rendered without further look-ups.
#pragma once

#include "components/page_status.h"
#include "components/status.h"
#include "notices/removed.h"
#include "platform/base/clock.h"
#include "site/chart.h"
#include "site/date_forms.h"
#include "uploads/upload.h"
#include "uptime/uptime.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace daymark::site {

/// Uploads by their path below the page's root.
using Pictures = std::map<std::string, std::shared_ptr<const uploads::Content>, std::less<>>;

/// A copy of the page for a plain file server, which maps an address to a folder: each document has one of its own.
struct FileLayout {
    std::string root_url;                // where readers find the copy, without a slash at its end
    std::string server_url;              // the page's root on the server, which answers what files cannot
    std::vector<std::string> languages;  // that the copy speaks
    std::vector<std::string> uploads;    // paths of the page's pictures, which the copy has too
};

/// The page itself: names, look, owner's settings.
struct PageFace {
    std::string id;
    std::string name;
    std::string subdomain;
    Millis created_at = 0;
    std::string root_url;             // absolute, without a trailing slash: "https://acme.status.test"
    std::string language = "en";      // of this view
    std::string own_language = "en";  // of the page: it stands at the root, other languages below their code
    std::string zone = "UTC";         // IANA name; day boxes and times are cut in it
    DateFormats formats;              // the owner's
    std::optional<std::string> logo_url, logo_url_dark, favicon_url, website_url, public_email, twitter;
    std::vector<std::pair<std::string, std::string>> links;  // names and addresses in the header
    bool large_header = false, only_light = false, hidden_from_search = false;
    std::optional<std::string> meta_title, meta_description, meta_og_image;
    // The owner's colours as given (hex or rgb()); empty: ours.
    std::string brand_color, ok_color, degraded_color, disrupted_color, down_color, notice_color, unknown_color;
    std::optional<std::string> html_in_meta, html_above_header, html_below_header, html_below_summary,
        html_above_footer, html_below_footer, css_global, google_analytics;
    bool own_code_allowed = false;  // the owner's HTML, CSS and scripts work only on hosts of the page's own
    bool tells_by_sms = false;
    std::optional<FileLayout> files;  // of a copy
};

/// One component a notice touches, with the status the notice gave it.
struct AffectedComponent {
    std::string id, name;
    components::Status status = components::Status::Operational;
};

/// One entry of a notice's timeline.
struct UpdateView {
    std::string id;
    std::string status;   // wire word: "INVESTIGATING"
    std::string message;  // Markdown source
    std::string html;     // rendered, safe
    Millis started_at = 0;
};

using NoticeKind = notices::Kind;

/// An incident, a maintenance or a general notice as readers see it.
struct NoticeView {
    NoticeKind kind = NoticeKind::Incident;
    std::string id, name, status;  // status: wire word
    components::Status impact = components::Status::Operational;
    Millis started_at = 0;          // of a maintenance: its planned start
    std::optional<Millis> ends_at;  // planned; of a general notice: until when it is shown
    std::optional<Millis> resolved_at;
    Millis updated_at = 0;
    bool folded = false;              // its updates are shown on demand
    std::optional<Millis> expand_at;  // when it is unfolded by itself
    std::vector<AffectedComponent> affected;
    std::vector<UpdateView> updates;  // newest first
    std::optional<UpdateView> postmortem;

    /// When it was first told: of a maintenance before it begins.
    [[nodiscard]] Millis published_at() const {
        return updates.empty() ? started_at : std::min(updates.back().started_at, started_at);
    }
};

/// One component or group with its children, in page order.
struct NodeView {
    std::string id, name, description;  // description: Markdown source, "" when none
    std::string description_html;
    components::Status status = components::Status::Operational;  // for a group: its worst child's
    bool is_group = false;
    bool collapsed = false;  // owner's wish for a group in which nothing is wrong
    bool show_uptime = false;
    std::optional<int> uptime_hundredths;  // hundredths of a percent; absent: not measured or not shown
    std::vector<uptime::Day> days;         // oldest first, today last; empty when not shown
    std::vector<NodeView> children;
    std::optional<std::string> group_id;
};

/// A metric over a period.
struct MetricView {
    std::string id, name, suffix;
    Chart chart;
    std::optional<metrics::Point> last;  // the newest point; nothing when there was none in the period
};

struct PageView {
    PageFace face;
    components::PageStatus fine = components::PageStatus::Up;    // the headline's word
    components::PageStatus coarse = components::PageStatus::Up;  // UP, HASISSUES or UNDERMAINTENANCE
    std::vector<NodeView> tree;                                  // top level
    std::vector<NoticeView> open;                                // unresolved, newest first
    std::vector<NoticeView> maintenances;                        // running and planned, the earliest start first
    std::vector<NoticeView> general;                             // general notices that are shown, newest first
    std::vector<NoticeView> recent;                              // over, started in the past seven days, newest first
    std::vector<MetricView> metrics;                             // over the past day, in page order
    std::optional<Millis> general_changes_at;                    // when the next of them comes or goes
    std::vector<Millis> day_edges;                               // one more than there are days; cut in the page's zone
    Pictures pictures;                                           // uploads among its face's
    Millis compiled_at = 0;
};

}  // namespace daymark::site
