// Answers to /public/<page>/….
#include "site/public_data.h"

#include "components/component_store.h"
#include "metrics/metric_store.h"
#include "pages/page_store.h"
#include "platform/base/id.h"
#include "platform/base/time_text.h"
#include "platform/http/paging.h"
#include "platform/text/number.h"
#include "site/compile.h"
#include "site/public_notices.h"
#include "site/public_views.h"

#include <algorithm>
#include <map>

namespace daymark::site {

json::object localized(const std::string& text, const json::Translations& translations, const std::string& field) {
    json::object texts{{"default", text}};
    if (const auto found = translations.find(field); found != translations.end()) {
        for (const auto& [language, translated] : found->second) texts[language] = translated;
    }
    return texts;
}

namespace {

struct Asked {
    db::Tx& tx;
    const pages::Page& page;
    Teller teller;
    Millis now;
};

/// What is asked for: `key` tells equal questions from others, `answer` works it out. Answers that move with time have
/// the minute in their key.
struct Question {
    std::string key;
    std::function<std::optional<json::value>(const Asked&)> answer;
};

[[noreturn]] void nothing_here() { throw Error::not_found("Public data"); }

std::int64_t whole_number(std::string_view given, const char* field, std::int64_t least, std::int64_t most) {
    const auto number = text::whole_number<std::int64_t>(given);
    if (!number || *number < least || *number > most) {
        throw Error::bad_field(field,
                               "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    }
    return *number;
}

std::int64_t number_or(const http::Request& request, const char* name, std::int64_t otherwise, std::int64_t most) {
    const auto text = request.query_value(name);
    return text ? whole_number(*text, name, 1, most) : otherwise;
}

Millis time_or(const http::Request& request, const char* name, Millis otherwise) {
    const auto text = request.query_value(name);
    if (!text) return otherwise;
    const auto at = parse_time(*text);
    if (!at) throw Error::bad_field(name, "must be a time such as 2026-01-31T00:00:00Z");
    return *at;
}

std::optional<json::value> page_itself(const Asked& asked) {
    const pages::Page& page = asked.page;
    PublicPage view{page.id,     page.name,        page.subdomain, asked.teller.root_url,
                    page.status, page.main_status, page.settings};
    view.look.allow_list.clear();  // who may see it while it is private is nobody's business
    view.look.allowed_email_domains.clear();
    return json::object{{"site", json::write(view)}};
}

// ---- uptime ----

using Uptimes = std::map<std::string, std::optional<int>>;

/// Of the children of `parent`, and of all below them.
std::vector<std::optional<int>> add_uptimes(
    Uptimes& uptimes, const std::vector<components::Component>& all, const std::string& parent,
    const std::function<std::optional<int>(const components::Component&)>& own) {
    std::vector<std::optional<int>> shown;
    for (const components::Component& component : all) {
        if (component.group_id.value_or("") != parent || component.archived_at) continue;
        if (component.is_parent) {
            const auto children = add_uptimes(uptimes, all, component.id, own);
            if (children.empty()) continue;
            uptimes[component.id] = uptime::group_hundredths(children);
        } else {
            // Contract: a component that does not show its uptime has no entry.
            if (!component.show_uptime) continue;
            uptimes[component.id] = own(component);
        }
        shown.push_back(uptimes[component.id]);
    }
    return shown;
}

std::optional<json::value> uptime_between(const Asked& asked, uptime::Window window) {
    std::map<std::string, std::vector<uptime::Interval>> intervals;
    for (const auto& one : components::list_intervals(asked.tx, asked.page.id, window.from)) {
        intervals[one.component_id].push_back(measured(one));
    }
    Uptimes uptimes;
    add_uptimes(uptimes, components::list_of_page(asked.tx, asked.page.id), "",
                [&](const components::Component& component) {
                    const uptime::Life life = life_of(asked.page, component, asked.now);
                    return uptime::hundredths(uptime::tally(intervals[component.id], window, life));
                });
    json::object by_id;
    for (const auto& [id, hundredths] : uptimes) {
        by_id[id] = json::object{{"uptime", uptime::percent_text(hundredths)}};
    }
    return json::object{{"componentsUptime", std::move(by_id)}};
}

Question uptime_question(const http::Request& request, Millis now) {
    constexpr Millis most = 3'660 * one_day;
    const Millis to = std::min(time_or(request, "endDate", now), now);
    const Millis from = time_or(request, "startDate", to - 90 * one_day);
    if (from > to) throw Error::bad_field("startDate", "must lie before the end, and not ahead");
    const uptime::Window window{std::max(from, to - most), to};
    const auto minute = [](Millis at) { return "/" + std::to_string(at / one_minute); };
    return {"uptime" + minute(window.from) + minute(window.to) + minute(now),
            [window](const Asked& asked) { return uptime_between(asked, window); }};
}

// ---- metrics ----

/// Few enough points for a chart: five minutes each for a day, hours for a month, days beyond.
std::vector<PublicPoint> chart(db::Tx& tx, const std::string& metric_id, std::int64_t days, Millis now) {
    constexpr std::int64_t slots_each = 10;
    const Millis since = std::max<Millis>(0, now - days * one_day);
    const bool fine = days <= 1, hourly = days <= 31;
    const metrics::Span span = hourly ? metrics::Span::Hour : metrics::Span::Day;
    const Millis length = fine ? slots_each * metrics::slot_length : length_of(span);
    const auto folds = fine ? metrics::list_slots(tx, metric_id, since, (now / length + 1) * length, slots_each)
                            : metrics::list_folds(tx, metric_id, span, since / length, now / length);
    std::vector<PublicPoint> points;
    for (const metrics::Fold& fold : folds) points.push_back({fold.number * length, fold.mean()});
    return points;
}

Question metric_question(const http::Request& request, const std::string& id, Millis now) {
    const std::int64_t days = number_or(request, "day", 1, 3'660);
    return {"metrics/" + id + "/" + std::to_string(days) + "/" + std::to_string(now / one_minute),
            [id, days](const Asked& asked) -> std::optional<json::value> {
                const auto metric = metrics::find(asked.tx, asked.page.id, id);
                if (!metric || !metric->active) return std::nullopt;
                return json::write(PublicMetric{metric->id, metric->name, metric->suffix,
                                                chart(asked.tx, metric->id, days, asked.now)});
            }};
}

// ---- notices ----

using ListNotices = json::array (*)(db::Tx&, const Teller&, std::int64_t, std::int64_t);
using FindNotice = std::optional<json::object> (*)(db::Tx&, const Teller&, const std::string&);

Question notices_question(const http::Request& request, const std::string& what, ListNotices list) {
    const http::Paging paging = http::paging_of(request);
    return {what + "/" + std::to_string(paging.limit) + "/" + std::to_string(paging.page),
            [paging, list](const Asked& asked) -> std::optional<json::value> {
                return list(asked.tx, asked.teller, paging.limit, paging.offset());
            }};
}

Question notice_question(const std::string& what, const std::string& id, FindNotice find) {
    return {what + "/" + id, [id, find](const Asked& asked) -> std::optional<json::value> {
                auto found = find(asked.tx, asked.teller, id);
                if (!found) return std::nullopt;
                return *std::move(found);
            }};
}

/// One that lies ahead is told from its minute on, though nothing else changes.
Question by_minute(Question question, Millis now) {
    question.key += "/" + std::to_string(now / one_minute);
    return question;
}

Question month_question(const http::Request& request, std::string_view month) {
    const Millis at = whole_number(month, "month", 0, last_valid_time);
    const std::int64_t number = number_or(request, "page_no", 1, 1'000'000);
    return {"month/" + std::to_string(at) + "/" + std::to_string(number),
            [at, number](const Asked& asked) -> std::optional<json::value> {
                return json::object{{"month", public_month(asked.tx, asked.teller, at, number)}};
            }};
}

Question question_of(std::string_view path, const http::Request& request, Millis now) {
    if (path.empty()) return {"", page_itself};
    if (path == "uptime") return uptime_question(request, now);
    if (path == "incidents") return notices_question(request, "incidents", public_incidents);
    if (path == "maintenances") return notices_question(request, "maintenances", public_maintenances);
    if (path == "general-notices")
        return by_minute(notices_question(request, "general-notices", public_general_notices), now);
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) nothing_here();
    const std::string_view what = path.substr(0, slash);
    std::string rest(path.substr(slash + 1));
    if (what == "notices" && rest.starts_with("monthly/")) return month_question(request, rest.substr(8));
    const bool is_metric = what == "metrics" && rest.ends_with("/data");
    if (is_metric) rest.resize(rest.size() - 5);
    if (!looks_like_id(rest)) nothing_here();
    if (is_metric) return metric_question(request, rest, now);
    if (what == "incidents") return notice_question("incidents", rest, public_incident);
    if (what == "maintenances") return notice_question("maintenances", rest, public_maintenance);
    if (what == "general-notices")
        return by_minute(notice_question("general-notices", rest, public_general_notice), now);
    nothing_here();
}

}  // namespace

std::shared_ptr<const Variants> PublicData::find(const CompiledPage& page, std::string_view path,
                                                 const http::Request& request) {
    const Millis now = clock_.now();
    const Question question = question_of(path, request, now);
    const std::string key = page.page_id + "/" + question.key, version = std::to_string(page.revision);
    if (auto kept = recent_.find(key, version)) return kept;
    const auto answer = db_.read([&](db::Tx& tx) -> std::optional<json::value> {
        const auto record = pages::find(tx, page.page_id);
        if (!record || !is_shown_to(*record, page.audience)) return std::nullopt;
        return question.answer({tx, *record, {*record, address_.root_of(record->subdomain), now}, now});
    });
    if (!answer) nothing_here();
    auto made = std::make_shared<const Variants>(
        pack({"application/json; charset=utf-8", json::text(*answer), {}}, 200, Caching::Public));
    recent_.keep(key, version, made);
    return made;
}

}  // namespace daymark::site
