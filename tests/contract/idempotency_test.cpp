// Repeated requests: carried out once, answered each time.
#include "api/idempotency.h"
#include "api/idempotency_store.h"
#include "contract/story.h"

#include <algorithm>
#include <thread>

namespace daymark::contract {
namespace {

constexpr std::string_view draft = R"({"name":"Slow","status":"INVESTIGATING"})";

class Idempotency : public OnTestApp {
protected:
    http::Response post(const std::string& who, const std::string& path, std::string_view text,
                        const std::string& key) const {
        http::Request request;
        request.method = http::Method::Post;
        request.target = request.path = path;
        request.body = text;
        request.headers = {{"authorization", "Bearer " + app->key_of(who)}, {"idempotency-key", key}};
        return send(*app, request);
    }
    http::Response report(const std::string& key, std::string_view text = draft, const std::string& who = "edna") {
        return post(who, app->acme("/incidents"), text, key);
    }
    static bool is_replayed(const http::Response& response) {
        const std::pair<std::string, std::string> mark("idempotent-replayed", "true");
        return std::ranges::find(response.headers, mark) != response.headers.end();
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Idempotency, test::both(), test::kind_name);

TEST_P(Idempotency, ARepeatedRequestIsAnsweredAndNotCarriedOutAgain) {
    const http::Response first = report("one");
    EXPECT_EQ(first.status, 200) << first.body;
    EXPECT_FALSE(is_replayed(first));
    const std::string before = app->dump();
    const http::Response second = report("one");
    EXPECT_EQ(second.body, first.body);
    EXPECT_TRUE(is_replayed(second));
    EXPECT_EQ(app->dump(), before);
    EXPECT_NE(report("two").body, first.body) << "another key, another incident";
    EXPECT_NE(report("").body, first.body) << "no key";
    EXPECT_EQ(count_of(*app, "incidents"), 3);
}

TEST_P(Idempotency, AnotherRequestUnderTheKeyIsRefused) {
    EXPECT_EQ(report("one").status, 200);
    const std::string before = app->dump();
    EXPECT_EQ(report("one", R"({"name":"Other","status":"INVESTIGATING"})").status, 409);
    EXPECT_EQ(post("edna", app->acme("/maintenances"), draft, "one").status, 409) << "another path";
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Idempotency, ARefusedRequestMayBePutRight) {
    EXPECT_EQ(report("one", R"({"name":"Slow"})").status, 400);
    EXPECT_EQ(report("one").status, 200);
    EXPECT_EQ(count_of(*app, "incidents"), 1);
}

TEST_P(Idempotency, AKeyIsItsUsersOwn) {
    const http::Response hers = report("one");
    const http::Response his = report("one", draft, "bob");
    EXPECT_EQ(his.status, 200);
    EXPECT_NE(his.body, hers.body);
    EXPECT_EQ(report("one", draft, "vera").status, 403) << "who may not do it is not told that it was done";
}

TEST_P(Idempotency, AKeyHasALength) {
    EXPECT_EQ(report(std::string(255, 'k')).status, 200);
    EXPECT_EQ(report(std::string(256, 'k')).status, 400);
}

TEST_P(Idempotency, NothingOfRequestOrAnswerCanBeReadInTheDatabase) {
    const http::Response made = post("alice", "/x/keys", R"({"name":"ci"})", "plain-word");
    const std::string text(json::parse(made.body).at("key").as_string());
    EXPECT_EQ(post("alice", "/x/keys", R"({"name":"ci"})", "plain-word").body, made.body);
    app->db().read([&](db::Tx& tx) {
        const auto row = tx.one("test", "select key_hash, request_hash, answer from idempotency_keys");
        for (std::size_t i = 0; i < 3; ++i) {
            EXPECT_EQ(row->text(i).find(text), std::string::npos);
            EXPECT_EQ(row->text(i).find("plain-word"), std::string::npos);
        }
    });
}

TEST_P(Idempotency, IsForgottenAfterADay) {
    const http::Response first = report("one");
    const auto forget = [&] {
        return app->db().write(
            [&](db::Tx& tx) { return api::forget_answers(tx, app->clock().now() - api::answers_kept); });
    };
    EXPECT_EQ(forget(), 0);
    app->clock().tick(one_day + 1);
    EXPECT_EQ(forget(), 1);
    EXPECT_NE(report("one").body, first.body);
}

TEST_P(Idempotency, OfManyAtOnceOneIsCarriedOut) {
    std::vector<http::Response> answers(8);
    std::vector<std::thread> threads;
    for (http::Response& answer : answers) {
        threads.emplace_back([&] { answer = report("one"); });
    }
    for (std::thread& thread : threads) thread.join();
    for (const http::Response& answer : answers) {
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_EQ(answer.body, answers[0].body);
    }
    EXPECT_EQ(count_of(*app, "incidents"), 1);
}

}  // namespace
}  // namespace daymark::contract
