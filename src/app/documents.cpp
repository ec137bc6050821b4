// The main host's own documents as bytes.
#include "app/documents.h"

#include "api/docs_page.h"
#include "api/openapi.h"
#include "embedded/files.h"
#include "platform/crypto/secret_key.h"
#include "site/widgets.h"

namespace daymark::app {
namespace {

/// What stands inside the first element of that name, for its hash in the policy.
std::string_view inside(std::string_view html, const std::string& name) {
    const std::size_t start = html.find("<" + name);
    if (start == std::string_view::npos) return {};
    html.remove_prefix(html.find('>', start) + 1);
    return html.substr(0, html.find("</" + name + ">"));
}

std::string hash_of(std::string_view html, const std::string& name) {
    return "'sha256-" + crypto::sha256_base64(inside(html, name)) + "'";
}

/// An HTML page with at most one style and one script of its own, and nothing from elsewhere.
site::Document html_document(std::string html) {
    std::string policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src " +
                         hash_of(html, "style") + "; script-src " + hash_of(html, "script");
    return {"text/html; charset=utf-8", std::move(html), std::move(policy)};
}

constexpr std::string_view dashboard_assets = "dashboard/assets/";
constexpr std::string_view dashboard_policy =
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

std::string_view type_of(std::string_view path) {
    if (path.ends_with(".css")) return "text/css; charset=utf-8";
    if (path.ends_with(".svg")) return "image/svg+xml";
    return "text/javascript; charset=utf-8";
}

/// "/docs/" and "//docs" are "/docs", as on the API's paths.
std::string_view folded(std::string_view path) {
    while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    while (path.size() > 1 && path.starts_with("//")) path.remove_prefix(1);
    return path;
}

}  // namespace

json::object api_document(const std::deque<api::Endpoint>& endpoints, const std::string& base_url) {
    return api::openapi_document(endpoints, {.version = DAYMARK_VERSION, .server_url = base_url});
}

Documents::Documents(const std::deque<api::Endpoint>& endpoints, const std::string& base_url) {
    const json::object document = api_document(endpoints, base_url);
    const auto put = [this](const char* path, const site::Document& made) {
        by_path_[path] = site::with_brotli(site::pack(made, 200, site::Caching::Public));
    };
    put("/", html_document(std::string(embedded::file("app/welcome.html").value_or(""))));
    put("/docs", html_document(api::docs_page(document)));
    put("/openapi.json", {"application/json; charset=utf-8", json::text(document), {}});
    by_path_["/widget"] = site::widget_bytes();
    put_dashboard();
}

void Documents::put_dashboard() {
    for (const std::string_view path : embedded::files_of(dashboard_assets)) {
        const site::Document made{std::string(type_of(path)), std::string(embedded::file(path).value()), {}};
        // Their names change with their bytes.
        const std::string address = "/app/assets/" + std::string(path.substr(dashboard_assets.size()));
        by_path_[address] = site::with_brotli(site::pack(made, 200, site::Caching::Hour));
    }
    // Never kept: a copy would ask for the assets of the release before.
    if (const auto index = embedded::file("dashboard/index.html")) {
        by_path_["/app"] = site::pack({"text/html; charset=utf-8", std::string(*index), std::string(dashboard_policy)},
                                      200, site::Caching::None);
    }
}

const site::Variants* Documents::find(std::string_view path) const {
    path = folded(path);
    const bool in_dashboard = path.starts_with("/app/") && !path.starts_with("/app/assets/");
    const auto found = by_path_.find(in_dashboard ? "/app" : path);
    return found == by_path_.end() ? nullptr : &found->second;
}

std::shared_ptr<const http::ReadyBytes> state_bytes(int status, std::string_view word) {
    const std::string body = json::text(json::object{{"status", word}});
    const std::string head = "HTTP/1.1 " + std::to_string(status) + " " + std::string(http::reason_of(status)) +
                             "\r\nContent-Type: application/json; charset=utf-8\r\nCache-Control: no-store\r\n" +
                             "X-Content-Type-Options: nosniff\r\nContent-Length: " + std::to_string(body.size()) +
                             "\r\n";
    return std::make_shared<const http::ReadyBytes>(http::ReadyBytes{head, body});
}

}  // namespace daymark::app
