// What each audience of Acme's private page sees: Mina those of group Web, Milo those of group Mail, Moe, who is in no
// group, nothing that is of a component. Words are planted where only some may read them, and looked for everywhere.
#include "site/on_private_page.h"

#include <map>
#include <set>

namespace daymark::test {
namespace {

class Audiences : public OnPrivatePage {
protected:
    void SetUp() override {
        OnPrivatePage::SetUp();
        if (IsSkipped()) return;
        rename("website", "canary-web-component");
        rename("mail", "canary-mail-component");
        rename("api", "canary-api-component");
        tell("canary-web-incident", {"website"});
        tell("canary-mail-incident", {"mail"});
        tell("canary-both-incident", {"website", "mail"});
        tell("canary-nobodys-incident", {});
        plan("canary-mail-maintenance", "mail");
        post_notice("canary-web-notice", R"(,"components":[")" + app->id("website") + R"("])");
        post_notice("notice-for-all", "");
        app->post("alice", app->acme("/metrics"), R"({"name":"canary-insider-metric","suffix":"ms"})");
        make_private();
        for (const char* name : {"milo", "moe"}) {
            const Answer invited =
                app->post("alice", app->acme("/team"),
                          R"({"email":")" + std::string(name) + R"(@acme.test","permission":"MEMBER"})");
            EXPECT_EQ(invited.status, 200) << invited.text;
        }
        group("canary-group-web", "website", "mina@acme.test");
        group("canary-group-mail", "mail", "milo@acme.test");
    }

