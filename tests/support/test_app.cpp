// The API in process, and the story of Acme.
#include "support/test_app.h"

#include "app/routes.h"
#include "embedded/migrations.h"
#include "team/teammate_actions.h"
#include "users/user_actions.h"

#include <charconv>

namespace daymark::test {
namespace {

const json::value* member_of(const json::value& from, std::string_view name) {
    if (from.is_object()) return from.get_object().if_contains(name);
    std::size_t index = 0;
    const auto [end, failed] = std::from_chars(name.data(), name.data() + name.size(), index);
    if (!from.is_array() || failed != std::errc()) return nullptr;
    return from.get_array().if_contains(index);
}

/// The query of a target, decoded as the server does it.
std::vector<std::pair<std::string, std::string>> query_of(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> query;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view pair = text.substr(0, end);
        const std::size_t equals = std::min(pair.find('='), pair.size());
        query.emplace_back(http::percent_decode(pair.substr(0, equals), true),
                           http::percent_decode(pair.substr(std::min(equals + 1, pair.size())), true));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return query;
}

}  // namespace

const json::value& Answer::at(std::string_view path) const {
    static const json::value nothing;
    const json::value* place = &body;
    while (!path.empty()) {
        const std::size_t dot = std::min(path.find('.'), path.size());
        place = member_of(*place, path.substr(0, dot));
        if (place == nullptr) {
            ADD_FAILURE() << "no " << path << " in " << text;
            return nothing;
        }
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return *place;
}

std::string Answer::word(std::string_view path) const {
    const json::value& found = at(path);
    if (!found.is_string()) {
        ADD_FAILURE() << path << " is no string in " << text;
        return {};
    }
    return std::string(found.get_string());
}

std::string Answer::error_field() const {
    const json::value* field = member_of(at("error"), "field");
    return field != nullptr ? std::string(field->as_string()) : std::string();
}

deliverability::Report sample_report() {
    using enum deliverability::Topic;
    using enum deliverability::Verdict;
    return {{{Spf, Good, "TXT records of status.test", "v=spf1 mx -all", "It names your mail server.", ""},
             {Dmarc, Bad, "TXT record of _dmarc.status.test", "No DMARC record", "Large receivers refuse such mails.",
              "Publish the record below.", deliverability::Record{"_dmarc.status.test", "TXT", "v=DMARC1; p=none"}}}};
}

TestApp::TestApp(const std::string& kind)
    : database_(fresh_database(kind, embedded::migrations())),
      world_{clock_,
             random_,
             id_maker_,
             key_,
             "automation.status.test",
             "status.test",
             "https://status.test",
             [this](const std::string& page_id) {
                 const std::lock_guard lock(changed_mutex_);
                 changed_.push_back(page_id);
             }},
      api_(*database_.db, world_, app::route_tables()) {
    world_.has_x_app = true;
    world_.deliverability = &watch_;
    tell_story();
}

std::vector<std::string> TestApp::changed_pages() {
    const std::lock_guard lock(changed_mutex_);
    return std::exchange(changed_, {});
}

Act TestApp::act() const { return {world_, {ActorKind::Command, {}, {}}, "192.0.2.1", clock_.now(), {}, {}}; }

void TestApp::add_person(const std::string& name) {
    db().write([&](db::Tx& tx) {
        user_ids_[name] = users::sign_up(tx, act(), {name + "@acme.test", name}).id;
        keys_[name] = users::give_key(tx, act(), user_ids_[name], {.name = "test"}).text;
    });
}

void TestApp::tell_story() {
    for (const char* name : {"alice", "bob", "edna", "vera", "mina", "mallory"}) add_person(name);
    const Answer acme =
        post("alice", "/v1/pages",
             R"({"email":"alice@acme.test","name":"Acme","subdomain":"acme","components":["Website","API","Mail"]})");
    ids_["acme"] = acme.word("id");
    ids_["workspace"] = acme.word("workspaceId");
    ids_["website"] = acme.word("components.0.id");
    ids_["api"] = acme.word("components.1.id");
    ids_["mail"] = acme.word("components.2.id");
    const Answer other =
        post("mallory", "/v1/pages",
             R"({"email":"m@mallory.test","name":"Mallory","subdomain":"mallory","components":["Lair"]})");
    ids_["mallorys_page"] = other.word("id");
    ids_["mallorys_workspace"] = other.word("workspaceId");
    ids_["mallorys_component"] = other.word("components.0.id");
    db().write([&](db::Tx& tx) {
        using enum team::Permission;
        const std::pair<const char*, team::Permission> members[] = {
            {"bob", Write}, {"edna", Editor}, {"vera", Read}, {"mina", Member}};
        for (const auto& [name, permission] : members) {
            team::add(tx, act(), ids_["workspace"], user_ids_[name], permission);
        }
    });
    (void)changed_pages();
    clock_.tick(one_minute);
}

Answer TestApp::request(http::Method method, const std::string& who, const std::string& path, const std::string& body) {
    http::Request request;
    request.method = method;
    request.target = path;
    request.path = path.substr(0, path.find('?'));
    if (request.path.size() < path.size())
        request.query = query_of(std::string_view(path).substr(request.path.size() + 1));
    request.host = "status.test";
    request.remote_address = "192.0.2.7";
    request.body = body;
    if (!who.empty()) {
        const auto known = keys_.find(who);
        request.headers.emplace_back("authorization", "Bearer " + (known != keys_.end() ? known->second : who));
    }
    const http::Response response = api_.handle(request);
    Answer answer{response.status, nullptr, response.body};
    // Tables are told as they are: their text.
    const std::pair<std::string, std::string> table("content-type", "text/csv; charset=utf-8");
    if (std::ranges::find(response.headers, table) != response.headers.end()) return answer;
    const std::pair<std::string, std::string> type("content-type", "application/json; charset=utf-8");
    EXPECT_NE(std::ranges::find(response.headers, type), response.headers.end()) << path;
    answer.body = json::parse(response.body, {.depth = 64, .values = 1'000'000, .string_bytes = 1 << 22});
    return answer;
}

std::string TestApp::dump() {
    const char* tables[][2] = {{"users", "id"},
                               {"workspaces", "id"},
                               {"workspace_members", "workspace_id, user_id"},
                               {"pages", "id"},
                               {"components", "id"},
                               {"component_intervals", "id"},
                               {"incidents", "id"},
                               {"incident_components", "incident_id, component_id"},
                               {"incident_updates", "id"},
                               {"postmortems", "incident_id"},
                               {"events", "id"},
                               {"deliveries", "event_id, recipient"},
                               {"suppressions", "page_id, address"},
                               {"barred_addresses", "page_id, address_hash"},
                               {"channel_health", "page_id, channel"},
                               {"channel_days", "page_id, channel, slot"},
                               {"bounces", "report"},
                               {"bounce_counts", "kind"},
                               {"stopped_pages", "page_id"},
                               {"nudges", "incident_id"},
                               {"domain_checks", "page_id"},
                               {"maintenances", "id"},
                               {"maintenance_components", "maintenance_id, component_id"},
                               {"maintenance_updates", "id"},
                               {"maintenance_transitions", "maintenance_id, transition"},
                               {"recurring_maintenances", "id"},
                               {"general_notices", "id"},
                               {"general_notice_components", "general_notice_id, component_id"},
                               {"removed_notices", "id"},
                               {"templates", "id"},
                               {"template_components", "id"},
                               {"metrics", "id"},
                               {"metric_points", "metric_id, slot"},
                               {"metric_hours", "metric_id, hour"},
                               {"metric_days", "metric_id, day"},
                               {"audience_groups", "id"},
                               {"audience_group_members", "id"},
                               {"audience_group_components", "id"},
                               {"subscribers", "id"},
                               {"subscriber_blocks", "page_id, block"},
                               {"subscriber_places", "page_id"},
                               {"subscriber_components", "subscriber_id, component_id"},
                               {"subscriber_notices", "subscriber_id, notice_id"},
                               {"subscription_requests", "id"},
                               {"entry_requests", "id"},
                               {"consents", "id"},
                               {"x_connections", "page_id"},
                               {"activity", "id"}};
    std::string text;
    db().read([&](db::Tx& tx) {
        for (const auto& [table, order] : tables) {
            text += std::string(table) + "\n";
            for (const db::Row& row :
                 tx.query("test.dump", "select * from " + std::string(table) + " order by " + order)) {
                for (std::size_t i = 0; i < row.size(); ++i) {
                    if (row.is_null(i))
                        text += "null|";
                    else if (const auto* number = std::get_if<std::int64_t>(&row.value(i)))
                        text += std::to_string(*number) + "|";
                    else if (const auto* real = std::get_if<double>(&row.value(i)))
                        text += json::text(*real) + "|";
                    else
                        text += row.text(i) + "|";
                }
                text += "\n";
            }
        }
    });
    return text;
}

}  // namespace daymark::test
