// Links out of letters to a page's people, and how a domain proves that it leads to a page.
#include "workspaces/member_letters.h"
#include "site/domain_proof.h"
#include "site/on_public_site.h"

namespace daymark::site {
namespace {

using workspaces::MemberLetter;

class MemberLetters : public test::OnPublicSite {
protected:
    [[nodiscard]] std::string member(const std::string& who) {
        const test::Answer team = app->get("alice", app->acme("/team"));
        for (const json::value& one : team.body.as_array()) {
            if (one.at("user").at("email").as_string() == who + "@acme.test")
                return std::string(one.at("id").as_string());
        }
        ADD_FAILURE() << who;
        return {};
    }
    [[nodiscard]] std::string end(const std::string& who, MemberLetter letter = MemberLetter::WeeklyReport) {
        return "/unsubscribe/" + workspaces::end_token(app->world().key, member(who), letter);
    }
    http::Response post(const std::string& path, const std::string& subdomain = "acme") {
        settle();
        http::Request request;
        request.method = http::Method::Post;
        request.path = path;
        request.body = "List-Unsubscribe=One-Click";
        request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
        return site->handle(subdomain, path, request, site::Mount::OwnHost);
    }
    [[nodiscard]] std::string wanted(const std::string& who) {
        return app->get(who, "/x/" + app->id("acme") + "/my-notifications").text;
    }
    void make_private() { app->put("alice", app->acme(), R"({"private":true})"); }
};
INSTANTIATE_TEST_SUITE_P(Databases, MemberLetters, test::both(), test::kind_name);

TEST_P(MemberLetters, EndByTheirLinkWhenAButtonIsPressed) {
    const std::string link = end("bob"), before = wanted("bob");
    for (int i = 0; i < 3; ++i) {
        const std::string shown = page(link);
        EXPECT_NE(shown.find("bob@acme.test will get no more messages of this kind about Acme."), std::string::npos);
        EXPECT_NE(shown.find("<form"), std::string::npos);
    }
    EXPECT_EQ(wanted("bob"), before) << "programs that open every link end nothing";
    EXPECT_EQ(post(link).status, 200);
    const test::Answer after = app->get("bob", "/x/" + app->id("acme") + "/my-notifications");
    EXPECT_FALSE(after.at("weeklyReportsNotifications").as_bool());
    EXPECT_TRUE(after.at("longRunningIncidentNotifications").as_bool());
    EXPECT_TRUE(after.at("invalidCustomDomainNotifications").as_bool());
    EXPECT_EQ(wanted("alice"), before) << "nobody else's";
    const std::string dump = app->dump();
    EXPECT_EQ(post(link).status, 200) << "twice is as good as once";
    EXPECT_EQ(app->dump(), dump);
}

TEST_P(MemberLetters, LinksOfOthersEndNothing) {
    const std::string link = end("bob");
    const std::string before = app->dump();
    for (const std::string& forged :
         {link + "0", link.substr(0, link.size() - 1), "/unsubscribe/" + member("alice") + link.substr(link.find('.')),
          "/unsubscribe/" + member("bob"),
          "/unsubscribe/" +
              workspaces::end_token(app->world().key, "cml6fghs000iik4dl1nicwqjx", MemberLetter::WeeklyReport)}) {
        EXPECT_EQ(read(forged).status, 410) << forged;
        EXPECT_EQ(post(forged).status, 410) << forged;
    }
    EXPECT_EQ(post(link, "mallory").status, 410) << "on a page of another workspace";
    EXPECT_EQ(app->dump(), before);
}

TEST_P(MemberLetters, LinksWorkOnAPrivatePageAndTellStrangersNothing) {
    const std::string link = end("bob");
    make_private();
    EXPECT_NE(page(link).find("bob@acme.test"), std::string::npos);
    EXPECT_EQ(page(link + "0").find("bob@acme.test"), std::string::npos);
    EXPECT_EQ(post(link).status, 200);
    EXPECT_NE(wanted("bob").find(R"("weeklyReportsNotifications":false)"), std::string::npos);
}

TEST_P(MemberLetters, ADomainIsProvedToTheServerThatAsks) {
    const DomainProof proof = domain_proof(app->world().key, app->id("acme"));
    for (const bool closed : {false, true}) {
        if (closed) make_private();
        const http::Response right = read("/" + proof.path);
        EXPECT_EQ(right.status, 200);
        EXPECT_EQ(body_of(right), proof.answer);
        EXPECT_NE(read("/" + proof.path, "mallory").status, 200) << "another page is not the one asked for";
        EXPECT_NE(post("/" + proof.path).status, 200);
    }
    const std::string other = "/" + domain_proof(app->world().key, app->id("mallorys_page")).path;
    for (const std::string& wrong :
         {"/" + proof.path + "0", std::string("/.well-known"), std::string("/.well-known/daymark"),
          "/.well-known/daymark/" + proof.answer, other}) {
        const http::Response response = read(wrong);
        EXPECT_NE(response.status, 200) << wrong;
        EXPECT_EQ(response.status, read("/nothing/here").status) << wrong << " of a private page is as nothing";
        EXPECT_EQ(body_of(response).find(proof.answer), std::string::npos);
    }
    EXPECT_EQ(read("/.well-known/security.txt").status, read("/nothing.txt").status);
}

}  // namespace
}  // namespace daymark::site
