// The caller's own account by way of the API: profile (contract §6.5) and API keys.
#include "contract/story.h"

#include <regex>

namespace daymark::contract {
namespace {

class Users : public OnTestApp {
protected:
    /// What is known of a key in the caller's list.
    [[nodiscard]] json::object key_of(const std::string& who, const std::string& id) const {
        const Answer list = app->get(who, "/x/keys");
        for (const json::value& key : list.body.as_array()) {
            if (key.at("id").as_string() == id) return key.as_object();
        }
        ADD_FAILURE() << "no key " << id;
        return {};
    }
    Answer make_key(const json::object& members) { return app->post("bob", "/x/keys", body(members)); }
};
INSTANTIATE_TEST_SUITE_P(Databases, Users, test::both(), test::kind_name);

TEST_P(Users, TheProfileIsOneObjectUnderBothVersions) {
    const Answer shown = app->get("bob", "/v1/user");
    EXPECT_EQ(shown.text, R"({"id":")" + app->user_id("bob") +
                              R"(","email":"bob@acme.test","name":"bob","slug":"bob","avatar":null})");
    EXPECT_EQ(app->get("bob", "/v2/user").text, shown.text);
}

TEST_P(Users, AKeyIsShownOnceAndWorks) {
    const Answer made = make_key({{"name", "ci"}});
    const std::string key = made.word("key");
    EXPECT_TRUE(std::regex_match(key, std::regex("dmk_[0-9A-Za-z]{36}"))) << key;
    EXPECT_EQ(made.word("name"), "ci");
    EXPECT_EQ(made.word("hint"), key.substr(0, 4) + "…" + key.substr(key.size() - 4));
    EXPECT_EQ(made.word("createdAt"), minute(1));
    EXPECT_EQ(app->get(key, "/v1/user").word("id"), app->user_id("bob"));
    const Answer list = app->get("bob", "/x/keys");
    EXPECT_EQ(list.text.find(key), std::string::npos);
    EXPECT_TRUE(key_of("bob", made.word("id")).at("key").is_null());
}

TEST_P(Users, TheDatabaseHoldsOnlyAHashOfAKey) {
    const std::string key = make_key({{"name", "ci"}}).word("key");
    const std::string held = dump_with_keys(*app);
    EXPECT_EQ(held.find(key), std::string::npos);
    EXPECT_EQ(held.find(key.substr(4, 30)), std::string::npos);
    EXPECT_NE(held.find(app->world().key.hash(key)), std::string::npos);
    EXPECT_EQ(held.find(crypto::sha256_hex(key)), std::string::npos) << "the hash needs the server's secret";
}

TEST_P(Users, ARevokedKeyIsDeadAtOnceAndOnlyThatOne) {
    const Answer made = make_key({{"name", "ci"}});
    const Answer gone = app->erase("bob", "/x/keys/" + made.word("id"));
    EXPECT_EQ(gone.text, R"({"id":")" + made.word("id") + "\"}");
    EXPECT_EQ(app->get(made.word("key"), "/v1/user").status, 403);
    EXPECT_EQ(app->get("bob", "/v1/user").status, 200);
    EXPECT_EQ(key_of("bob", made.word("id")).at("revokedAt").as_string(), minute(1));
    EXPECT_EQ(app->erase("bob", "/x/keys/" + made.word("id")).status, 404) << "it is revoked already";
}

TEST_P(Users, AKeyMayRevokeItself) {
    const Answer made = make_key({{"name", "ci"}});
    EXPECT_EQ(app->erase(made.word("key"), "/x/keys/" + made.word("id")).status, 200);
    EXPECT_EQ(app->get(made.word("key"), "/x/keys").status, 403);
}

TEST_P(Users, AKeyWithAnEndStopsThere) {
    const std::string key = make_key({{"name", "ci"}, {"expiresAt", minute(10)}}).word("key");
    app->clock().set(test::FakeClock::start + 10 * one_minute - 1);
    EXPECT_EQ(app->get(key, "/v1/user").status, 200);
    app->clock().tick(1);
    EXPECT_EQ(app->get(key, "/v1/user").status, 403);
}

