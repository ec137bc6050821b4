// What those who listen to a page are told, and who may listen.
#include "site/on_public_site.h"

#include <mutex>

namespace daymark::test {
namespace {

/// Keeps what would have gone to streams.
class Heard final : public http::Broadcast {
public:
    void tell(const std::string& topic, std::shared_ptr<const std::string> event) override {
        note(topic + ": " + *event);
    }
    void end(const std::string& topic) override { note(topic + " ended"); }
    /// All since the last call.
    [[nodiscard]] std::vector<std::string> taken() {
        const std::lock_guard lock(mutex_);
        return std::exchange(heard_, {});
    }

private:
    void note(std::string text) {
        const std::lock_guard lock(mutex_);
        heard_.push_back(std::move(text));
    }
    std::mutex mutex_;
    std::vector<std::string> heard_;
};

using Lines = std::vector<std::string>;

class LivePage : public OnPublicSite {
protected:
    void SetUp() override {
        OnPublicSite::SetUp();
        if (IsSkipped()) return;
        site.reset();
        open_site(&heard);
        (void)page();
        (void)heard.taken();
    }
    void TearDown() override { site.reset(); }
    /// What was told of all that happened since the last call.
    Lines told() {
        settle();
        return heard.taken();
    }
    std::optional<http::Stream> stream(const std::string& path, const std::string& last_event_id = {},
                                       http::Method method = http::Method::Get) {
        const http::HeaderView last{"Last-Event-ID", last_event_id};
        http::RequestHead head;
        head.method = method;
        head.headers = {&last, 1};
        return site->stream("acme", path, head, site::Mount::OwnHost);
    }
    /// The home page's ETag without its quotes.
    std::string version() {
        const http::Response home = read("/");
        for (const auto& [name, value] : home.headers) {
            if (name == "ETag") return value.substr(1, value.size() - 2);
        }
        return {};
    }
    void hide(bool is_private) {
        app->put("alice", app->acme(), std::string(R"({"private":)") + (is_private ? "true}" : "false}"));
    }

    Heard heard;
};
INSTANTIATE_TEST_SUITE_P(Databases, LivePage, both(), kind_name);

TEST_P(LivePage, TellsThatItChangedAndNothingOfIt) {
    const std::string before = version();
    open_incident();
    const Lines lines = told();
    EXPECT_NE(version(), before);
    EXPECT_EQ(lines, Lines{app->id("acme") + ": id: " + version() + "\ndata: " + version() + "\n\n"});
}

TEST_P(LivePage, TellsNobodyWhatTheHomePageDoesNotShow) {
    open_incident(R"(,"shouldPublish":false)");
    EXPECT_EQ(told(), Lines{});
}

TEST_P(LivePage, TellsNobodyThatTimePassed) {
    const std::string before = version();
    app->clock().tick(3 * one_day);
    site->page_changed(app->id("acme"));
    EXPECT_EQ(told(), Lines{});
    EXPECT_NE(version(), before);
}

TEST_P(LivePage, EndsItsStreamsWhenItIsHidden) {
    EXPECT_TRUE(stream("/events").has_value());
    hide(true);
    EXPECT_EQ(told(), Lines{app->id("acme") + " ended"});
    EXPECT_FALSE(stream("/events").has_value());
    EXPECT_EQ(read("/events").status, 401);
    hide(false);
    settle();
    EXPECT_TRUE(stream("/events").has_value());
}

TEST_P(LivePage, EndsItsStreamsAtEachChangeWhileItIsPrivate) {
    hide(true);
    (void)told();
    open_incident();
    EXPECT_EQ(told(), Lines{app->id("acme") + " ended"}) << "who listens comes again, and is looked at anew";
    app->clock().tick(2 * one_minute);
    site->page_changed(app->id("acme"));
    EXPECT_EQ(told(), Lines{}) << "time alone ends nothing";
}

TEST_P(LivePage, EndsItsStreamsWhenItMovesOrGoes) {
    app->put("alice", app->acme(), R"({"subdomain":"acme-two"})");
    EXPECT_EQ(told(), Lines{app->id("acme") + " ended"});
    EXPECT_EQ(app->erase("alice", app->acme()).status, 200);
    EXPECT_EQ(told(), Lines{app->id("acme") + " ended"});
}

TEST_P(LivePage, LetsReadersListenFromWhatIsCurrent) {
    const auto fresh = stream("/events");
    ASSERT_TRUE(fresh.has_value());
    EXPECT_EQ(fresh->topic, app->id("acme"));
    EXPECT_EQ(fresh->event, http::event_text(version()));
    EXPECT_EQ(stream("/events", version())->event, "") << "their last stream told them so";
    EXPECT_EQ(stream("/events", "older")->event, http::event_text(version()));
}

TEST_P(LivePage, LetsThemListenAtNoOtherAddress) {
    EXPECT_TRUE(stream("/de/events").has_value()) << "in another language too";
    for (const char* path : {"/", "/events/", "/events/x", "/x/events", "/history"}) {
        EXPECT_FALSE(stream(path).has_value()) << path;
    }
    EXPECT_FALSE(stream("/events", {}, http::Method::Head).has_value());
    EXPECT_FALSE(stream("/events", {}, http::Method::Post).has_value());
    http::RequestHead head;
    EXPECT_FALSE(site->stream("nobody", "/events", head, site::Mount::OwnHost).has_value());
}

TEST_P(LivePage, BidsThemComeAgainWhenItWasNotMadeYet) {
    const http::Response answer = read("/events", "mallory");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.front().second, "text/event-stream");
    EXPECT_EQ(body_of(answer), "retry: 1000\n\n");
    http::Request request;
    request.method = http::Method::Post;
    EXPECT_EQ(site->handle("acme", "/events", request, site::Mount::OwnHost).status, 405);
    EXPECT_EQ(read("/events", "nobody").status, 404);
}

}  // namespace
}  // namespace daymark::test
