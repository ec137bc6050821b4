// Choosing of recipients, in SQL.
#include "notify/recipients.h"

#include "components/component_store.h"
#include "general_notices/general_notice_store.h"
#include "incidents/incident_store.h"
#include "maintenances/maintenance_store.h"

#include <algorithm>
#include <map>
#include <set>

namespace daymark::notify {
namespace {

using events::Kind;

/// The components themselves, the groups above them and all below them.
std::vector<std::string> family(db::Tx& tx, const std::string& page_id, const std::vector<std::string>& ids) {
    if (ids.empty()) return {};
    const auto all = components::list_of_page(tx, page_id);
    std::map<std::string, const components::Component*> by_id;
    for (const components::Component& component : all) by_id[component.id] = &component;
    std::set<std::string> found(ids.begin(), ids.end());
    const std::set<std::string> named = found;
    for (const components::Component& component : all) {
        // From each component up to the top: what is named lends itself to all on the way.
        std::vector<std::string> way;
        const components::Component* at = &component;
        bool below_named = false;
        for (int level = 0; at != nullptr && level < 64; ++level) {
            below_named = below_named || named.contains(at->id);
            if (named.contains(component.id)) way.push_back(at->id);
            const auto above = at->group_id ? by_id.find(*at->group_id) : by_id.end();
            at = above == by_id.end() ? nullptr : above->second;
        }
        if (below_named) found.insert(component.id);
        found.insert(way.begin(), way.end());
    }
    return {found.begin(), found.end()};
}

bool can_send_sms(const pages::Page& page) {
    return page.settings.sms_service.has_value() && page.settings.send_sms_notifications;
}

template <class Notice>
bool has_update(const Notice& notice, const std::string& update_id) {
    return update_id.empty() ||
           std::ranges::any_of(notice.updates, [&](const auto& update) { return update.id == update_id; });
}

/// The components that the notice is about, if it is shown and says what the event tells of.
std::optional<std::vector<std::string>> touched(db::Tx& tx, const std::string& page_id, const events::Event& event) {
    switch (event.kind) {
        case Kind::IncidentOpened:
        case Kind::IncidentUpdated:
        case Kind::PostmortemWritten: {
            const auto incident = incidents::find(tx, page_id, event.notice_id);
            if (!incident || !incident->published || !has_update(*incident, event.update_id)) return std::nullopt;
            return notices::ids_of(incident->affected);
        }
        case Kind::NoticePosted: {
            const auto notice = general_notices::find(tx, page_id, event.notice_id);
            if (!notice || !notice->published) return std::nullopt;
            return notice->components;
        }
        case Kind::ComponentChanged:
            if (!components::find(tx, page_id, event.notice_id)) return std::nullopt;
            return std::vector<std::string>{event.notice_id};
        default: {
            const auto maintenance = maintenances::find(tx, page_id, event.notice_id);
            if (!maintenance || !has_update(*maintenance, event.update_id)) return std::nullopt;
            return notices::ids_of(maintenance->affected);
        }
    }
}

/// Whether subscriber `s` asked for this; the binds are appended.
std::string asked_for(const Scope& scope, std::vector<db::Value>& binds) {
    binds.emplace_back(scope.notice_id);
    std::string sql = R"((s.all_components = 1 or exists (select 1 from subscriber_notices n
        where n.subscriber_id = s.id and n.notice_id = $)" +
                      std::to_string(binds.size()) + ")";
    if (!scope.components.empty()) {
        sql += R"( or exists (select 1 from subscriber_components c where c.subscriber_id = s.id
            and c.component_id in ()" +
               db::places_for(scope.components, binds) + "))";
    }
    return sql + ")";
}

std::string channel_is_on(const Scope& scope) {
    if (scope.webhooks_only) return "s.channel = 'WEBHOOK'";
    return scope.sms ? "1 = 1" : "s.channel <> 'SMS'";
}

#define SUPPRESSED "exists (select 1 from suppressions x where x.page_id = s.page_id and x.address = s.address)"

/// Whether subscriber `s` hears of this; the binds are appended.
std::string is_told(const Scope& scope, std::vector<db::Value>& binds) {
    return "s.confirmed = 1 and s.paused_at is null and not " SUPPRESSED " and " + channel_is_on(scope) + " and " +
           asked_for(scope, binds);
}

std::vector<Forecast::Choice> count_choices(db::Tx& tx, const Scope& scope) {
    std::vector<db::Value> binds{scope.page_id, scope.notice_id};
    const std::string told = " where s.page_id = $1 and " + is_told(scope, binds);
    std::string sql = "select 'ALL', '', count(*) from subscribers s" + told + " and s.all_components = 1";
    if (!scope.components.empty()) {
        sql +=
            " union all select 'COMPONENT', c.component_id, count(*) from subscribers s join subscriber_components c "
            "on c.subscriber_id = s.id and c.component_id in (" +
            db::places_for(scope.components, binds) + ")" + told + " group by c.component_id";
    }
    sql +=
        " union all select 'NOTICE', '', count(*) from subscribers s join subscriber_notices n "
        "on n.subscriber_id = s.id and n.notice_id = $2" +
        told + " order by 1, 2";
    std::vector<Forecast::Choice> choices;
    for (const db::Row& row : tx.run("subscribers.count_choices", sql, std::move(binds)).rows) {
        if (row.integer(2) > 0) choices.push_back({row.text(0), row.text(1), row.integer(2)});
    }
    return choices;
}

}  // namespace

