// The readable reference of the API at /docs: one HTML page made from the OpenAPI document.
#pragma once

#include "platform/json/json.h"

#include <string>

namespace daymark::api {

/// A whole page with one inline style sheet and one inline script, and nothing from elsewhere. It is complete without
/// the script. Expects a document of `openapi_document`.
[[nodiscard]] std::string docs_page(const json::object& document);

}  // namespace daymark::api
