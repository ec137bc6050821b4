// A folder that is kept full of exports.
#include "site/on_export.h"

namespace daymark::test {
namespace {

namespace fs = std::filesystem;

class Exporter : public OnExport {
protected:
    void SetUp() override {
        OnTestApp::SetUp();
        if (!IsSkipped()) begin();
    }
    void begin() {
        site = std::make_unique<site::Site>(
            app->db(), app->world(),
            site::SiteOptions{folder.path(), "status.test", "https://status.test", nullptr, place.path()});
        site->load();
        site->start();
        follow();
    }
    void follow() {
        settle();
        site->settle_exports();
    }
    [[nodiscard]] std::string names() const {
        std::set<std::string> found;
        for (const auto& entry : fs::directory_iterator(place.path())) found.insert(entry.path().filename());
        std::string text;
        for (const std::string& name : found) text += name + " ";
        return text;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Exporter, both(), kind_name);

TEST_P(Exporter, KeepsAFolderForEachPublicPage) {
    EXPECT_EQ(names(), "acme mallory ");
    EXPECT_NE(file("index.html").find("All systems operational"), std::string::npos);
    const std::string incident = open_incident();
    follow();
    EXPECT_NE(file("index.html").find("Checkout is slow"), std::string::npos);
    EXPECT_TRUE(exists(incident + "/index.html"));
}

TEST_P(Exporter, FollowsTime) {
    const auto at = [this] { return site::manifest_of(copy)->exported_at; };
    const Millis first = at();
    app->clock().tick(one_day);
    // The compiler looks at the clock a few times a second.
    while (at() == first) site->settle_exports();
    EXPECT_EQ(at(), app->clock().now());
}

TEST_P(Exporter, TakesAwayWhatIsHiddenRenamedOrDeleted) {
    app->put("alice", app->acme(), R"({"private":true})");
    follow();
    EXPECT_EQ(names(), "mallory ");
    app->put("alice", app->acme(), R"({"private":false})");
    follow();
    EXPECT_EQ(names(), "acme mallory ");
    app->put("alice", app->acme(), R"({"subdomain":"kestrel"})");
    follow();
    EXPECT_EQ(names(), "kestrel mallory ");
    app->erase("alice", app->acme());
    follow();
    EXPECT_EQ(names(), "mallory ");
}

TEST_P(Exporter, KnowsAfterARestartWhatChangedMeanwhile) {
    const auto before = read_file(copy + "/manifest.json");
    site.reset();
    begin();
    EXPECT_EQ(read_file(copy + "/manifest.json"), before) << "nothing changed";
    site.reset();
    open_incident();
    app->put("mallory", "/v1/" + app->id("mallorys_page"), R"({"private":true})");
    begin();
    EXPECT_NE(file("index.html").find("Checkout is slow"), std::string::npos);
    EXPECT_EQ(names(), "acme ");
}

TEST_P(Exporter, LeavesAloneWhatIsNotItsOwnAndServesOn) {
    site.reset();
    site::remove_export(copy);
    fs::create_directories(copy);
    replace_file(copy + "/theirs.txt", "theirs");
    begin();
    open_incident();
    follow();
    EXPECT_EQ(files_of(copy).size(), 1u);
    EXPECT_EQ(read("/").status, 200);
    EXPECT_NE(page("/").find("Checkout is slow"), std::string::npos);
    EXPECT_TRUE(fs::exists(place.path() + "/mallory/index.html")) << "others are exported as ever";
}

}  // namespace
}  // namespace daymark::test