std::optional<Scope> Scope::of(db::Tx& tx, const pages::Page& page, const events::Event& event) {
    const auto ids = touched(tx, page.id, event);
    if (!ids) return std::nullopt;
    return Scope{page.id, event.notice_id, family(tx, page.id, *ids), event.kind == Kind::ComponentChanged,
                 can_send_sms(page)};
}

Scope Scope::of_draft(db::Tx& tx, const pages::Page& page, const std::vector<std::string>& components,
                      const std::string& notice_id) {
    return {page.id, notice_id, family(tx, page.id, components), false, can_send_sms(page)};
}

std::int64_t list_recipients(db::Tx& tx, const Scope& scope, const std::string& event_id, std::int64_t from,
                             std::int64_t to, Millis starts_at, Millis now) {
    std::vector<db::Value> binds{event_id, now, scope.page_id, from, to, starts_at};
    const std::string told = is_told(scope, binds);
    // Each place is looked at once, so none of them is there yet. To ask for it costs PostgreSQL a third of the time.
    return tx
        .run("deliveries.list_recipients",
             R"(insert into deliveries (event_id, recipient, channel, state, due_at)
        select $1, s.id, s.channel, 'WAITING', case s.channel when 'EMAIL' then cast($2 as bigint) else $6 end
        from subscribers s where s.page_id = $3 and s.place > $4 and s.place <= $5 and )" +
                 told,
             std::move(binds))
        .changed;
}

std::int64_t last_place(db::Tx& tx, const std::string& page_id) {
    const auto row =
        tx.one("subscribers.last_place", "select last_place from subscriber_places where page_id = $1", page_id);
    return row ? row->integer(0) : 0;
}

Forecast forecast(db::Tx& tx, const Scope& scope) {
    std::vector<db::Value> binds{scope.page_id};
    const std::string reason =
        "case when s.confirmed = 0 then 'NOT_CONFIRMED' when s.paused_at is not null then "
        "'PAUSED' when " SUPPRESSED " then 'SUPPRESSED' when not (" +
        channel_is_on(scope) + ") then 'CHANNEL_OFF' when not " + asked_for(scope, binds) +
        " then 'OTHER_COMPONENTS' else '' end";
    Forecast result;
    result.choices = count_choices(tx, scope);
    for (const db::Row& row : tx.run("subscribers.forecast",
                                     "select channel, language, reason, count(*) from (select s.channel as channel, "
                                     "s.language as language, " +
                                         reason +
                                         " as reason from subscribers s where s.page_id = $1) judged "
                                         "group by channel, language, reason order by 1, 2, 3",
                                     std::move(binds))
                                  .rows) {
        if (row.text(2).empty()) {
            result.told.push_back({row.text(0), row.text(1), row.integer(3)});
            continue;
        }
        const auto same = std::ranges::find_if(result.left_out, [&](const Forecast::LeftOut& other) {
            return other.channel == row.text(0) && other.reason == row.text(2);
        });
        if (same == result.left_out.end())
            result.left_out.push_back({row.text(0), row.text(2), row.integer(3)});
        else
            same->count += row.integer(3);
    }
    return result;
}

}  // namespace daymark::notify
