// How often a key may call, and what the answers say about it.
#include "app/routes.h"
#include "contract/story.h"

#include <algorithm>

namespace daymark::contract {
namespace {

class RateLimit : public OnTestApp {
protected:
    static constexpr std::int64_t per_minute = 40;

    void SetUp() override {
        OnTestApp::SetUp();
        if (app) limited_ = std::make_unique<api::Api>(app->db(), app->world(), app::route_tables(), per_minute);
    }
    http::Response call(http::Method method, const std::string& key, const std::string& path,
                        const std::string& text = {}) {
        http::Request request;
        request.method = method;
        request.path = request.target = path;
        request.body = text;
        request.remote_address = "192.0.2.7";
        if (!key.empty()) request.headers.emplace_back("authorization", "Bearer " + key);
        return limited_->handle(request);
    }
    http::Response get(const std::string& who) { return call(http::Method::Get, app->key_of(who), "/v1/user"); }
    [[nodiscard]] static std::string header(const http::Response& response, const std::string& name) {
        const auto found = std::ranges::find(response.headers, name, [](const auto& one) { return one.first; });
        return found == response.headers.end() ? "" : found->second;
    }
    void use_up(const std::string& who) {
        for (int i = 0; i < per_minute; ++i) ASSERT_EQ(get(who).status, 200);
    }

private:
    std::unique_ptr<api::Api> limited_;
};
INSTANTIATE_TEST_SUITE_P(Databases, RateLimit, test::both(), test::kind_name);

TEST_P(RateLimit, EveryAnswerToAKeySaysWhatIsLeft) {
    const http::Response first = get("bob");
    EXPECT_EQ(header(first, "ratelimit-policy"), "\"default\";q=40;w=60");
    EXPECT_EQ(header(first, "ratelimit"), "\"default\";r=39;t=2");
    EXPECT_EQ(header(first, "retry-after"), "");
    const http::Response missing = call(http::Method::Get, app->key_of("bob"), app->acme("/incidents/cnone"));
    EXPECT_EQ(missing.status, 404);
    EXPECT_EQ(header(missing, "ratelimit"), "\"default\";r=38;t=3");
}

TEST_P(RateLimit, BeyondItCallsAreRefusedAndChangeNothingUntilTheTimeThatIsSaid) {
    use_up("bob");
    const std::string before = dump_with_keys(*app);
    const http::Response refused =
        call(http::Method::Post, app->key_of("bob"), app->acme("/components"), R"({"name":"X"})");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(json::parse(refused.body).at("error").at("code").as_string(), "too_many_requests");
    EXPECT_EQ(header(refused, "retry-after"), "2");
    EXPECT_EQ(dump_with_keys(*app), before);
    EXPECT_EQ(get("alice").status, 200) << "others go on";
    app->clock().tick(2 * one_second);
    EXPECT_EQ(get("bob").status, 200);
}

TEST_P(RateLimit, WhoUsedUpTheirShareMayStillTellTheWorld) {
    use_up("edna");
    EXPECT_EQ(get("edna").status, 429);
    const std::string incident = R"({"name":"Slow","status":"INVESTIGATING"})";
    EXPECT_EQ(call(http::Method::Post, app->key_of("edna"), app->acme("/incidents"), incident).status, 200);
    EXPECT_EQ(call(http::Method::Post, app->key_of("edna"), app->acme("/maintenances"), R"({"name":"A"})").status, 200);
    EXPECT_EQ(call(http::Method::Post, app->key_of("edna"), app->acme("/incidents"), incident).status, 429);
}

TEST_P(RateLimit, GuessingKeysIsLimitedByAddressAndLocksNobodyOut) {
    const std::string wrong(32, 'a');
    for (int i = 0; i < per_minute / 10; ++i) EXPECT_EQ(call(http::Method::Get, wrong, "/v1/user").status, 403);
    EXPECT_EQ(call(http::Method::Get, wrong, "/v1/user").status, 429);
    EXPECT_EQ(call(http::Method::Get, "", "/v1/user").status, 429);
    EXPECT_EQ(get("bob").status, 200) << "a good key from the same address";
}

}  // namespace
}  // namespace daymark::contract
