// The API in process, on a database of its own, with the people and things of one story:
// the page Acme with Website, API and Mail; Alice owns it, Bob writes, Edna edits notices, Vera reads, Mina may only
// look at private pages; Mallory has a page of her own and no business here.
#pragma once

#include "api/api.h"
#include "deliverability/watch.h"
#include "support/fake_clock.h"
#include "support/test_databases.h"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace daymark::test {

struct Answer {
    int status = 0;
    json::value body;
    std::string text;

    /// A member by path: "updates.0.status". Fails the test when it is not there.
    [[nodiscard]] const json::value& at(std::string_view path) const;
    /// A string member by path.
    [[nodiscard]] std::string word(std::string_view path) const;
    /// The message, field and code of an error answer.
    [[nodiscard]] std::string error_field() const;
    [[nodiscard]] std::string error_code() const { return word("error.code"); }
};

[[nodiscard]] deliverability::Report sample_report();

class TestApp {
public:
    explicit TestApp(const std::string& kind);

    /// `who` is a name of the story ("alice"), "" for nobody, or a whole key text. `path` may carry a query.
    Answer request(http::Method method, const std::string& who, const std::string& path, const std::string& body = {});
    Answer get(const std::string& who, const std::string& path) { return request(http::Method::Get, who, path); }
    Answer post(const std::string& who, const std::string& path, const std::string& body) {
        return request(http::Method::Post, who, path, body);
    }
    Answer put(const std::string& who, const std::string& path, const std::string& body) {
        return request(http::Method::Put, who, path, body);
    }
    Answer erase(const std::string& who, const std::string& path) { return request(http::Method::Delete, who, path); }

    /// The id of something in the story: "acme", "website", "api", "mail", "mallorys_page", "mallorys_component".
    [[nodiscard]] const std::string& id(const std::string& name) const { return ids_.at(name); }
    [[nodiscard]] const std::string& key_of(const std::string& who) const { return keys_.at(who); }
    [[nodiscard]] const std::string& user_id(const std::string& who) const { return user_ids_.at(who); }
    /// "/v1/<id of Acme>" + rest
    [[nodiscard]] std::string acme(const std::string& rest = {}) const { return "/v1/" + id("acme") + rest; }

    /// Everything in every table, as one text: two equal texts mean that nothing changed. Uses of keys are left out.
    [[nodiscard]] std::string dump();
    /// Pages that were hinted at as changed since the last call.
    [[nodiscard]] std::vector<std::string> changed_pages();

    [[nodiscard]] const api::Api& api() const { return api_; }
    [[nodiscard]] db::Db& db() { return *database_.db; }
    [[nodiscard]] FakeClock& clock() { return clock_; }
    [[nodiscard]] const World& world() const { return world_; }
    /// What is seen of whether mails arrive: one thing that is good and one that is not.
    [[nodiscard]] deliverability::Watch& watch() { return watch_; }
    [[nodiscard]] Act act() const;

private:
    void tell_story();
    void add_person(const std::string& name);

    TestDatabase database_;
    FakeClock clock_;
    FakeRandom random_;
    IdMaker id_maker_{clock_, random_};
    crypto::SecretKey key_ = crypto::SecretKey::of_bytes({7});
    std::mutex changed_mutex_;  // tests with many workers get hints from all of them
    std::vector<std::string> changed_;
    deliverability::Watch watch_{[](const std::stop_token&) { return sample_report(); }, clock_};
    World world_;
    api::Api api_;
    std::map<std::string, std::string> ids_, keys_, user_ids_;
};

/// A fixture that runs each TEST_P on both databases with the story told.
class OnTestApp : public testing::TestWithParam<std::string> {
protected:
    void SetUp() override {
        if (!available(GetParam())) GTEST_SKIP() << "DAYMARK_TEST_POSTGRES is not set";
        app = std::make_unique<TestApp>(GetParam());
    }
    std::unique_ptr<TestApp> app;
};

}  // namespace daymark::test
