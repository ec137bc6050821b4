// The OpenAPI 3.1 document of the API, made only from the rows of the route tables.
#pragma once

#include "api/api.h"
#include "platform/json/json.h"

#include <deque>
#include <string>
#include <string_view>

namespace daymark::api {

/// What a document says besides the routes.
struct DocumentInfo {
    std::string version;
    std::string server_url;  // where people reach this server; empty: the address the document came from
};

/// The same rows give the same bytes.
[[nodiscard]] json::object openapi_document(const std::deque<Endpoint>& endpoints, const DocumentInfo& info);

/// "EditNotices": what a route needs, as the document's `x-needs` has it.
[[nodiscard]] std::string_view word_of(team::Needs needs);

}  // namespace daymark::api