TEST_P(Users, AnEndMustLieAhead) {
    const std::string before = dump_with_keys(*app);
    for (const json::value& past : {json::value(minute(1)), json::value(minute(0)), json::value(0)}) {
        const Answer refused = make_key({{"name", "ci"}, {"expiresAt", past}});
        EXPECT_EQ(refused.status, 400);
        EXPECT_EQ(refused.error_field(), "expiresAt");
    }
    EXPECT_EQ(make_key({{"expiresAt", minute(9)}}).error_field(), "name");
    EXPECT_EQ(make_key({{"name", std::string(101, 'x')}}).error_field(), "name");
    EXPECT_EQ(dump_with_keys(*app), before);
}

TEST_P(Users, LastUseIsExactToAMinute) {
    const Answer made = make_key({{"name", "ci"}});
    const auto last_use = [&] { return json::text(key_of("bob", made.word("id")).at("lastUsedAt")); };
    const auto quoted = [](double at) { return '"' + minute(at) + '"'; };
    EXPECT_EQ(last_use(), "null");
    const auto use_at = [&](double at) {
        app->clock().set(test::FakeClock::start + static_cast<Millis>(at * static_cast<double>(one_minute)));
        EXPECT_EQ(app->get(made.word("key"), "/v1/user").status, 200);
    };
    use_at(2);
    EXPECT_EQ(last_use(), quoted(2));
    use_at(2.99);
    EXPECT_EQ(last_use(), quoted(2)) << "not a write for every read";
    use_at(3);
    EXPECT_EQ(last_use(), quoted(3));
    use_at(60.5);
    EXPECT_EQ(last_use(), quoted(60.5));
}

TEST_P(Users, AKeySaysWhatItIsFor) {
    const Answer plain = make_key({{"name", "ci"}});
    EXPECT_EQ(plain.word("scope"), "write");
    EXPECT_TRUE(plain.at("pageId").is_null());
    const Answer narrow = make_key({{"name", "wall"}, {"scope", "read"}, {"pageId", app->id("acme")}});
    EXPECT_EQ(narrow.word("scope"), "read");
    EXPECT_EQ(narrow.word("pageId"), app->id("acme"));
    EXPECT_EQ(key_of("bob", narrow.word("id")).at("scope").as_string(), "read");
    EXPECT_EQ(make_key({{"name", "x"}, {"pageId", app->id("mallorys_page")}}).error_field(), "pageId");
    EXPECT_EQ(make_key({{"name", "x"}, {"scope", "admin"}}).error_field(), "scope");
}

TEST_P(Users, AKeyThatClientsHaveAlreadyMayBeBroughtAlong) {
    const std::string known = "0a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p";
    const Answer made = make_key({{"name", "old bot"}, {"key", known}});
    EXPECT_EQ(made.status, 200) << made.text;
    EXPECT_EQ(made.word("key"), known);
    EXPECT_EQ(made.word("hint"), "0a1b…4o5p");
    EXPECT_EQ(app->get(known, "/v1/user").word("id"), app->user_id("bob"));
    const std::string before = dump_with_keys(*app);
    EXPECT_EQ(app->post("alice", "/x/keys", body({{"name", "mine"}, {"key", known}})).status, 409);
    for (const std::string& bad :
         {std::string(32, 'a'), std::string("short"), std::string(31, 'a') + "B", std::string()}) {
        EXPECT_EQ(make_key({{"name", "x"}, {"key", bad}}).error_field(), "key") << bad;
    }
    EXPECT_EQ(dump_with_keys(*app), before);
}

TEST_P(Users, KeysOfOthersAreNotSeenAndNotRevoked) {
    const Answer made = make_key({{"name", "ci"}});
    EXPECT_EQ(app->get("alice", "/x/keys").text.find(made.word("id")), std::string::npos);
    EXPECT_EQ(app->erase("alice", "/x/keys/" + made.word("id")).status, 404);
    EXPECT_EQ(app->get(made.word("key"), "/v1/user").status, 200);
}

}  // namespace
}  // namespace daymark::contract
