// A fixture for cases on connecting by OAuth: Acme's site, the operator's apps, and the services at the other end.
#pragma once

#include "platform/crypto/base64.h"
#include "site/oauth.h"
#include "site/on_private_page.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace daymark::test {

/// A service as strict as the standard has it: a code is good once, for the address that it was asked for.
struct FakeService {
    std::vector<net::HttpRequest> asked;
    std::set<std::string> codes{"canary-code"};
    std::string redirect_uri;                                         // of the code
    std::string answer;                                               // to a good code
    std::function<net::HttpAnswer(const net::HttpRequest&)> instead;  // of all that
    std::function<void()> meanwhile;                                  // while it is asked, once

    net::HttpAnswer ask(const net::HttpRequest& request) {
        asked.push_back(request);
        if (const auto once = std::exchange(meanwhile, nullptr)) once();
        if (instead) return instead(request);
        net::HttpAnswer said;
        said.status = 200;
        said.sent = true;
        const bool proved =
            request.headers.front() == std::pair(std::string("Authorization"), "Basic " + crypto::base64("app:secret"));
        const bool same =
            request.body.find("redirect_uri=" + net::encoded({{"", redirect_uri}}).substr(1)) != std::string::npos;
        std::string code;
        for (const std::string& known : codes) {
            if (request.body.find("code=" + known + "&") != std::string::npos) code = known;
        }
        const bool good = proved && same && codes.erase(code) > 0;
        said.body = good ? answer : R"({"ok":false,"error":"invalid_grant"})";
        return said;
    }
};

class OnOAuth : public OnPrivatePage {
protected:
    static constexpr const char* hook = "https://hooks.slack.com/services/T0/B0/canary";

    void SetUp() override {
        OnPrivatePage::SetUp();
        if (IsSkipped()) return;
        open_with({{"slack", {"app", "secret"}}, {"discord", {"app", "secret"}}, {"x", {"app", "secret"}}});
        use("slack", R"({"ok":true,"access_token":"xoxb-canary","team":{"id":"T0","name":"Acme"},)"
                     R"("incoming_webhook":{"url":")" +
                         std::string(hook) + R"(","channel":"#status"}})");
    }
    [[nodiscard]] site::OAuthMeans means(std::map<std::string, net::OAuthApp, std::less<>> apps) {
        return {std::move(apps), {}, [this](const net::HttpRequest& request) { return service.ask(request); }};
    }
    void open_with(std::map<std::string, net::OAuthApp, std::less<>> apps) {
        site = std::make_unique<site::Site>(app->db(), app->world(),
                                            site::SiteOptions{.data_dir = folder.path(),
                                                              .base_host = "status.test",
                                                              .base_url = "https://status.test",
                                                              .oauth = means(std::move(apps))});
        site->load();
        site->start();
    }
    void use(const std::string& name, const std::string& answer) {
        service = {};
        service.redirect_uri = "https://status.test/oauth/" + name + "/callback";
        service.answer = answer;
    }

    /// What a browser asks the main host for; `url` may be absolute.
    http::Response go(const std::string& url, const std::string& cookie = {}, http::Method method = http::Method::Get) {
        const std::string target = url.starts_with("https://status.test") ? url.substr(19) : url;
        http::Request request;
        request.method = method;
        request.target = target;
        request.path = target.substr(0, target.find('?'));
        request.remote_address = "203.0.113.9";
        std::string query = target.substr(std::min(request.path.size() + 1, target.size()));
        while (!query.empty()) {
            const std::string pair = query.substr(0, query.find('&'));
            query.erase(0, pair.size() + 1);
            request.query.emplace_back(
                pair.substr(0, pair.find('=')),
                http::percent_decode(pair.substr(std::min(pair.find('=') + 1, pair.size())), true));
        }
        if (!cookie.empty()) request.headers.emplace_back("cookie", cookie);
        return site->oauth(request.path.substr(7), request);
    }
    /// The form's button, as far as the main host: where the browser goes on.
    std::string leave(const std::string& name = "slack", Fields more = {}, const Visitor& visitor = {},
                      const std::string& folder_of_language = "/") {
        more.emplace_back("connect", "yes");
        const http::Response sent = send(folder_of_language + "subscribe/" + name, more, visitor);
        const std::string refresh = header_of(sent, "refresh");
        EXPECT_TRUE(refresh.starts_with("0; url=https://status.test/oauth/")) << sent.status << " " << refresh;
        return refresh.substr(std::min<std::size_t>(7, refresh.size()));
    }
    /// What the browser then carries: its cookie, and the state that the service gives back.
    struct Trip {
        std::string cookie, state;
    };
    Trip start(const std::string& url) {
        const http::Response started = go(url);
        EXPECT_EQ(started.status, 303);
        const std::string location = header_of(started, "location");
        return {cookie_of(started),
                location.substr(location.find("&state=") + 7,
                                location.find('&', location.find("&state=") + 1) - location.find("&state=") - 7)};
    }
    http::Response come_back(const Trip& trip, const std::string& name = "slack",
                             const std::string& with = "code=canary-code") {
        return go("/oauth/" + name + "/callback?" + with + "&state=" + trip.state, trip.cookie);
    }
    [[nodiscard]] json::array subscribers() { return app->get("alice", app->acme("/subscribers")).body.as_array(); }

    FakeService service;
};

}  // namespace daymark::test
