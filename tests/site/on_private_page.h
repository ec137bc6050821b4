// A fixture for cases on who may see what of a private page.
#pragma once

#include "pages/page_store.h"
#include "site/entrance.h"
#include "site/on_public_site.h"
#include "subscribers/subscriber.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace daymark::test {

/// What one request brings along.
struct Visitor {
    std::string address = "203.0.113.9";
    std::string cookie = {}, token = {}, bearer = {}, if_none_match = {};
    site::Mount mount = site::Mount::OwnHost;
};

class OnPrivatePage : public OnPublicSite {
protected:
    using Fields = std::vector<std::pair<std::string, std::string>>;

    /// `more`: further members, with a comma in front.
    void make_private(const std::string& more = {}) {
        const Answer done = app->put("alice", app->acme(), R"({"private":true)" + more + "}");
        ASSERT_EQ(done.status, 200) << done.text;
    }
    http::Response visit(const std::string& path, const Visitor& visitor = {}, const std::string& subdomain = "acme") {
        return ask(http::Method::Get, path, {}, visitor, subdomain);
    }
    /// Sends a form; its values must need no encoding but for spaces.
    http::Response send(const std::string& path, const Fields& fields, const Visitor& visitor = {}) {
        std::string body;
        for (const auto& [name, value] : fields) body += (body.empty() ? "" : "&") + name + "=" + value;
        std::ranges::replace(body, ' ', '+');
        return ask(http::Method::Post, path, body, visitor, "acme");
    }
    [[nodiscard]] static std::string header_of(const http::Response& response, std::string_view name) {
        for (const auto& [known, value] : response.headers) {
            if (http::same_ignoring_case(known, name)) return value;
        }
        return {};
    }
    /// What a loop sees of a request with this cookie, or none. It is good until the next one is made.
    [[nodiscard]] http::RequestHead head_with(const std::string& cookie) {
        cookie_ = cookie;
        header_ = {"cookie", cookie_};
        http::RequestHead head;
        head.method = http::Method::Get;
        if (!cookie_.empty()) head.headers = {&header_, 1};
        return head;
    }
    /// "name=value" of the cookie that the answer sets.
    [[nodiscard]] static std::string cookie_of(const http::Response& response) {
        const std::string cookie = header_of(response, "set-cookie");
        return cookie.substr(0, cookie.find(';'));
    }
    /// "https://acme.status.test/a/b" → "/a/b"
    [[nodiscard]] static std::string path_in(const std::string& url) { return url.substr(url.find('/', 8)); }
    /// A new one; its path.
    [[nodiscard]] std::string secure_link() {
        return path_in(app->post("alice", app->acme("/regenerate-secure-link"), "").word("secureLink"));
    }
    [[nodiscard]] std::string visits() const { return "/x/" + app->id("acme") + "/visits"; }
    /// Alice, who sees all.
    [[nodiscard]] Visitor insider() {
        return {.cookie = cookie_of(visit(path_in(app->post("alice", visits(), "").word("url"))))};
    }
    [[nodiscard]] std::string member_id(const std::string& email) {
        const Answer team = app->get("alice", app->acme("/team"));
        for (const json::value& one : team.body.as_array()) {
            const auto& user = one.as_object().at("user").as_object();
            if (user.at("email").as_string() == email) return std::string(one.as_object().at("id").as_string());
        }
        ADD_FAILURE() << "no teammate " << email;
        return {};
    }
    /// The path of a link that a mail would bring.
    [[nodiscard]] std::string entry_link(const site::Pass& pass) {
        return app->db().read([&](db::Tx& tx) {
            const auto page = pages::find(tx, app->id("acme")).value();
            return site::entry_path(site::Gate::of(tx, app->world(), page), pass, app->clock().now());
        });
    }
    [[nodiscard]] Visitor teammate(const std::string& email) {
        return {.cookie = cookie_of(visit("/" + entry_link({site::Pass::Way::Teammate, member_id(email)})))};
    }
    /// "<email> <welcome>" for each, in the order of their coming.
    [[nodiscard]] std::string entry_requests() {
        return app->db().read([](db::Tx& tx) {
            std::string text;
            for (const db::Row& row : tx.query("test", "select email, welcome from entry_requests order by id"))
                text += row.text(0) + " " + std::to_string(row.integer(1)) + "\n";
            return text;
        });
    }

private:
    std::string cookie_;
    http::HeaderView header_;

    http::Response ask(http::Method method, const std::string& path, const std::string& body, const Visitor& visitor,
                       const std::string& subdomain) {
        settle();
        http::Request request;
        request.method = method;
        request.path = path;
        request.body = body;
        request.remote_address = visitor.address;
        const auto add = [&request](const char* name, const std::string& value) {
            if (!value.empty()) request.headers.emplace_back(name, value);
        };
        if (method == http::Method::Post) add("content-type", "application/x-www-form-urlencoded");
        add("cookie", visitor.cookie);
        add("if-none-match", visitor.if_none_match);
        if (!visitor.bearer.empty()) add("authorization", "Bearer " + visitor.bearer);
        if (!visitor.token.empty()) request.query.emplace_back("token", visitor.token);
        return site->handle(subdomain, path, request, visitor.mount);
    }
};

}  // namespace daymark::test
