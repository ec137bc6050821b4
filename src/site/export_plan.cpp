// The documents of a copy, kind by kind.
#include "site/export_plan.h"

#include "components/component_store.h"
#include "general_notices/general_notice_store.h"
#include "incidents/incident_store.h"
#include "maintenances/maintenance_store.h"
#include "platform/base/zone.h"
#include "platform/crypto/secret_key.h"
#include "platform/http/message.h"
#include "site/history.h"
#include "site/month.h"
#include "site/render_pictures.h"
#include "site/render_words.h"
#include "site/subscribe_form.h"
#include "site/widgets.h"

#include <algorithm>
#include <map>

namespace daymark::site {
namespace {

using notices::Brief;

/// Nobody plans for longer, and a mistyped year must not make a thousand pages.
constexpr int most_months_ahead = 10 * 12;

/// Months since year 0.
int number_of(const Month& month) { return month.year * 12 + month.month - 1; }

std::string mark_of(const Brief& brief) {
    return brief.id + " " + std::to_string(brief.updated_at) + (brief.resolved ? " over\n" : "\n");
}

std::string text_of(const std::optional<int>& number) { return number ? std::to_string(*number) : "-"; }

std::string mark_of(const NodeView& node) {
    std::string text = node.id + "\n" + node.name + "\n" + node.description + "\n" +
                       std::to_string(static_cast<int>(node.status)) + " " + text_of(node.uptime_hundredths);
    for (const uptime::Day& day : node.days) {
        text +=
            " " + (day.worst ? std::to_string(static_cast<int>(*day.worst)) : "-") + "/" + std::to_string(day.down_ms);
    }
    for (const NodeView& child : node.children) text += "\n" + mark_of(child);
    return text;
}

/// All notices of a page that readers may ask for, and when they began.
struct Ledger {
    std::vector<Brief> briefs;
    std::map<int, std::vector<const Brief*>> begun, appointed;  // by month: in the history, in the calendar

    Ledger(db::Tx& tx, const pages::Page& page, Millis now) {
        briefs = incidents::list_briefs(tx, page.id);
        for (const auto& list :
             {maintenances::list_briefs(tx, page.id), general_notices::list_briefs(tx, page.id, now)})
            briefs.insert(briefs.end(), list.begin(), list.end());
        for (const Brief& brief : briefs) {
            const int month = number_of(Month::of(page.settings.timezone, brief.started_at));
            if (brief.started_at <= now) begun[month].push_back(&brief);
            if (brief.kind != notices::Kind::General) appointed[month].push_back(&brief);
        }
    }

    [[nodiscard]] static std::string marks(const std::map<int, std::vector<const Brief*>>& by_month, int from, int to) {
        std::string text;
        for (auto month = by_month.lower_bound(from); month != by_month.end() && month->first <= to; ++month) {
            for (const Brief* brief : month->second) text += mark_of(*brief);
        }
        return text;
    }
};

class Planner {
public:
    Planner(db::Tx& tx, const pages::Page& page, const PageView& view)
        : page_(page), view_(view), now_(view.compiled_at), ledger_(tx, page, now_) {
        const LocalTime time = local_time(page.settings.timezone, now_);
        year_ = std::to_string(time.date.year);
        day_ = year_ + "-" + std::to_string(time.date.month) + "-" + std::to_string(time.date.day);
        for (const auto& component : components::list_of_page(tx, page.id)) {
            names_ +=
                component.id + " " + component.name + " " + json::column_of(component.translations).value_or("") + "\n";
            names_of_[component.id] = component.name;
        }
    }

