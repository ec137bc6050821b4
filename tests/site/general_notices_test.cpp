// General notices as readers get them.
#include "platform/base/time_text.h"
#include "site/on_public_site.h"

#include <chrono>
#include <thread>

namespace daymark::test {
namespace {

class ShownGeneralNotices : public OnPublicSite {
protected:
    std::string post(json::object more = {}) {
        more.emplace("name", "New office");
        more.emplace("message", "We *moved*");
        return app->post("alice", "/x/" + app->id("acme") + "/general-notices", json::text(more)).word("id");
    }
    [[nodiscard]] std::string in(Millis span) { return iso_time(app->clock().now() + span); }
    [[nodiscard]] bool has(const std::string& path, const std::string& text) {
        return page(path).find(text) != std::string::npos;
    }
    /// The compiler looks at the clock by itself; nothing else changes.
    [[nodiscard]] bool comes_to_have(const std::string& path, const std::string& text, bool wanted) {
        for (int i = 0; i < 40 && has(path, text) != wanted; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        return has(path, text) == wanted;
    }
    json::value data(const std::string& path) {
        settle();
        http::Request request;
        request.path = path;
        request.headers = {{"accept-encoding", "identity"}};
        return json::parse(body_of(site->public_data("acme", path, request)));
    }
    [[nodiscard]] bool is_told(const std::string& path) {
        try {
            (void)data(path);
            return true;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::NotFound);
            return false;
        }
    }
    const std::string box = "class=\"card note n quietly\"";
};
INSTANTIATE_TEST_SUITE_P(Databases, ShownGeneralNotices, both(), kind_name);

TEST_P(ShownGeneralNotices, StandInTheirOwnBoxAboveTheComponents) {
    const std::string summary = page("/summary.json");
    const std::string id = post({{"components", {app->id("api")}}});
    const std::string home = page();
    ASSERT_NE(home.find(box), std::string::npos);
    EXPECT_LT(home.find(box), home.find("id=\"parts\""));
    EXPECT_NE(home.find("<p>We <em>moved</em></p>"), std::string::npos);
    EXPECT_NE(home.find("href=\"notice/" + id), home.rfind("href=\"notice/" + id)) << "also in the past days";
    EXPECT_NE(home.find("All systems operational"), std::string::npos);
    EXPECT_EQ(home.find("open incident"), std::string::npos);
    EXPECT_EQ(page("/summary.json"), summary) << "no incident";
    EXPECT_FALSE(has("/components.json", id));
}

TEST_P(ShownGeneralNotices, HaveAPageOfTheirOwn) {
    const std::string id = post({{"components", {app->id("api")}}, {"ends", in(one_hour)}});
    for (const std::string& path : {"/" + id, "/notice/" + id}) {
        EXPECT_EQ(read(path).status, 200) << path;
        EXPECT_TRUE(has(path, "Notice details")) << path;
        EXPECT_TRUE(has(path, "Posted")) << path;
        EXPECT_FALSE(has(path, "Affected components")) << path;
        EXPECT_TRUE(has(path, "<bdi>API</bdi>")) << path;
        EXPECT_FALSE(has(path, "esolved</")) << path << ": there is nothing to resolve";
    }
}

TEST_P(ShownGeneralNotices, LeaveTheHomePageAtTheirEnd) {
    const std::string id = post({{"ends", in(one_hour)}});
    EXPECT_TRUE(has("/", box));
    app->clock().tick(one_hour);
    EXPECT_TRUE(comes_to_have("/", box, false)) << "nothing changed but the time";
    EXPECT_TRUE(has("/", "notice/" + id)) << "in the past days";
    app->clock().tick(30 * one_day);
    app->put("alice", app->acme(), R"({"name":"Acme"})");
    EXPECT_FALSE(has("/", id));
    EXPECT_TRUE(has("/notice/" + id, "<em>moved</em>")) << "on request";
    EXPECT_TRUE(has("/" + id, "<em>moved</em>")) << "on request";
}

TEST_P(ShownGeneralNotices, ComeAtTheirStart) {
    const std::string id = post({{"started", in(one_hour)}});
    EXPECT_FALSE(has("/", id));
    EXPECT_EQ(read("/" + id).status, 404);
    EXPECT_FALSE(is_told("/general-notices/" + id));
    EXPECT_EQ(json::text(data("/general-notices")), "[]");
    app->clock().tick(one_hour);
    EXPECT_TRUE(comes_to_have("/", box, true)) << "nothing changed but the time";
    EXPECT_EQ(read("/" + id).status, 200);
    EXPECT_TRUE(is_told("/general-notices/" + id));
}

TEST_P(ShownGeneralNotices, DraftsAndRemovedOnesAreNowhere) {
    const std::string draft = post({{"shouldPublish", false}});
    const std::string removed = post();
    EXPECT_TRUE(has("/", removed));
    app->erase("alice", "/x/" + app->id("acme") + "/general-notices/" + removed);
    EXPECT_FALSE(has("/", box));
    for (const std::string& id : {draft, removed}) {
        const int nowhere = id == draft ? 404 : 410;
        EXPECT_EQ(read("/" + id).status, nowhere);
        EXPECT_EQ(read("/notice/" + id).status, nowhere);
        EXPECT_FALSE(is_told("/general-notices/" + id));
    }
}

TEST_P(ShownGeneralNotices, AreToldToPrograms) {
    const std::string first = post({{"components", {app->id("api")}}, {"translations", {{"name", {{"de", "Umzug"}}}}}});
    app->clock().tick(one_minute);
    const std::string second = post();
    const json::value list = data("/general-notices");
    ASSERT_EQ(list.as_array().size(), 2U);
    EXPECT_EQ(list.at(0).at("id").as_string(), second);
    EXPECT_EQ(json::text(list.at(1).at("name")), R"({"default":"New office","de":"Umzug"})");
    EXPECT_EQ(list.at(1).at("type").as_string(), "GENERAL");
    EXPECT_EQ(list.at(1).at("messageHtml").as_string(), "<p>We <em>moved</em></p>");
    EXPECT_EQ(list.at(1).at("url").as_string(), "https://acme.status.test/" + first);
    EXPECT_EQ(json::text(list.at(1).at("components").at(0).at("name")), R"({"default":"API"})");
    EXPECT_EQ(json::text(data("/general-notices/" + first)), json::text(list.at(1)));
    EXPECT_FALSE(is_told("/incidents/" + first));
}

}  // namespace
}  // namespace daymark::test