    void rename(const std::string& component, const std::string& word) {
        const Answer done = app->put("alice", app->acme("/components/" + app->id(component)),
                                     R"({"name":")" + word + R"(","description":")" + word + R"(-text"})");
        EXPECT_EQ(done.status, 200) << done.text;
    }
    void tell(const std::string& word, const std::vector<std::string>& parts) {
        std::string ids, statuses;
        for (const std::string& part : parts) {
            ids += (ids.empty() ? "\"" : ",\"") + app->id(part) + "\"";
            statuses += std::string(statuses.empty() ? "" : ",") + R"({"id":")" + app->id(part) +
                        R"(","status":"MAJOROUTAGE"})";
        }
        const Answer made = app->post("alice", app->acme("/incidents"),
                                      R"({"name":")" + word + R"(","message":")" + word +
                                          R"(-text","status":"INVESTIGATING","components":[)" + ids +
                                          R"(],"statuses":[)" + statuses + "]}");
        ids_[word] = made.word("id");
        app->put("alice", "/x/" + app->id("acme") + "/incidents/" + ids_[word] + "/postmortem",
                 R"({"message":")" + word + R"(-postmortem","publish":true})");
    }
    void plan(const std::string& word, const std::string& part) {
        ids_[word] =
            app->post("alice", app->acme("/maintenances"),
                      R"({"name":")" + word + R"(","message":")" + word +
                          R"(-text","start":"2026-03-05T10:00:00Z","duration":60,"components":[")" + app->id(part) +
                          R"("],"statuses":[{"id":")" + app->id(part) + R"(","status":"UNDERMAINTENANCE"}]})")
                .word("id");
    }
    void post_notice(const std::string& word, const std::string& more) {
        ids_[word] = app->post("alice", "/x/" + app->id("acme") + "/general-notices",
                               R"({"name":")" + word + R"(","message":")" + word + R"(-text")" + more + "}")
                         .word("id");
    }
    void group(const std::string& name, const std::string& part, const std::string& member) {
        const Answer made = app->post("alice", app->acme("/audience-groups"),
                                      R"({"name":")" + name + R"(","components":[")" + app->id(part) +
                                          R"("],"teammates":[")" + member_id(member) + R"("]})");
        EXPECT_EQ(made.status, 200) << made.text;
    }

    /// Every address under which anything might be told: kinds of documents, each with every id there is.
    [[nodiscard]] std::vector<std::string> addresses() const {
        std::vector<std::string> paths;
        const std::vector<std::string> plain = {"/",
                                                "/summary.json",
                                                "/v2/summary.json",
                                                "/v3/summary.json",
                                                "/api/v2/summary.json",
                                                "/status.json",
                                                "/v2/status.json",
                                                "/components.json",
                                                "/v2/components.json",
                                                "/v3/components.json",
                                                "/history",
                                                "/history/2",
                                                "/history/2026-03",
                                                "/history.rss",
                                                "/history.atom",
                                                "/history.json",
                                                "/calendar",
                                                "/calendar/2026-03",
                                                "/calendar.ics",
                                                "/public-api",
                                                "/subscribe",
                                                "/subscribe/email",
                                                "/subscribe/rss",
                                                "/widget.json",
                                                "/widget/script.js",
                                                "/badge.svg",
                                                "/embed-status/light",
                                                "/embed-status/abcdef12/dark-sm",
                                                "/robots.txt",
                                                "/sitemap.xml",
                                                "/favicon.svg",
                                                "/favicon.ico",
                                                "/og.png",
                                                "/events",
                                                "/site.webmanifest",
                                                "/no/such/thing",
                                                "/manage/x.y",
                                                "/confirm/x",
                                                "/enter/x",
                                                "/unsubscribe/x.y",
                                                "/secure/x",
                                                "/style.css",
                                                "/x.css",
                                                "/index.html",
                                                "/..%2fsummary.json"};
        for (const std::string& path : plain) {
            paths.push_back(path);
            if (path != "/") paths.push_back("/de" + path);
        }
        paths.emplace_back("/de/");
        for (const auto& [word, id] : ids_) {
            for (const char* above : {"/", "/incident/", "/maintenance/", "/notice/", "/de/", "/de/incident/"})
                paths.push_back(above + id);
            paths.push_back("/notices/" + id + "/subscribe");
        }
        for (const char* part : {"website", "api", "mail"}) {
            const std::string of = "/c/" + app->id(part);
            for (const char* what :
                 {"", "/history.rss", "/history.atom", "/history.json", "/calendar.ics", "/badge.svg", "/uptime.svg"})
                paths.push_back(of + what);
            paths.push_back("/history?component=" + app->id(part));
        }
        return paths;
    }

    /// The planted words that a visitor meets anywhere, in heads and bodies.
    [[nodiscard]] std::set<std::string> words_for(const Visitor& visitor) {
        std::set<std::string> met;
        for (const std::string& path : addresses()) {
            Visitor asks = visitor;
            for (const site::Mount mount : {site::Mount::OwnHost, site::Mount::MainHost}) {
                asks.mount = mount;
                const http::Response answer = visit(path.substr(0, path.find('?')), asks);
                EXPECT_LT(answer.status, 500) << path;
                note_words(body_of(answer), met);
                for (const auto& [name, value] : answer.headers) note_words(value, met);
                if (answer.status != 200) continue;
                seen_documents_[answer.status]++;
                const bool of_all_pages = path.ends_with("widget/script.js");
                if (mount == site::Mount::MainHost || of_all_pages) continue;
                EXPECT_NE(header_of(answer, "cache-control").find("public"), 0U) << path << " for one audience only";
            }
        }
        return met;
    }
    static void note_words(const std::string& text, std::set<std::string>& met) {
        for (std::size_t at = text.find("canary-"); at != std::string::npos; at = text.find("canary-", at + 1)) {
            std::string word = text.substr(at, text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", at) - at);
            for (const char* tail : {"-text", "-postmortem"}) {
                if (word.ends_with(tail)) word.resize(word.size() - std::string(tail).size());
            }
            met.insert(word);
        }
    }

    std::map<std::string, std::string> ids_;  // of notices, by their word
    std::map<int, int> seen_documents_;
};
INSTANTIATE_TEST_SUITE_P(Databases, Audiences, both(), kind_name);

const std::set<std::string> web = {"canary-web-component", "canary-web-incident", "canary-both-incident",
                                   "canary-web-notice"};
const std::set<std::string> mail = {"canary-mail-component", "canary-mail-incident", "canary-both-incident",
                                    "canary-mail-maintenance"};

TEST_P(Audiences, NoWordIsWhereItMustNotBe) {
    const std::set<std::string> everything = {
        "canary-web-component", "canary-mail-component", "canary-api-component",    "canary-web-incident",
        "canary-mail-incident", "canary-both-incident",  "canary-nobodys-incident", "canary-mail-maintenance",
        "canary-web-notice",    "canary-insider-metric"};
    EXPECT_EQ(words_for(insider()), everything) << "or the crawl would prove nothing";
    EXPECT_GT(seen_documents_[200], 80);
    EXPECT_EQ(words_for({}), std::set<std::string>{});
    EXPECT_EQ(words_for(teammate("mina@acme.test")), web);
    EXPECT_EQ(words_for(teammate("milo@acme.test")), mail);
    EXPECT_EQ(words_for(teammate("moe@acme.test")), std::set<std::string>{});
    // In another order, once everything stands in memory.
    EXPECT_EQ(words_for(teammate("mina@acme.test")), web);
    EXPECT_EQ(words_for({}), std::set<std::string>{});
    EXPECT_EQ(words_for({.cookie = "__Host-daymark-visit=x", .if_none_match = "*"}), std::set<std::string>{});
}