    std::vector<PlannedDocument> plan() {
        for (const std::string& language : view_.face.files->languages) {
            prefix_ = language == view_.face.own_language ? "" : language + "/";
            if (!prefix_.empty()) documents_.push_back({language, {}, {}, {}});
            add_fixed();
            add_notices();
            add_history();
            add_calendar();
            for (const NodeView& node : view_.tree) add_component(node);
            add_metrics();
            add(std::string(share_path), state_mark());
        }
        prefix_.clear();
        for (const char* file : {"robots.txt", "sitemap.xml", "site.webmanifest"}) add(file);
        for (const std::string& path : view_.face.files->uploads) add(path, path);
        add_widgets("", "");
        // Snippets on other sites name a language, whether or not anybody translated the page.
        const std::string state = state_mark();
        for (const Words& words : Words::all()) add_widgets(words.code() + "/", state);
        prefix_.clear();
        add(std::string(old_icon_path), state);
        return std::move(documents_);
    }

private:
    void add(const std::string& address, const std::string& mark = {}, const std::string& query = {},
             const std::string& value = {}) {
        const PageFace& face = view_.face;
        std::string hashed;
        if (!mark.empty()) {
            hashed = crypto::short_hash(std::string(DAYMARK_VERSION) + " " + std::to_string(page_.updated_at) + " " +
                                        face.root_url + " " + face.files->server_url + " " + year_ + "\n" + prefix_ +
                                        "\n" + languages() + "\n" + mark);
        }
        documents_.push_back({prefix_ + address, query, value, hashed});
    }
    [[nodiscard]] std::string languages() const {
        std::string text;
        for (const std::string& language : view_.face.files->languages) text += language + " ";
        return text;
    }

    void add_fixed() {
        for (const char* address :
             {"history.rss", "history.atom", "history.json", "calendar.ics", "public-api", "subscribe"}) {
            add(address);
        }
        for (const Way* way : ways_of(view_.face)) add("subscribe/" + std::string(way->path));
    }

    /// A notice names the components that it touches.
    [[nodiscard]] std::string names_of(const Brief& brief) const {
        std::string names;
        for (const std::string& id : brief.components) {
            const auto found = names_of_.find(id);
            if (found != names_of_.end()) names += found->second + "\n";
        }
        return prefix_.empty() ? names : names + names_;
    }

    void add_notices() {
        constexpr std::string_view folders[] = {"incident/", "maintenance/", "notice/"};
        for (const Brief& brief : ledger_.briefs) {
            const std::string mark = mark_of(brief) + names_of(brief);
            add(brief.id, mark);
            add(std::string(folders[static_cast<std::size_t>(brief.kind)]) + brief.id, mark);
            const bool may_go_on = !brief.resolved || brief.kind == notices::Kind::General;
            if (may_go_on) add("notices/" + brief.id + "/subscribe", mark + names_);
        }
    }

    void add_history() {
        const int newest = number_of(Month::of(page_.settings.timezone, now_));
        const int oldest = ledger_.begun.empty() ? newest : ledger_.begun.begin()->first;
        for (int window = 1, last = newest; window == 1 || last >= oldest; ++window, last -= history_months) {
            const bool older = oldest <= last - history_months;
            add(window == 1 ? "history" : "history/" + std::to_string(window),
                "history " + std::to_string(last) + std::to_string(older) + names_ +
                    Ledger::marks(ledger_.begun, last - history_months + 1, last));
        }
        for (const auto& [month, briefs] : ledger_.begun) {
            const std::string address = "history/" + Month::name(month / 12, month % 12 + 1);
            const std::string mark = names_ + Ledger::marks(ledger_.begun, month, month);
            add(address, mark);
            for (std::size_t page = 2; (page - 1) * history_notices < briefs.size() && page <= history_pages; ++page) {
                add(address, mark, "page", std::to_string(page));
            }
        }
    }

