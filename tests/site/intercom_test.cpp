// What Intercom's messenger is answered, by bodies as its Canvas Kit documents them.
#include "platform/crypto/signature.h"
#include "site/on_public_site.h"

namespace daymark::test {
namespace {

class Intercom : public OnPublicSite {
protected:
    void SetUp() override {
        OnTestApp::SetUp();
        if (!IsSkipped()) open_with("app-secret");
    }
    void open_with(const std::string& secret) {
        site = std::make_unique<site::Site>(app->db(), app->world(),
                                            site::SiteOptions{.data_dir = folder.path(),
                                                              .base_host = "status.test",
                                                              .base_url = "https://status.test",
                                                              .intercom_secret = secret});
        site->start();
    }
    static http::Request signed_by(const std::string& secret, const std::string& body) {
        http::Request request;
        request.method = http::Method::Post;
        request.body = body;
        request.headers = {{"x-body-signature", crypto::signature_of(body, secret)}};
        return request;
    }
    json::value ask(const std::string& step, const std::string& body) {
        settle();
        return json::parse(site->intercom(step, signed_by("app-secret", body)).body);
    }
    json::value look(const std::string& page = "acme", const std::string& locale = "en") {
        return ask("content", R"({"workspace_id":"w","context":{"location":"home","locale":")" + locale +
                                  R"("},"canvas":{"content_url":"https://x","stored_data":{"page":")" + page + "\"}}}");
    }
    static std::string components(const json::value& content) {
        return json::text(content.at("content").at("components"));
    }
    ErrorCode refusal(const std::string& step, const http::Request& request) {
        try {
            (void)site->intercom(step, request);
        } catch (const Error& error) {
            return error.code();
        }
        ADD_FAILURE() << "it was answered";
        return ErrorCode::Internal;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Intercom, both(), kind_name);

TEST_P(Intercom, AsksATeammateForThePage) {
    const json::value first =
        ask("configure", R"({"workspace_id":"w","admin":{"id":"1"},"context":{"location":"home"}})");
    const json::array& asked = first.at("canvas").at("content").at("components").as_array();
    EXPECT_EQ(asked.at(0).at("type").as_string(), "input");
    EXPECT_EQ(asked.at(0).at("id").as_string(), "page");
    EXPECT_EQ(asked.at(1).at("action").at("type").as_string(), "submit");
    const auto entered = [this](const std::string& name) {
        return ask("configure",
                   R"({"workspace_id":"w","component_id":"save","input_values":{"page":")" + name + "\"}}");
    };
    for (const char* name : {"acme", " Acme ", "https://acme.status.test/", "acme.status.test"}) {
        EXPECT_EQ(json::text(entered(name)), R"({"results":{"page":"acme"}})") << name;
    }
    const std::string again = json::text(entered("nobody"));
    EXPECT_NE(again.find(R"("value":"nobody")"), std::string::npos) << again;
    EXPECT_NE(again.find("There is no public status page"), std::string::npos) << again;
    app->put("alice", app->acme(), R"({"private":true})");
    EXPECT_EQ(json::text(entered("acme")),
              json::text(entered("nobody")).replace(json::text(entered("nobody")).find("nobody"), 6, "acme"));
}

TEST_P(Intercom, GivesACardThatIsAskedForEachTime) {
    const json::value card = ask(
        "initialize", R"({"workspace_id":"w","card_creation_options":{"page":"acme"},"context":{"location":"home"}})");
    EXPECT_EQ(
        json::text(card),
        R"({"canvas":{"content_url":"https://status.test/integrations/intercom/content","stored_data":{"page":"acme"}}})");
    EXPECT_EQ(json::text(ask("submit", R"({"component_id":"x","current_canvas":{"stored_data":{"page":"acme"}}})")),
              json::text(card));
}

TEST_P(Intercom, ShowsTheHeadlineWhatIsOpenAndTheWayToThePage) {
    EXPECT_NE(components(look()).find("All systems operational"), std::string::npos);
    const std::string id = open_incident();
    const json::value content = look();
    const json::array& shown = content.at("content").at("components").as_array();
    EXPECT_EQ(shown.at(0).at("text").as_string(), "API experiencing partial outage");
    const json::value& item = shown.at(2).at("items").at(0);
    EXPECT_EQ(item.at("title").as_string(), "Checkout is slow");
    EXPECT_EQ(item.at("action").at("url").as_string(), "https://acme.status.test/" + id);
    EXPECT_EQ(shown.at(3).at("action").at("url").as_string(), "https://acme.status.test/");
    EXPECT_EQ(shown.at(4).at("action").at("url").as_string(), "https://acme.status.test/subscribe");
}

TEST_P(Intercom, SpeaksTheMessengersLanguage) {
    EXPECT_NE(components(look("acme", "de-AT")).find("https://acme.status.test/de/subscribe"), std::string::npos);
    EXPECT_NE(components(look("acme", "xx")).find("All systems operational"), std::string::npos);
}

TEST_P(Intercom, TellsNothingOfAHiddenPage) {
    app->put("alice", app->acme(), R"({"private":true})");
    EXPECT_EQ(json::text(look("acme")), json::text(look("nobody")));
    EXPECT_NE(json::text(look("acme")).find("There is no public status page"), std::string::npos);
}

TEST_P(Intercom, AnswersNobodyButIntercom) {
    const std::string body = R"({"context":{}})";
    EXPECT_EQ(refusal("configure", signed_by("another", body)), ErrorCode::Unauthorized);
    http::Request altered = signed_by("app-secret", body);
    altered.body += " ";
    EXPECT_EQ(refusal("configure", altered), ErrorCode::Unauthorized);
    altered.headers.clear();
    EXPECT_EQ(refusal("content", altered), ErrorCode::Unauthorized);
    EXPECT_EQ(refusal("content", signed_by("another", "no JSON")), ErrorCode::Unauthorized) << "before it is read";
    EXPECT_EQ(refusal("content", signed_by("app-secret", "no JSON")), ErrorCode::BadRequest);
    EXPECT_EQ(refusal("sheet", signed_by("app-secret", body)), ErrorCode::NotFound);
    http::Request got = signed_by("app-secret", body);
    got.method = http::Method::Get;
    EXPECT_EQ(refusal("content", got), ErrorCode::MethodNotAllowed);
}

TEST_P(Intercom, IsNotThereWithoutASecret) {
    open_with("");
    EXPECT_EQ(refusal("configure", signed_by("", "{}")), ErrorCode::NotFound);
}

TEST_P(Intercom, TakesOddBodiesForEmptyOnes) {
    for (const char* body :
         {"[]", "null", R"({"input_values":[]})", R"({"input_values":{"page":7}})", R"({"context":{"locale":null}})"}) {
        EXPECT_TRUE(ask("configure", body).as_object().contains("canvas")) << body;
    }
}

}  // namespace
}  // namespace daymark::test
