// What was reported in the past.
#include "site/history.h"

#include "components/component_store.h"
#include "platform/base/id.h"
#include "platform/text/number.h"
#include "site/gather_notices.h"

#include <algorithm>

namespace daymark::site {
namespace {

constexpr int most_windows = 4 * 200;  // two hundred years

/// A number in [1, most].
std::optional<int> number_of(std::string_view digits, int most) {
    const auto number = text::whole_number<int>(digits);
    return number && *number >= 1 && *number <= most ? number : std::nullopt;
}

std::vector<Month> months_of(const HistoryRequest& request, const std::string& zone, Millis now) {
    if (request.month) return {Month(zone, request.month->first, request.month->second)};
    const Month newest = Month::of(zone, now);
    std::vector<Month> months;
    for (int i = 0; i < history_months; ++i) {
        months.emplace_back(zone, newest.year, newest.month - (request.window - 1) * history_months - i);
    }
    return months;
}

HistoryMonth gather_month(db::Tx& tx, const pages::Page& page, const HistoryRequest& request, const Month& month,
                          Millis now, const Wording& wording) {
    const notices::Selection selection{.from = month.from,
                                       .to = std::min(month.to, now + 1),  // what is planned is no history yet
                                       .component = request.component,
                                       .limit = history_notices + 1,
                                       .offset = (request.page - 1) * history_notices};
    HistoryMonth gathered{month, selected_notices(tx, page, selection, now, wording)};
    gathered.more = gathered.notices.size() > history_notices;
    if (gathered.more) gathered.notices.pop_back();
    return gathered;
}

}  // namespace

std::optional<HistoryRequest> HistoryRequest::of(std::string_view path, const http::Request& request) {
    constexpr std::string_view root = "history";
    if (!path.starts_with(root)) return std::nullopt;
    HistoryRequest asked;
    path.remove_prefix(root.size());
    if (!path.empty()) {
        if (path.front() != '/') return std::nullopt;
        path.remove_prefix(1);
        asked.month = Month::named(path);
        const auto window = asked.month ? 1 : number_of(path, most_windows);
        if (!window) return std::nullopt;
        asked.window = *window;
    }
    if (asked.month) asked.page = number_of(request.query_value("page").value_or("1"), history_pages).value_or(1);
    asked.component = request.query_value("component").value_or("");
    if (!asked.component.empty() && !looks_like_id(asked.component)) return std::nullopt;
    return asked;
}

std::string HistoryRequest::key() const {
    const std::string part =
        month ? std::to_string(month->first) + "-" + std::to_string(month->second) + "/" + std::to_string(page)
              : std::to_string(window);
    return part + "?" + component;
}

std::optional<HistoryView> gather_history(db::Tx& tx, const pages::Page& page, const HistoryRequest& request,
                                          Millis now, const Texts& texts, const Audience& audience) {
    HistoryView view;
    view.request = request;
    Wording wording{texts, audience};
    bool known = request.component.empty();
    for (const auto& component : components::list_of_page(tx, page.id)) {
        wording.add_name(component);
        if (!wording.names.contains(component.id)) continue;
        known = known || component.id == request.component;
        if (!component.is_parent) view.components.emplace_back(component.id, wording.names[component.id]);
    }
    const auto months = months_of(request, page.settings.timezone, now);
    const bool outside_of_time = months.back().from < 0 || months.front().from > now;
    if (!known || outside_of_time) return std::nullopt;
    bool any = false;
    for (const Month& month : months) {
        view.months.push_back(gather_month(tx, page, request, month, now, wording));
        any = any || !view.months.back().notices.empty();
    }
    const notices::Selection before{.to = months.back().from, .component = request.component, .limit = 1};
    view.older = !selected_notices(tx, page, before, now, wording).empty();
    // Addresses without end would only lead robots astray.
    const bool is_first = !request.month && request.window == 1;
    return any || view.older || is_first ? std::optional(std::move(view)) : std::nullopt;
}

}  // namespace daymark::site
