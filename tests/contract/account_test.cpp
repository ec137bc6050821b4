// Ending an account (contract §6.5: the section is known, its path and answer are not).
#include "contract/story.h"

namespace daymark::contract {
namespace {

class Account : public OnTestApp {};
INSTANTIATE_TEST_SUITE_P(Databases, Account, test::both(), test::kind_name);

TEST_P(Account, EndsWithEveryKeyAndTheWorkspacesInWhichOneIsAlone) {
    const std::string spare = app->post("mallory", "/x/keys", R"({"name":"spare"})").word("key");
    const Answer gone = app->erase("mallory", "/v1/user");
    EXPECT_EQ(gone.status, 200) << gone.text;
    EXPECT_EQ(gone.text, R"({"id":")" + app->user_id("mallory") + "\"}");
    for (const std::string& key : {app->key_of("mallory"), spare}) EXPECT_EQ(app->get(key, "/v1/user").status, 403);
    EXPECT_EQ(app->dump().find("mallory@acme.test"), std::string::npos);
    EXPECT_EQ(app->changed_pages(), Strings{app->id("mallorys_page")}) << "readers must see it go";
    app->db().read([&](db::Tx& tx) {
        const auto row = tx.one("test.page", "select deleted_at from pages where id = $1", app->id("mallorys_page"));
        EXPECT_TRUE(row->maybe_integer(0).has_value());
    });
}

TEST_P(Account, LeavesWorkspacesThatHaveAnotherOwner) {
    EXPECT_EQ(app->erase("bob", "/v2/user").status, 200);
    EXPECT_EQ(app->get("alice", app->acme()).status, 200);
    EXPECT_EQ(app->get("alice", app->acme("/team")).body.as_array().size(), 4U);
    EXPECT_EQ(last_logged(*app).subject.empty(), false);
}

TEST_P(Account, StaysWhileOthersWouldBeLeftWithoutAnOwner) {
    app->post("alice", "/v1/workspaces", R"({"name":"Alone"})");
    const std::string before = dump_with_keys(*app);
    const Answer refused = app->erase("alice", "/v1/user");
    EXPECT_EQ(refused.status, 409) << refused.text;
    EXPECT_EQ(refused.error_code(), "conflict");
    EXPECT_NE(refused.word("error.message").find("Acme"), std::string::npos) << refused.text;
    EXPECT_EQ(refused.word("error.message").find("Alone"), std::string::npos) << refused.text;
    EXPECT_EQ(dump_with_keys(*app), before);
    app->post("alice", app->acme("/team"), R"({"email":"bob@acme.test","permission":"FULL"})");
    EXPECT_EQ(app->erase("alice", "/v1/user").status, 200);
    EXPECT_EQ(app->get("bob", app->acme()).status, 200);
}

TEST_P(Account, TheAddressMayComeBackAsSomebodyNew) {
    app->erase("mallory", "/v1/user");
    const Answer invited = app->post("alice", app->acme("/team"), R"({"email":"mallory@acme.test"})");
    EXPECT_EQ(invited.status, 200);
    EXPECT_EQ(app->get(app->key_of("mallory"), "/v1/user").status, 403);
}

}  // namespace
}  // namespace daymark::contract
