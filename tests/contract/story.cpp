// Look-ups behind the API.
#include "contract/story.h"

#include "app/routes.h"
#include "platform/base/time_text.h"

namespace daymark::contract {
namespace {

std::string minutes_after_start(Millis at) {
    const Millis after = at - test::FakeClock::start;
    std::string text = std::to_string(after / one_minute);
    if (after % one_minute != 0) text += "+" + std::to_string(after % one_minute) + "ms";
    return text;
}

}  // namespace

std::string minute(double count) {
    return iso_time(test::FakeClock::start + static_cast<Millis>(count * static_cast<double>(one_minute)));
}

std::vector<std::string> outages(TestApp& app, const std::string& component_id) {
    return app.db().read([&](db::Tx& tx) {
        std::vector<std::string> found;
        for (const db::Row& row : tx.query("test.outages", R"(select status, from_at, to_at, cause
            from component_intervals where component_id = $1 order by from_at, id)",
                                           component_id)) {
            found.push_back(row.text(0) + " " + minutes_after_start(row.integer(1)) + ".." +
                            (row.is_null(2) ? "" : minutes_after_start(row.integer(2))) + " " +
                            (row.text(3).empty() ? "person" : "incident"));
        }
        return found;
    });
}

std::vector<Logged> activity_log(TestApp& app) {
    return app.db().read([&](db::Tx& tx) {
        std::vector<Logged> log;
        for (const db::Row& row : tx.query("test.activity", R"(select event, subject_id, actor_id, actor_kind,
            remote_address, announce, detail from activity where workspace_id = $1 order by sequence)",
                                           app.id("workspace"))) {
            log.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.boolean(5),
                           json::parse(row.text(6))});
        }
        return log;
    });
}

Logged last_logged(TestApp& app) { return activity_log(app).back(); }

std::int64_t count_of(TestApp& app, const std::string& table) {
    return app.db().read(
        [&](db::Tx& tx) { return tx.one("test.count", "select count(*) from " + table).value().integer(0); });
}

std::string dump_with_keys(TestApp& app) {
    std::string text = app.dump() + "api_keys\n";
    app.db().read([&](db::Tx& tx) {
        for (const db::Row& row : tx.query("test.keys", R"(select id || '|' || user_id || '|' || hash || '|' || name,
            expires_at, revoked_at from api_keys order by id)")) {
            text += row.text(0) + "|" + std::to_string(row.maybe_integer(1).value_or(0)) + "|" +
                    std::to_string(row.maybe_integer(2).value_or(0)) + "\n";
        }
    });
    return text;
}

std::string component_status(TestApp& app, const std::string& name) {
    return app.get("vera", app.acme("/components/" + app.id(name))).word("status");
}

std::string page_status(TestApp& app) {
    const Answer page = app.get("vera", app.acme());
    return page.word("status") + " " + page.word("mainStatus");
}

http::Response send(TestApp& app, http::Request request) {
    request.remote_address = "192.0.2.7";
    return api::Api(app.db(), app.world(), app::route_tables()).handle(request);
}

std::vector<std::string> words_of(const json::value& list, std::string_view name) {
    std::vector<std::string> words;
    for (const json::value& item : list.as_array()) words.emplace_back(item.as_object().at(name).as_string());
    return words;
}

Strings differences(const Answer& left, const Answer& right) {
    Strings names;
    for (const auto& [name, value] : left.body.as_object()) {
        if (right.at(name) != value) names.emplace_back(name);
    }
    return names;
}

std::string body(const json::object& members) { return json::text(members); }

}  // namespace daymark::contract
