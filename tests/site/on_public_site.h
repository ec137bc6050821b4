// A fixture for cases on what readers get.
#pragma once

#include "site/site.h"
#include "support/temp_folder.h"
#include "support/test_app.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace daymark::test {

/// Acme's site beside Acme's API. Compiles by hand, as the compiler's thread would after each hint.
class OnPublicSite : public OnTestApp {
protected:
    void SetUp() override {
        OnTestApp::SetUp();
        if (IsSkipped()) return;
        open_site();
    }
    void open_site(http::Broadcast* broadcast = nullptr) {
        site = std::make_unique<site::Site>(
            app->db(), app->world(), site::SiteOptions{folder.path(), "status.test", "https://status.test", broadcast});
        site->load();
        site->start();
    }
    /// Passes on what the API hinted at, and waits until it is compiled.
    void settle() {
        for (const std::string& id : app->changed_pages()) site->page_changed(id);
        site->settle();
    }
    http::Response read(const std::string& path, const std::string& subdomain = "acme",
                        site::Mount mount = site::Mount::OwnHost, const std::string& encoding = "identity") {
        settle();
        http::Request request;
        request.path = path;
        request.headers = {{"accept-encoding", encoding}};
        return site->handle(subdomain, path, request, mount);
    }
    static std::string body_of(const http::Response& response) {
        return response.shared_body ? *response.shared_body : response.body;
    }
    std::string page(const std::string& path = "/") { return body_of(read(path)); }
    std::string open_incident(const std::string& extra = {}) {
        return app
            ->post("alice", app->acme("/incidents"),
                   R"({"name":"Checkout is slow","status":"INVESTIGATING","message":"Looking","components":[")" +
                       app->id("api") + R"("],"statuses":[{"id":")" + app->id("api") +
                       R"(","status":"PARTIALOUTAGE"}])" + extra + "}")
            .word("id");
    }
    /// A grey picture of one pixel in a given shade.
    static std::string pixel(char shade) {
        std::string gif("GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;", 35);
        return gif.replace(13, 3, 3, shade);
    }
    Answer give(const std::string& file) { return app->post("alice", "/x/" + app->id("acme") + "/uploads", file); }

    TempFolder folder;
    std::unique_ptr<site::Site> site;
};

}  // namespace daymark::test
