// The main host's own documents: the welcome page, the API's description and its reading form, the dashboard.
#pragma once

#include "api/api.h"
#include "platform/json/json.h"
#include "site/compiled_page.h"

#include <deque>
#include <string>
#include <string_view>

namespace daymark::app {

/// The OpenAPI document of these endpoints. An empty `base_url` stands for the address that the document came from.
[[nodiscard]] json::object api_document(const std::deque<api::Endpoint>& endpoints, const std::string& base_url);

/// The documents as bytes, compressed once. Immutable, so any thread may look.
class Documents {
public:
    Documents(const std::deque<api::Endpoint>& endpoints, const std::string& base_url);

    /// By path: "/", "/docs", "/openapi.json", "/widget" (the script; the page stands in its query), the dashboard's
    /// files below "/app/" and, for every address in it, its one document.
    [[nodiscard]] const site::Variants* find(std::string_view path) const;

private:
    void put_dashboard();

    site::TextMap<site::Variants> by_path_;
};

/// {"status":"ok"} with 200, or another word with 503: what is known of the server's state, ready to be sent.
[[nodiscard]] std::shared_ptr<const http::ReadyBytes> state_bytes(int status, std::string_view word);

}  // namespace daymark::app
