// Who is let in to Acme's page when it is private, by which right, and how each right ends.
#include "site/on_private_page.h"
#include "support/told.h"

namespace daymark::test {
namespace {

class PrivatePage : public OnPrivatePage {};
INSTANTIATE_TEST_SUITE_P(Databases, PrivatePage, both(), kind_name);

TEST_P(PrivatePage, ShowsPeopleAGateAndProgramsNothing) {
    const std::string id = open_incident();
    make_private();
    const std::string nobody = body_of(read("/summary.json", "nobody"));
    for (const std::string& path :
         {std::string("/"), "/" + id, "/incident/" + id, std::string("/history"), std::string("/de/"),
          std::string("/no/such/thing"), std::string("/subscribe"), std::string("/manage/x.y"),
          std::string("/unsubscribe/x.y"), std::string("/confirm/x.y.1.z"), std::string("/secure/x"),
          std::string("/enter/x")}) {
        const http::Response gate = visit(path);
        EXPECT_EQ(gate.status, 401) << path;
        EXPECT_EQ(header_of(gate, "cache-control"), "no-store") << path;
        EXPECT_EQ(header_of(gate, "www-authenticate"), "Bearer") << path;
        EXPECT_NE(body_of(gate).find("This status page is private"), std::string::npos) << path;
        EXPECT_NE(body_of(gate).find("name=\"email\""), std::string::npos) << path;
        EXPECT_EQ(body_of(gate).find("name=\"password\""), std::string::npos) << "there is none";
        EXPECT_EQ(body_of(gate).find("Acme"), std::string::npos) << path;
        EXPECT_NE(body_of(gate).find("content=\"noindex\""), std::string::npos) << path;
    }
    for (const char* path : {"/summary.json", "/v2/components.json", "/history.rss", "/calendar.ics", "/badge.svg",
                             "/widget.json", "/sitemap.xml", "/robots.txt", "/embed-status/light-sm"}) {
        const http::Response hidden = visit(path);
        EXPECT_EQ(hidden.status, 404) << path;
        EXPECT_EQ(body_of(hidden), nobody) << path;
    }
    EXPECT_EQ(body_of(read("/summary.json", "acme", site::Mount::OwnHost, "br")),
              body_of(read("/summary.json", "nobody", site::Mount::OwnHost, "br")));
}

TEST_P(PrivatePage, OpensByItsSecureLinkUntilThereIsAnother) {
    make_private();
    const std::string first = secure_link();
    const http::Response entry = visit(first);
    EXPECT_EQ(entry.status, 303);
    EXPECT_EQ(header_of(entry, "location"), "../");
    const std::string cookie = header_of(entry, "set-cookie");
    EXPECT_TRUE(cookie.starts_with("__Host-daymark-visit=")) << cookie;
    for (const char* part : {"; Path=/;", "; HttpOnly", "; SameSite=Lax", "; Secure"})
        EXPECT_NE(cookie.find(part), std::string::npos) << part;
    const Visitor visitor{.cookie = cookie_of(entry)};
    EXPECT_NE(body_of(visit("/", visitor)).find("Acme"), std::string::npos);
    EXPECT_EQ(visit("/summary.json", visitor).status, 200);
    const std::string second = secure_link();
    EXPECT_EQ(visit("/", visitor).status, 401) << "the link is another now";
    EXPECT_EQ(visit(first).status, 401);
    EXPECT_EQ(visit(second).status, 303);
}

TEST_P(PrivatePage, OpensByItsPassword) {
    make_private(R"(,"password":"correct horse")");
    EXPECT_NE(body_of(visit("/")).find("name=\"password\""), std::string::npos);
    const http::Response wrong = send("/history", {{"password", "battery staple"}});
    EXPECT_EQ(wrong.status, 401);
    EXPECT_NE(body_of(wrong).find("aria-invalid=\"true\""), std::string::npos);
    const http::Response entry = send("/history", {{"password", "correct horse"}});
    EXPECT_EQ(entry.status, 303);
    EXPECT_EQ(header_of(entry, "location"), "./history") << "back to where the reader was";
    const Visitor visitor{.cookie = cookie_of(entry)};
    EXPECT_EQ(visit("/history", visitor).status, 200);
    app->put("alice", app->acme(), R"({"password":"another one"})");
    EXPECT_EQ(visit("/history", visitor).status, 401) << "the password is another now";
    app->put("alice", app->acme(), R"({"password":null})");
    EXPECT_EQ(send("/", {{"password", "another one"}}).status, 401) << "there is none any more";
    EXPECT_EQ(app->put("alice", app->acme(), R"({"password":"short"})").error_field(), "password");
}

TEST_P(PrivatePage, KeepsItsPasswordFromWhoReadsTheDatabase) {
    make_private(R"(,"password":"correct horse")");
    EXPECT_EQ(app->dump().find("correct horse"), std::string::npos);
    EXPECT_EQ(app->get("alice", app->acme()).text.find("correct horse"), std::string::npos);
}

TEST_P(PrivatePage, AllowsTenPasswordsAMinute) {
    make_private(R"(,"password":"correct horse")");
    for (int i = 0; i < 10; ++i) EXPECT_EQ(send("/", {{"password", "guess"}}).status, 401);
    const http::Response refused = send("/", {{"password", "correct horse"}});
    EXPECT_EQ(refused.status, 429);
    EXPECT_FALSE(header_of(refused, "retry-after").empty());
    EXPECT_EQ(send("/", {{"password", "correct horse"}}, {.address = "198.51.100.7"}).status, 303);
    app->clock().tick(one_minute);
    EXPECT_EQ(send("/", {{"password", "correct horse"}}).status, 303);
}

TEST_P(PrivatePage, OpensToItsAllowList) {
    make_private(R"(,"useAllowList":true,"allowList":["192.0.2.0/24","2001:db8::/32"])");
    EXPECT_EQ(visit("/", {.address = "192.0.2.77"}).status, 200);
    EXPECT_EQ(visit("/summary.json", {.address = "2001:db8::5"}).status, 200);
    EXPECT_EQ(visit("/", {.address = "::ffff:192.0.2.77"}).status, 200);
    EXPECT_EQ(visit("/", {.address = "192.0.3.1"}).status, 401);
    EXPECT_EQ(visit("/", {.address = ""}).status, 401);
    app->put("alice", app->acme(), R"({"useAllowList":false})");
    EXPECT_EQ(visit("/", {.address = "192.0.2.77"}).status, 401);
    EXPECT_EQ(app->put("alice", app->acme(), R"({"allowList":["10.0.0.0/8","10.0.0.1/8"]})").error_field(),
              "allowList[1]");
    EXPECT_EQ(app->put("alice", app->acme(), R"({"allowedEmailDomains":["a@b.test"]})").error_field(),
              "allowedEmailDomains[0]");
}

TEST_P(PrivatePage, OpensToTeammatesWhileTheyAreThat) {
    make_private();
    const Answer made = app->post("vera", visits(), "");
    ASSERT_EQ(made.status, 200) << made.text;
    const Visitor vera{.cookie = cookie_of(visit(path_in(made.word("url"))))};
    const Visitor reader{.token = made.word("token")};
    EXPECT_EQ(visit("/", vera).status, 200);
    EXPECT_EQ(visit("/history.rss", reader).status, 200);
    const std::string member = member_id("vera@acme.test");
    app->erase("alice", app->acme("/team/" + member));
    EXPECT_EQ(visit("/", vera).status, 401);
    EXPECT_EQ(visit("/history.rss", reader).status, 404);
    EXPECT_EQ(app->post("mina", visits(), "").status, 403) << "MEMBERs have no API; a mail brings them the link";
    app->put("alice", app->acme(), R"({"private":false})");
    const Answer open = app->post("alice", visits(), "");
    EXPECT_EQ(header_of(visit(path_in(open.word("url"))), "location"), "../");
    EXPECT_EQ(visit("/history.rss", {.token = open.word("token")}).status, 200) << "scripts need not care";
}

TEST_P(PrivatePage, MailsATeammateALinkOfTheirOwn) {
    Told told(*app);
    Visitor mina;
    for (const char* welcome : {"", R"(,"allowedEmailDomains":["acme.test"])"}) {
        make_private(welcome);
        send("/", {{"email", "mina@acme.test"}});
        told.run();
        const auto mails = told.mailer.take();
        ASSERT_EQ(mails.size(), 1U) << welcome;
        const std::string mail = unparted(mails[0].bytes);
        const std::size_t link = mail.find("/enter/");
        mina.cookie = cookie_of(visit(mail.substr(link, mail.find_first_of("\n \"<", link) - link)));
        EXPECT_EQ(visit("/", mina).status, 200) << mail;
    }
    app->erase("alice", app->acme("/team/" + member_id("mina@acme.test")));
    EXPECT_EQ(visit("/", mina).status, 401) << "it is theirs, not their domain's";
}

TEST_P(PrivatePage, AsksByMailWithoutTellingWhoMayCome) {
    make_private(R"(,"allowedEmailDomains":["partner.test"])");
    const auto answer_to = [&](const std::string& email) {
        std::string text = body_of(send("/history", {{"email", email}}));
        for (std::size_t at = text.find(email); at != std::string::npos; at = text.find(email))
            text.replace(at, email.size(), "?");
        return text;
    };
    const std::string known = answer_to("mina@acme.test");
    EXPECT_NE(known.find("Check your e-mail"), std::string::npos);
    EXPECT_EQ(answer_to("stranger@else.test"), known);
    EXPECT_EQ(answer_to("Kim@PARTNER.test"), known);
    EXPECT_EQ(entry_requests(), "mina@acme.test 1\nstranger@else.test 0\nkim@partner.test 1\n");
    EXPECT_EQ(send("/", {{"email", "no address"}}).status, 400);
    for (int i = 0; i < 20; ++i) send("/", {{"email", "n" + std::to_string(i) + "@else.test"}});
    EXPECT_EQ(std::ranges::count(entry_requests(), '\n'), 10) << "ten an hour from one network";
}

TEST_P(PrivatePage, OpensToAnEmailDomainWhileItIsWelcome) {
    make_private(R"(,"allowedEmailDomains":["partner.test"])");
    const std::string link = "/" + entry_link({site::Pass::Way::EmailDomain, "partner.test"});
    const http::Response entry = visit(link);
    EXPECT_EQ(entry.status, 303);
    const Visitor kim{.cookie = cookie_of(entry)};
    EXPECT_EQ(visit("/", kim).status, 200);
    app->clock().tick(one_hour + one_minute);
    EXPECT_EQ(visit(link).status, 401) << "the link lasts an hour";
    EXPECT_EQ(visit("/", kim).status, 200) << "the visit goes on";
    app->put("alice", app->acme(), R"({"allowedEmailDomains":["other.test"]})");
    EXPECT_EQ(visit("/", kim).status, 401);
}

TEST_P(PrivatePage, SendsNoLinkToADomainThatIsNotWelcomeAnyMore) {
    Told told(*app);
    make_private(R"(,"allowedEmailDomains":["partner.test"])");
    send("/", {{"email", "kim@partner.test"}});
    told.run();
    EXPECT_EQ(told.mailer.take_receivers(), std::vector<std::string>{"kim@partner.test"});
    send("/", {{"email", "kim@partner.test"}});
    app->put("alice", app->acme(), R"({"allowedEmailDomains":["other.test"]})");
    told.run();
    EXPECT_TRUE(told.mailer.take().empty()) << "it was when they asked";
}

TEST_P(PrivatePage, TakesAPassForNothingElseThanItIs) {
    make_private(R"(,"password":"correct horse","allowedEmailDomains":["partner.test"])");
    const http::Response entry = send("/", {{"password", "correct horse"}});
    const std::string cookie = cookie_of(entry);
    const std::string visit_token = cookie.substr(cookie.find('=') + 1);
    const std::string programs_token = app->post("vera", visits(), "").word("token");
    EXPECT_EQ(visit("/summary.json", {.token = visit_token}).status, 404) << "a cookie is no address";
    EXPECT_EQ(visit("/", {.cookie = "__Host-daymark-visit=" + programs_token}).status, 401);
    EXPECT_EQ(visit("/", {.token = programs_token}).status, 401) << "people need a visit";
    EXPECT_EQ(visit("/enter/" + visit_token).status, 401);
    EXPECT_EQ(visit("/summary.json", {.bearer = programs_token}).status, 200);
    for (std::size_t at = 0; at < visit_token.size(); ++at) {
        std::string bent = visit_token;
        bent[at] = bent[at] == 'e' ? 'a' : 'e';
        EXPECT_EQ(visit("/", {.cookie = "__Host-daymark-visit=" + bent}).status, 401) << bent;
    }
    for (const char* text : {"", ".", "...", "e..partner.test", "x.l.0.", "l", "0.e.0.partner.test"})
        EXPECT_EQ(visit("/", {.cookie = "__Host-daymark-visit=" + std::string(text)}).status, 401) << text;
    EXPECT_EQ(visit("/", {.cookie = "other=1; __Host-daymark-visit=" + visit_token + "; more=2"}).status, 200);
    EXPECT_EQ(visit("/", {.cookie = "daymark-visit=" + visit_token}).status, 401) << "another name";
    app->clock().tick(31 * one_day);
    EXPECT_EQ(visit("/", {.cookie = cookie}).status, 401) << "a visit ends";
    app->put("mallory", "/v1/" + app->id("mallorys_page"), R"({"private":true,"password":"correct horse"})");
    const std::string fresh = cookie_of(send("/", {{"password", "correct horse"}}));
    EXPECT_EQ(visit("/", {.cookie = fresh}).status, 200);
    EXPECT_EQ(visit("/", {.cookie = fresh}, "mallory").status, 401) << "another page's";
}

TEST_P(PrivatePage, IsKeptByNoCacheAndReadByNoOtherSite) {
    const std::string public_tag = header_of(visit("/"), "etag");
    make_private();
    const Visitor reader = insider();
    for (const char* path : {"/", "/summary.json", "/history.rss", "/history", "/badge.svg", "/calendar.ics", "/de/"}) {
        const http::Response answer = visit(path, reader);
        ASSERT_EQ(answer.status, 200) << path;
        EXPECT_EQ(header_of(answer, "cache-control"), "private, no-store") << path;
        EXPECT_EQ(header_of(answer, "vary"), "Accept-Encoding, Cookie, Authorization") << path;
        EXPECT_EQ(header_of(answer, "access-control-allow-origin"), "") << path;
        EXPECT_EQ(header_of(answer, "x-robots-tag"), "noindex") << path;
        const std::string tag = header_of(answer, "etag");
        EXPECT_EQ(visit(path, {.cookie = reader.cookie, .if_none_match = tag}).status, 304) << path;
        for (const std::string& known : {tag, public_tag, std::string("*")}) {
            const int status = visit(path, {.if_none_match = known}).status;
            EXPECT_TRUE(status == 401 || status == 404) << path << " " << status;
        }
    }
}

TEST_P(PrivatePage, StandsReadyForWhoIsLetIn) {
    make_private();
    const std::string cookie = insider().cookie;
    visit("/");
    http::RequestHead head = head_with("");
    EXPECT_FALSE(site->ready("acme", "/", head, site::Mount::OwnHost).has_value());
    head = head_with(cookie);
    EXPECT_TRUE(site->ready("acme", "/", head, site::Mount::OwnHost).has_value());
    EXPECT_TRUE(site->ready("acme", "/summary.json", head, site::Mount::OwnHost).has_value());
    EXPECT_FALSE(site->ready("acme", "/", head, site::Mount::MainHost).has_value()) << "another cookie's place";
}

TEST_P(PrivatePage, LetsThoseListenWhomItLetsIn) {
    make_private();
    const std::string cookie = insider().cookie;
    visit("/");
    http::RequestHead head = head_with("");
    EXPECT_FALSE(site->stream("acme", "/events", head, site::Mount::OwnHost).has_value());
    EXPECT_EQ(visit("/events").status, 401);
    head = head_with(cookie);
    const auto stream = site->stream("acme", "/events", head, site::Mount::OwnHost);
    ASSERT_TRUE(stream.has_value());
    EXPECT_EQ(stream->topic, app->id("acme"));
    app->put("alice", app->acme(), R"({"useAllowList":true,"allowList":["192.0.2.0/24"]})");
    EXPECT_EQ(visit("/events", {.address = "192.0.2.7"}).status, 204) << "they look each minute instead";
}

TEST_P(PrivatePage, OutlivesARestartWithoutItsDatabase) {
    make_private();
    const std::string cookie = insider().cookie;
    visit("/");
    site = std::make_unique<site::Site>(app->db(), app->world(),
                                        site::SiteOptions{folder.path(), "status.test", "https://status.test"});
    site->load();  // and nothing else: what follows is out of the snapshots
    http::RequestHead head = head_with("");
    EXPECT_FALSE(site->ready("acme", "/", head, site::Mount::OwnHost).has_value());
    head = head_with(cookie);
    const auto home = site->ready("acme", "/", head, site::Mount::OwnHost);
    ASSERT_TRUE(home.has_value());
    EXPECT_NE(home->bytes->body.find("Acme"), std::string::npos);
    open_site();
    app->put("alice", app->acme(), R"({"language":"de"})");
    EXPECT_EQ(header_of(visit("/summary.json", {.cookie = cookie}), "cache-control"), "private, no-store")
        << "what was taken over from a snapshot keeps its heads";
}

TEST_P(PrivatePage, BelowTheMainHostHasACookieOfItsOwnPath) {
    make_private(R"(,"password":"correct horse")");
    const http::Response entry = send("/", {{"password", "correct horse"}}, {.mount = site::Mount::MainHost});
    EXPECT_NE(header_of(entry, "set-cookie").find("__Secure-daymark-visit="), std::string::npos);
    EXPECT_NE(header_of(entry, "set-cookie").find("; Path=/p/acme/;"), std::string::npos);
    EXPECT_EQ(visit("/", {.cookie = cookie_of(entry), .mount = site::Mount::MainHost}).status, 200);
}

TEST_P(PrivatePage, GivesItsReadersAddressesForTheirPrograms) {
    make_private();
    const std::string form = body_of(visit("/subscribe/rss", insider()));
    const std::size_t at = form.find("history.rss?token=");
    ASSERT_NE(at, std::string::npos);
    const std::size_t begin = at + std::string("history.rss?token=").size();
    const std::string token = form.substr(begin, form.find('"', begin) - begin);
    EXPECT_EQ(visit("/history.rss", {.token = token}).status, 200);
    EXPECT_EQ(visit("/calendar.ics", {.token = token}).status, 200);
    EXPECT_EQ(visit("/history.rss", {.token = token + "0"}).status, 404);
}

TEST_P(PrivatePage, LetsPeopleEndWhatTheyAskedFor) {
    send("/subscribe/email", {{"address", "kim@example.com"}});
    const std::string id = std::string(app->get("bob", app->acme("/subscribers?search=kim")).word("0.id"));
    make_private();
    EXPECT_EQ(visit("/manage/" + subscribers::manage_token(app->world().key, id)).status, 401);
    const std::string end = "/unsubscribe/" + subscribers::manage_token(app->world().key, id);
    EXPECT_EQ(visit(end).status, 200);
    EXPECT_EQ(send(end, {}).status, 200);
    EXPECT_TRUE(app->get("bob", app->acme("/subscribers?search=kim")).body.as_array().empty());
    EXPECT_EQ(visit(end).status, 401) << "a dead link tells nothing";
}

TEST_P(PrivatePage, IsOpenAgainWhenItsOwnerSaysSo) {
    make_private();
    const std::string link = secure_link();
    const Visitor reader{.cookie = cookie_of(visit(link))};
    app->put("alice", app->acme(), R"({"private":false})");
    const http::Response home = visit("/", reader);
    EXPECT_EQ(home.status, 200);
    EXPECT_TRUE(header_of(home, "cache-control").starts_with("public"));
    EXPECT_EQ(visit("/").status, 200);
    EXPECT_EQ(header_of(visit(link), "location"), "../") << "old links lead to the page";
}

}  // namespace
}  // namespace daymark::test
