// JSON about a public page on the API's host: what programs get, and what they must not.
#include "site/on_public_site.h"

#include <algorithm>

namespace daymark::test {
namespace {

class PublicData : public OnPublicSite {
protected:
    http::Response ask(const std::string& path, const std::string& query = {}, const std::string& page = "acme",
                       const std::string& known_etag = {}) {
        settle();
        http::Request request;
        request.path = path;
        request.headers = {{"accept-encoding", "identity"}};
        if (!known_etag.empty()) request.headers.emplace_back("if-none-match", known_etag);
        if (const std::size_t equals = query.find('='); equals != std::string::npos) {
            request.query.emplace_back(query.substr(0, equals), query.substr(equals + 1));
        }
        return site->public_data(page, path, request);
    }
    json::value data(const std::string& path, const std::string& query = {}) {
        const http::Response response = ask(path, query);
        return json::parse(response.shared_body ? *response.shared_body : response.body);
    }
    [[nodiscard]] ErrorCode refusal(const std::string& path, const std::string& query = {},
                                    const std::string& page = "acme") {
        try {
            (void)ask(path, query, page);
        } catch (const Error& error) {
            return error.code();
        }
        ADD_FAILURE() << path << " was answered";
        return ErrorCode::Internal;
    }
    static std::string words(const json::value& value) { return json::text(value); }
};
INSTANTIATE_TEST_SUITE_P(Databases, PublicData, both(), kind_name);

TEST_P(PublicData, ThePageAndItsDocumentsAreThere) {
    EXPECT_EQ(data("").at("site").at("id").as_string(), app->id("acme"));
    EXPECT_EQ(data("/").at("site").at("url").as_string(), "https://acme.status.test");
    for (const char* path : {"/summary.json", "/v3/components.json", "/status.json"}) {
        EXPECT_EQ(json::text(data(path)), page(path)) << path;
    }
}

TEST_P(PublicData, IncidentsAreToldNewestFirstWithTheirTranslations) {
    const std::string first = open_incident(R"(,"translations":{"name":{"fr":"Lent"}})");
    app->clock().tick(one_minute);
    const std::string second = open_incident();
    const json::value list = data("/incidents");
    ASSERT_EQ(list.as_array().size(), 2U);
    EXPECT_EQ(list.at(0).at("id").as_string(), second);
    EXPECT_EQ(words(list.at(1).at("name")), R"({"default":"Checkout is slow","fr":"Lent"})");
    EXPECT_EQ(list.at(1).at("impact").as_string(), "PARTIALOUTAGE");
    EXPECT_EQ(list.at(1).at("url").as_string(), "https://acme.status.test/" + first);
    EXPECT_EQ(list.at(1).at("updates").at(0).at("messageHtml").as_string(), "<p>Looking</p>");
    EXPECT_EQ(words(list.at(1).at("components").at(0).at("name")), R"({"default":"API"})");
    EXPECT_EQ(data("/incidents", "per_page=1").as_array().size(), 1U);
    EXPECT_EQ(words(data("/incidents/" + first)), words(list.at(1)));
}

TEST_P(PublicData, DraftsAreToldNowhere) {
    const std::string draft = open_incident(R"(,"shouldPublish":false)");
    EXPECT_EQ(words(data("/incidents")), "[]");
    EXPECT_EQ(refusal("/incidents/" + draft), ErrorCode::NotFound);
    const std::string month = std::to_string(FakeClock::start);
    EXPECT_EQ(words(data("/notices/monthly/" + month)), R"({"month":{"notices":[]}})");
}

TEST_P(PublicData, AnIncidentIsToldWithItsPostmortemOncePublished) {
    const std::string id = open_incident();
    app->put("alice", app->acme("/incidents/" + id), R"({"status":"RESOLVED"})");
    EXPECT_TRUE(data("/incidents/" + id).at("postmortem").is_null());
    const std::string postmortem = "/x/" + app->id("acme") + "/incidents/" + id + "/postmortem";
    app->put("alice", postmortem,
             R"({"message":"A disk","shouldPublish":false,"translations":{"message":{"de":"Eine Platte"}}})");
    EXPECT_TRUE(data("/incidents/" + id).at("postmortem").is_null());
    app->put("alice", postmortem, R"({"message":"A disk","shouldPublish":true})");
    const json::value told = data("/incidents/" + id);
    EXPECT_EQ(words(told.at("postmortem").at("message")), R"({"default":"A disk","de":"Eine Platte"})");
    EXPECT_EQ(told.at("postmortem").at("messageHtml").as_string(), "<p>A disk</p>");
    EXPECT_EQ(words(data("/incidents").at(0)), words(told));
    const std::string month = std::to_string(FakeClock::start);
    EXPECT_EQ(words(data("/notices/monthly/" + month).at("month").at("notices").at(0)), words(told));
}

TEST_P(PublicData, MaintenancesAreTold) {
    const std::string id = app->post("alice", app->acme("/maintenances"),
                                     R"({"name":"Upgrade","start":"2026-03-01T02:00:00Z","duration":60})")
                               .word("id");
    const json::value one = data("/maintenances/" + id);
    EXPECT_EQ(one.at("type").as_string(), "MAINTENANCE");
    EXPECT_EQ(one.at("started").as_string(), "2026-03-01T02:00:00.000Z");
    EXPECT_EQ(one.at("end").as_string(), "2026-03-01T03:00:00.000Z");
    EXPECT_EQ(words(data("/maintenances").at(0)), words(one));
    EXPECT_EQ(refusal("/incidents/" + id), ErrorCode::NotFound);
}

TEST_P(PublicData, AMonthIsCutInThePagesZoneAndHasPages) {
    app->put("alice", app->acme(), R"({"timezone":"Asia/Tokyo"})");
    // Half past midnight of 1 February in Tokyo, and half an hour before it.
    for (const char* started : {"2026-01-31T15:30:00Z", "2026-01-31T14:30:00Z"}) {
        app->post("alice", app->acme("/incidents"),
                  json::text(json::object{{"name", started}, {"status", "RESOLVED"}, {"started", started}}));
    }
    const std::string february = std::to_string(FakeClock::start);
    const json::value notices = data("/notices/monthly/" + february).at("month").at("notices");
    ASSERT_EQ(notices.as_array().size(), 1U);
    EXPECT_EQ(words(notices.at(0).at("name")), R"({"default":"2026-01-31T15:30:00Z"})");
    for (int i = 0; i < 20; ++i) open_incident();
    EXPECT_EQ(data("/notices/monthly/" + february).at("month").at("notices").as_array().size(), 20U);
    const json::value rest = data("/notices/monthly/" + february, "page_no=2").at("month").at("notices");
    ASSERT_EQ(rest.as_array().size(), 1U);
    EXPECT_EQ(rest.at(0).at("status").as_string(), "RESOLVED");
    EXPECT_EQ(words(data("/notices/monthly/" + february, "page_no=999999")), R"({"month":{"notices":[]}})");
}

TEST_P(PublicData, UptimeIsThatOfTheSpanThatIsAskedFor) {
    const std::string website = "/components/" + app->id("website");
    app->put("alice", app->acme(website), R"({"status":"MAJOROUTAGE"})");
    app->clock().tick(12 * one_hour);
    app->put("alice", app->acme(website), R"({"status":"OPERATIONAL"})");
    app->clock().tick(12 * one_hour);
    const auto uptime = [&](const std::string& query) {
        return std::string(
            data("/uptime", query).at("componentsUptime").at(app->id("website")).at("uptime").as_string());
    };
    EXPECT_EQ(uptime(""), "99.44");
    EXPECT_EQ(uptime("startDate=2026-02-03T10:01:00Z"), "50");
    EXPECT_EQ(uptime("startDate=2026-02-03T22:01:00Z"), "100");
    app->put("alice", app->acme(website), R"({"showUptime":false})");
    EXPECT_FALSE(data("/uptime").at("componentsUptime").as_object().contains(app->id("website")));
    EXPECT_TRUE(data("/uptime").at("componentsUptime").as_object().contains(app->id("api")));
    EXPECT_EQ(refusal("/uptime", "startDate=yesterday"), ErrorCode::BadRequest);
    EXPECT_EQ(refusal("/uptime", "startDate=2027-01-01"), ErrorCode::BadRequest);
}

TEST_P(PublicData, MetricsAreFineForADayAndCoarseForAYear) {
    const std::string metric = app->post("bob", app->acme("/metrics"), R"({"name":"Load","suffix":"%"})").word("id");
    const Millis base = FakeClock::start / one_day * one_day;
    json::array points;
    for (const Millis at : {base - 200 * one_day, base - 5 * one_day, base, base + one_minute, base + 6 * one_minute}) {
        points.push_back(json::object{{"timestamp", at}, {"value", points.size() + 1}});
    }
    app->post("bob", app->acme("/metrics/" + metric + "/data"), json::text(points));
    const auto shown = [&](const std::string& query) {
        std::string text;
        const json::value answer = data("/metrics/" + metric + "/data", query);
        for (const json::value& point : answer.at("data").as_array()) {
            const Millis minutes = (point.at("timestamp").as_int64() - base) / one_minute;
            text += std::to_string(minutes) + "=" + json::text(point.at("value")) + " ";
        }
        return text;
    };
    EXPECT_EQ(shown(""), "0=3.5 5=5 ");
    EXPECT_EQ(shown("day=7"), "-7200=2 0=4 ");
    EXPECT_EQ(shown("day=365"), "-288000=1 -7200=2 0=4 ");
    EXPECT_EQ(data("/metrics/" + metric + "/data").at("suffix").as_string(), "%");
    for (const char* bad : {"day=0", "day=-1", "day=x", "day=99999"}) {
        EXPECT_EQ(refusal("/metrics/" + metric + "/data", bad), ErrorCode::BadRequest) << bad;
    }
    app->put("bob", app->acme("/metrics/" + metric), R"({"active":false})");
    EXPECT_EQ(refusal("/metrics/" + metric + "/data"), ErrorCode::NotFound);
}

TEST_P(PublicData, AnotherPagesThingsAreNotFoundThroughThisOne) {
    const std::string hers = "/v1/" + app->id("mallorys_page");
    const std::string incident =
        app->post("mallory", hers + "/incidents", R"({"name":"Hers","status":"IDENTIFIED"})").word("id");
    const std::string metric = app->post("mallory", hers + "/metrics", R"({"name":"Hers"})").word("id");
    EXPECT_EQ(refusal("/incidents/" + incident), ErrorCode::NotFound);
    EXPECT_EQ(refusal("/metrics/" + metric + "/data"), ErrorCode::NotFound);
    for (const char* path :
         {"/nothing", "/incidents/%00", "/incidents/a/b", "/metrics/x", "/notices/weekly/1", "/uptime/x"}) {
        EXPECT_EQ(refusal(path), ErrorCode::NotFound) << path;
    }
    for (const char* path : {"/notices/monthly/-1", "/notices/monthly/1e9", "/notices/monthly/99999999999999999999"}) {
        EXPECT_EQ(refusal(path), ErrorCode::BadRequest) << path;
    }
}

TEST_P(PublicData, IsGoneWithThePagesVisibility) {
    open_incident();
    EXPECT_EQ(data("/incidents").as_array().size(), 1U);
    app->put("alice", app->acme(), R"({"private":true})");
    for (const char* path : {"", "/incidents", "/uptime", "/summary.json"}) {
        EXPECT_EQ(refusal(path), ErrorCode::NotFound) << path;
    }
    app->put("alice", app->acme(), R"({"private":false})");
    EXPECT_EQ(data("/incidents").as_array().size(), 1U);
    app->erase("alice", app->acme());
    EXPECT_EQ(refusal("/incidents"), ErrorCode::NotFound);
    EXPECT_EQ(refusal("/incidents", "", "nobody"), ErrorCode::NotFound);
}

TEST_P(PublicData, MayBeReadFromAnySiteAndKeptForAMoment) {
    const http::Response first = ask("/uptime");
    const auto header = [](const http::Response& response, const std::string& name) {
        const auto found = std::ranges::find_if(
            response.headers, [&](const auto& one) { return http::same_ignoring_case(one.first, name); });
        return found == response.headers.end() ? std::string() : found->second;
    };
    EXPECT_EQ(header(first, "access-control-allow-origin"), "*");
    EXPECT_NE(header(first, "cache-control").find("public"), std::string::npos);
    EXPECT_EQ(ask("/uptime", "", "acme", header(first, "etag")).status, 304);
}

}  // namespace
}  // namespace daymark::test
