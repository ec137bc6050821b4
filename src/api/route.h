// A route of the API: one row that says everything about it. The router, the OpenAPI document, the permission
// table and the tests are made from the rows.
#pragma once

#include "api/call.h"
#include "platform/json/schema.h"
#include "team/permission.h"

#include <span>
#include <string_view>
#include <vector>

namespace daymark::api {

/// Which version prefixes a path is served under. Contract §1.6: page-scoped resources answer alike under /v1 and /v2.
enum class Under { V1, V2, V1AndV2, Extension };

using Handler = json::value (*)(Call&);
/// For answers that are more than JSON.
using RawHandler = http::Response (*)(Call&);
/// Describes a body or an answer for the document.
using Describe = json::object (*)(json::Schemas&);

struct QueryParameter {
    std::string_view name;
    std::string_view about;
    std::string_view type = "string";
    bool required = false;
};

struct Route {
    http::Method method;
    Under under;
    std::string_view path;  // without the version: "/:page_id/incidents"
    team::Needs needs;
    Handler handler;
    std::string_view name;     // "incidents.create"; unique, the document's operationId
    std::string_view summary;  // one line for the document
    Describe takes = nullptr;
    Describe gives = nullptr;
    std::span<const QueryParameter> query = {};
    bool for_page_keys = false;  // names no page, but a key for one page may call it
    bool takes_picture = false;  // the body is a picture
    // The body is a table in CSV. Taking it again changes nothing, so an Idempotency-Key is not looked at: the
    // transaction that it asks for would be too long.
    bool takes_table = false;
    bool gives_table = false;  // the answer is a table in CSV
    // In place of `handler`, for answers that are more than JSON. They are not kept, so an Idempotency-Key is not
    // looked at either.
    RawHandler raw = nullptr;
};

/// Whether an answer is kept for whoever asks again with the same Idempotency-Key.
[[nodiscard]] inline bool keeps_answers(const Route& route) {
    return route.method == http::Method::Post && !route.takes_table && route.raw == nullptr;
}

/// What the route's handler answers, in the caller's language.
[[nodiscard]] std::string answered(Call& call, const Route& route);

template <class T>
json::object takes(json::Schemas& schemas) {
    return json::Codec<T>::schema(schemas);
}
template <class T>
json::object gives(json::Schemas& schemas) {
    return json::Codec<T>::schema(schemas);
}

/// {"id": …}, the answer of every removal.
struct IdView {
    std::string id;
    static constexpr std::string_view schema_name = "Id";
    static constexpr auto fields = std::tuple{json::field("id", &IdView::id)};
};

inline constexpr QueryParameter paging_parameters[] = {
    {"page", "Which page of the list, from 1", "integer"},
    {"per_page", "Items on a page: 50 unless told, at most 100", "integer"},
};

}  // namespace daymark::api
