// Which door a request is for.
#include "app/target.h"

#include <gtest/gtest.h>

namespace daymark::app {
namespace {

struct Case {
    const char* host;
    const char* path;
    Door door;
    const char* subdomain;
    const char* below;
};

void expect(const Case& wanted, const char* base_host) {
    const Target target = target_of(wanted.host, wanted.path, base_host);
    EXPECT_EQ(target.door, wanted.door) << wanted.host << wanted.path;
    EXPECT_EQ(target.subdomain, wanted.subdomain) << wanted.host << wanted.path;
    if (wanted.door != Door::Page) return;
    EXPECT_EQ(target.path, wanted.below) << wanted.host << wanted.path;
}

TEST(Target, HostsBelowTheBaseHostArePages) {
    for (const Case& wanted : {
             Case{"acme.localhost", "/", Door::Page, "acme", "/"},
             Case{"acme.localhost", "/v1/pages", Door::Page, "acme", "/v1/pages"},
             Case{"ACME.LocalHost", "/summary.json", Door::Page, "ACME", "/summary.json"},
             Case{"acme.localhost.", "/", Door::Page, "acme", "/"},
             Case{"localhost", "/", Door::Own, "", ""},
             Case{".localhost", "/", Door::Own, "", ""},
             Case{"a.b.localhost", "/", Door::Own, "", ""},
             Case{"acmelocalhost", "/", Door::Own, "", ""},
             Case{"127.0.0.1", "/", Door::Own, "", ""},
         }) {
        expect(wanted, "localhost");
    }
    expect({"acme.status.example.com", "/", Door::Page, "acme", "/"}, "status.example.com");
    expect({"status.example.com", "/v1", Door::Api, "", ""}, "status.example.com");
    expect({"evil.example.com", "/", Door::Own, "", ""}, "status.example.com");
}

TEST(Target, ApiVersionsAreOnEveryOtherHost) {
    for (const char* path : {"/v1", "/v1/pages", "/v2/x/incidents", "/v3/integrations", "/x/keys", "//v1//pages/"}) {
        expect({"127.0.0.1", path, Door::Api, "", ""}, "localhost");
    }
    for (const char* path : {"/", "/v4/pages", "/v1pages", "/docs", "/xy", "*", ""}) {
        expect({"127.0.0.1", path, Door::Own, "", ""}, "localhost");
    }
}

TEST(Target, PagesAreReachedBelowPOnTheMainHost) {
    expect({"localhost", "/p/acme/", Door::Page, "acme", "/"}, "localhost");
    expect({"localhost", "/p/acme/incident/c1", Door::Page, "acme", "/incident/c1"}, "localhost");
    expect({"localhost", "/p/acme", Door::PageRoot, "acme", ""}, "localhost");
    expect({"localhost", "//p/acme", Door::PageRoot, "acme", ""}, "localhost");
    expect({"localhost", "/p", Door::Own, "", ""}, "localhost");
    expect({"localhost", "/p/", Door::Own, "", ""}, "localhost");
    EXPECT_EQ(target_of("localhost", "/p/acme/", "localhost").mount, site::Mount::MainHost);
    EXPECT_EQ(target_of("acme.localhost", "/", "localhost").mount, site::Mount::OwnHost);
}

TEST(Publishing, IsWhatChangesIncidentsOrMaintenances) {
    using enum http::Method;
    EXPECT_TRUE(is_publishing(Post, "/v1/c1/incidents"));
    EXPECT_TRUE(is_publishing(Put, "/v1/c1/incidents/c2"));
    EXPECT_TRUE(is_publishing(Patch, "/v2/c1/maintenances/c2/"));
    EXPECT_FALSE(is_publishing(Get, "/v1/c1/incidents"));
    EXPECT_FALSE(is_publishing(Post, "/v1/c1/components"));
    EXPECT_FALSE(is_publishing(Post, "/v1/c1/incidents-of-old"));
}

TEST(Import, IsWhereATableMayBeLarge) {
    using enum http::Method;
    EXPECT_TRUE(is_import(Post, "/x/c1/subscribers/import"));
    EXPECT_TRUE(is_import(Post, "/x/c1/subscribers/import/"));
    EXPECT_FALSE(is_import(Get, "/x/c1/subscribers/import"));
    EXPECT_FALSE(is_import(Post, "/x/c1/subscribers"));
}

TEST(Target, PublicDataNamesItsPageInThePath) {
    const Target data = target_of("status.test", "//public//acme/uptime", "status.test");
    EXPECT_EQ(data.door, Door::Public);
    EXPECT_EQ(data.subdomain, "acme");
    EXPECT_EQ(data.path, "/uptime");
    EXPECT_EQ(target_of("status.test", "/public/acme", "status.test").path, "");
    EXPECT_EQ(target_of("status.test", "/public/", "status.test").door, Door::Own);
    EXPECT_EQ(target_of("acme.status.test", "/public/acme/uptime", "status.test").door, Door::Page);
}

TEST(Target, LogsShowNoTokens) {
    EXPECT_EQ(without_tokens("/secure/abc"), "/secure/…");
    EXPECT_EQ(without_tokens("/p/acme/de/manage/cid.0123/x"), "/p/acme/de/manage/…");
    EXPECT_EQ(without_tokens("/unsubscribe"), "/unsubscribe");
    EXPECT_EQ(without_tokens("/incident/cid"), "/incident/cid");
}

}  // namespace
}  // namespace daymark::app