TEST_P(Audiences, SeeAnotherPartAsSoonAsTheyAreAnother) {
    const Visitor mina = teammate("mina@acme.test");
    EXPECT_NE(body_of(visit("/", mina)).find("canary-web-component"), std::string::npos);
    group("another", "mail", "mina@acme.test");
    std::set<std::string> both_parts = web;
    both_parts.insert(mail.begin(), mail.end());
    EXPECT_EQ(words_for(mina), both_parts) << "of two groups a person sees what is in either";
    const Answer groups = app->get("alice", app->acme("/audience-groups"));
    for (const json::value& one : groups.body.as_array())
        app->erase("alice", app->acme("/audience-groups/" + std::string(one.as_object().at("id").as_string())));
    EXPECT_TRUE(words_for(mina).contains("canary-api-component")) << "without groups all insiders see all";
    EXPECT_EQ(words_for({}), std::set<std::string>{});
}

TEST_P(Audiences, ReadOnlyTheirOwnHeadline) {
    const auto headline = [this](const Visitor& visitor) {
        const std::string text = body_of(visit("/summary.json", visitor));
        return std::string(json::parse(text).as_object().at("page").as_object().at("status").as_string());
    };
    EXPECT_EQ(headline(teammate("mina@acme.test")), "HASISSUES");
    EXPECT_EQ(headline(teammate("moe@acme.test")), "UP") << "nothing is wrong with what is shown";
}

TEST_P(Audiences, SubscribeToNoMoreThanTheySee) {
    const Visitor mina = teammate("mina@acme.test");
    EXPECT_EQ(send("/subscribe/email", {{"address", "one@example.com"}}, mina).status, 200);
    const Answer one = app->get("alice", app->acme("/subscribers?search=one@"));
    EXPECT_FALSE(one.at("0.all").as_bool());
    EXPECT_EQ(one.at("0.components").as_array().size(), 1U);
    EXPECT_NE(one.text.find(app->id("website")), std::string::npos);
    EXPECT_EQ(send("/subscribe/email",
                   {{"address", "two@example.com"}, {"scope", "some"}, {"component", app->id("mail")}}, mina)
                  .status,
              400);
    EXPECT_TRUE(app->get("alice", app->acme("/subscribers?search=two@")).body.as_array().empty());
    EXPECT_EQ(send("/notices/" + ids_.at("canary-mail-incident") + "/subscribe", {{"address", "two@example.com"}}, mina)
                  .status,
              404);
    EXPECT_EQ(send("/subscribe/email", {{"address", "three@example.com"}}).status, 401);
}

TEST_P(Audiences, PagesOfHistoryAreFullForEveryAudience) {
    for (int i = 0; i < 230; ++i) tell("canary-api-incident", {"api"});
    EXPECT_NE(body_of(visit("/", teammate("mina@acme.test"))).find("canary-web-incident"), std::string::npos)
        << "notices of others do not use up what is shown";
    EXPECT_NE(body_of(visit("/history.rss", teammate("mina@acme.test"))).find("canary-web-incident"),
              std::string::npos);
    EXPECT_NE(body_of(visit("/history", teammate("mina@acme.test"))).find("canary-web-incident"), std::string::npos);
}

TEST(Audience, KeysTellEverySetFromEveryOther) {
    using site::Audience;
    EXPECT_NE(Audience::everybody().key(), Audience::insiders().key());
    EXPECT_NE(Audience::insiders().key(), Audience::of({}).key());
    EXPECT_EQ(Audience::of({"a", "b"}).key(), Audience::of({"b", "a"}).key());
    std::set<std::string> keys;
    const std::vector<std::string> ids = {"cabc", "cabd", "c", "ab", "cab", "d"};
    for (unsigned set = 0; set < 64; ++set) {
        std::vector<std::string> chosen;
        for (unsigned i = 0; i < ids.size(); ++i) {
            if ((set >> i) % 2 == 1) chosen.push_back(ids[i]);
        }
        keys.insert(Audience::of(chosen).key());
    }
    EXPECT_EQ(keys.size(), 64U);
    EXPECT_FALSE(Audience::of({}).sees_all());
}

}  // namespace
}  // namespace daymark::test