    /// Months between the first and the last one have a page, whether or not anything took place. The one that now is
    /// and its neighbours move with the days.
    void add_calendar() {
        const int current = number_of(Month::of(page_.settings.timezone, now_));
        const auto& months = ledger_.appointed;
        const int first = months.empty() ? current : std::min(current, months.begin()->first);
        const int last = months.empty() ? current : std::max(current, months.rbegin()->first);
        const int end = std::min(last + 1, current + most_months_ahead);
        add("calendar", names_ + day_ + Ledger::marks(months, current - 2, current) + std::to_string(first < current) +
                            std::to_string(last > current));
        for (int month = first; month <= end; ++month) {
            const bool moves = month >= current - 1 && month <= current + 1;
            add("calendar/" + Month::name(month / 12, month % 12 + 1),
                names_ + (moves ? day_ : "") + Ledger::marks(months, month - 2, month) + std::to_string(first < month) +
                    std::to_string(last > month));
        }
    }

    void add_component(const NodeView& node) {
        std::string mark = mark_of(node) + names_ + day_;
        bool open = false;
        for (const Brief& brief : ledger_.briefs) {
            if (std::ranges::find(brief.components, node.id) == brief.components.end()) continue;
            mark += mark_of(brief);
            open = open || !brief.resolved;
        }
        // What is open lasts until now.
        if (open) mark += std::to_string(now_ / one_minute);
        const std::string address = "c/" + node.id;
        add(address, mark);
        for (const char* file :
             {"history.rss", "history.atom", "history.json", "calendar.ics", "badge.svg", "uptime.svg"})
            add(address + "/" + file, mark);
        for (const NodeView& child : node.children) add_component(child);
    }

    /// They move with each point and each minute.
    void add_metrics() {
        for (const MetricView& metric : view_.metrics) {
            add("metrics/" + metric.id);
            for (const char* period : {"week", "month"}) add("metrics/" + metric.id, {}, "period", period);
        }
    }

    /// What widgets, badges and pictures tell.
    [[nodiscard]] std::string state_mark() const {
        std::string mark = names_ + std::to_string(static_cast<int>(view_.fine));
        for (const NodeView& node : view_.tree) mark += mark_of(node);
        for (const auto* list : {&view_.open, &view_.maintenances}) {
            for (const NoticeView& notice : *list)
                mark += notice.id + std::to_string(notice.updated_at) + notice.status;
        }
        return mark;
    }

    void add_widgets(const std::string& prefix, const std::string& state) {
        prefix_ = prefix;
        for (const std::string_view address : {widget_path, badge_path}) add(std::string(address), state);
        for (const std::string_view badge : {light_badge_path, dark_badge_path}) {
            for (const char* size : {"", "-sm", "-md", "-lg"}) add(std::string(badge) + size, state);
        }
    }

    const pages::Page& page_;
    const PageView& view_;
    Millis now_;
    Ledger ledger_;
    std::string year_, day_, names_, prefix_;
    std::map<std::string, std::string> names_of_;
    std::vector<PlannedDocument> documents_;
};

void note_languages(const json::Translations& translations, std::vector<std::string>& languages) {
    for (const auto& [property, texts] : translations) {
        for (const auto& [code, text] : texts) {
            const Words* words = text.empty() ? nullptr : Words::find(http::to_lower(code));
            if (words != nullptr && std::ranges::find(languages, words->code()) == languages.end())
                languages.push_back(words->code());
        }
    }
}

}  // namespace

std::string file_of(const PlannedDocument& document) {
    const std::string& address = document.address;
    const std::string last = address.substr(address.rfind('/') + 1);
    if (last.find('.') != std::string::npos) return address;
    return (address.empty() ? "" : address + "/") + (document.value.empty() ? "" : document.value + "/") + "index.html";
}

std::vector<std::string> languages_of(db::Tx& tx, const pages::Page& page) {
    std::vector<std::string> languages{page.settings.language};
    note_languages(page.settings.translations, languages);
    for (const auto& component : components::list_of_page(tx, page.id))
        note_languages(component.translations, languages);
    return languages;
}

std::vector<PlannedDocument> plan_export(db::Tx& tx, const pages::Page& page, const PageView& view) {
    return Planner(tx, page, view).plan();
}

}  // namespace daymark::site
