// From the rows to paths, operations and schemas.
#include "api/openapi.h"

#include "api/docs_schema.h"
#include "api/errors.h"

#include <algorithm>
#include <array>
#include <map>

namespace daymark::api {
namespace {

constexpr std::string_view about_the_api =
    "Everything is JSON in UTF-8. Send your API key as `Authorization: Bearer <key>`. A success is always 200.\n\n"
    "* Lists are bare arrays, cut by `page` and `per_page`; a page past the end is `[]`.\n"
    "* A change touches only the fields that are sent; `PATCH` does what `PUT` does. Fields that a route does not know "
    "are ignored.\n"
    "* Times are sent as ISO 8601 in UTC with milliseconds; they are read as ISO 8601 with any offset, with a space "
    "for "
    "the `T`, or as a number of milliseconds since 1970.\n"
    "* A POST with an `Idempotency-Key` may be sent again without being carried out again.\n"
    "* Answers say in `RateLimit` what is left of the key's share of a minute; beyond it comes 429 with "
    "`Retry-After`.\n"
    "* Slashes that are doubled or trail are folded.\n"
    "* Page-scoped routes answer alike under `/v1` and `/v2`; `/x` holds what only this server has.";

struct NeedsRow {
    team::Needs needs;
    std::string_view word;
    std::string_view place;  // where the permission must be held
};
constexpr std::array needs_table{
    NeedsRow{team::Needs::Nothing, "Nothing", ""},
    NeedsRow{team::Needs::User, "User", ""},
    NeedsRow{team::Needs::OwnWorkspace, "OwnWorkspace", "workspace"},
    NeedsRow{team::Needs::SeePage, "SeePage", "page"},
    NeedsRow{team::Needs::EditNotices, "EditNotices", "page"},
    NeedsRow{team::Needs::EditComponents, "EditComponents", "page"},
    NeedsRow{team::Needs::EditPage, "EditPage", "page"},
    NeedsRow{team::Needs::OwnPage, "OwnPage", "page"},
};
static_assert(needs_table.size() == team::all_needs.size());

const NeedsRow& row_of(team::Needs needs) { return *std::ranges::find(needs_table, needs, &NeedsRow::needs); }

struct Refusal {
    ErrorCode code;
    std::string_view name;
    std::string_view about;
    std::string_view message;  // an example
};
constexpr std::array refusals{
    Refusal{ErrorCode::BadRequest, "BadRequest", "The body is not JSON, or a field is missing or wrong.",
            "name is required"},
    Refusal{ErrorCode::Unauthorized, "Unauthorized", "No API key was sent.",
            "Send your API key as \"Authorization: Bearer <key>\""},
    Refusal{ErrorCode::Forbidden, "Forbidden",
            "The key is not known, or its user may not do this. A page that does not exist is answered alike.",
            "Not authorized"},
    Refusal{ErrorCode::NotFound, "NotFound", "There is nothing under this id.", "Incident not found"},
    Refusal{ErrorCode::MethodNotAllowed, "MethodNotAllowed", "The path is there, but not for this method.",
            "This path does not know DELETE"},
    Refusal{ErrorCode::Conflict, "Conflict", "Something else already has a value that only one may have.",
            "This conflicts with what is stored"},
    Refusal{ErrorCode::PayloadTooLarge, "PayloadTooLarge",
            "The body is longer than 1 MiB, a picture than 10, a table than 16.", "The body is too large"},
    Refusal{ErrorCode::TooManyRequests, "TooManyRequests",
            "The key's share of this minute is used up. `Retry-After` says how many seconds to wait.",
            "Too many requests; wait as long as Retry-After says"},
    Refusal{ErrorCode::Internal, "Internal", "The server failed. Its log says why.", "Internal error"},
    Refusal{ErrorCode::Unavailable, "Unavailable",
            "The database is busy or away. Send the request again after the seconds that `Retry-After` names.",
            "The database cannot be reached; try again soon"},
};

json::object reference(std::string_view kind, std::string_view name) {
    return {{"$ref", "#/components/" + std::string(kind) + "/" + std::string(name)}};
}

json::object json_content(json::object schema) {
    return {{"application/json", json::object{{"schema", std::move(schema)}}}};
}

/// "incident_updates" → "Incident updates"
std::string sentence_of(std::string_view name) {
    std::string text(name);
    std::ranges::replace(text, '_', ' ');
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::vector<std::string_view> segments_of(std::string_view pattern) {
    std::vector<std::string_view> segments;
    while (!pattern.empty()) {
        pattern.remove_prefix(1);
        const std::size_t end = std::min(pattern.find('/'), pattern.size());
        segments.push_back(pattern.substr(0, end));
        pattern.remove_prefix(end);
    }
    return segments;
}

bool is_parameter(std::string_view segment) { return segment.starts_with(':'); }

json::array permissions_for(team::Needs needs) {
    json::array words;
    for (const auto& [word, permission] : team::permission_words) {
        if (team::may(permission, needs)) words.emplace_back(word);
    }
    return words;
}

/// "Needs the permission FULL or WRITE on the page."
std::string needs_sentence(team::Needs needs) {
    const std::string_view place = row_of(needs).place;
    if (place.empty()) return needs == team::Needs::Nothing ? "Needs no API key." : "Needs an API key.";
    const json::array words = permissions_for(needs);
    std::string sentence = "Needs the permission ";
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) sentence += i + 1 == words.size() ? " or " : ", ";
        sentence += words[i].as_string();
    }
    return sentence + " on the " + std::string(place) + ".";
}

std::string about_parameter(std::string_view name) {
    const bool by_id_only = name.ends_with("_id");
    std::string thing(by_id_only ? name.substr(0, name.size() - 3) : name);
    std::ranges::replace(thing, '_', ' ');
    return (by_id_only ? "Id of the " : "Id or name of the ") + thing;
}

/// Which errors a row can end in, besides those every request can.
std::vector<ErrorCode> refusals_of(const Route& route) {
    std::vector<ErrorCode> codes;
    const bool has_body = route.takes != nullptr || route.takes_picture || route.takes_table;
    const bool asks_for = std::ranges::any_of(route.query, &QueryParameter::required);
    if (has_body || asks_for || route.method == http::Method::Post) codes.push_back(ErrorCode::BadRequest);
    if (route.needs != team::Needs::Nothing) {
        codes.push_back(ErrorCode::Unauthorized);
        codes.push_back(ErrorCode::Forbidden);
        codes.push_back(ErrorCode::TooManyRequests);
    }
    // What the gate judges is refused as forbidden; whatever else the path names may be missing.
    const bool names_more = std::ranges::any_of(segments_of(route.path), [](std::string_view segment) {
        return is_parameter(segment) && segment != ":page_id" && segment != ":workspace_id";
    });
    if (names_more) codes.push_back(ErrorCode::NotFound);
    const bool gives_and_takes = has_body || route.method == http::Method::Post;
    if (gives_and_takes || route.method == http::Method::Delete) codes.push_back(ErrorCode::Conflict);
    if (has_body) codes.push_back(ErrorCode::PayloadTooLarge);
    codes.push_back(ErrorCode::Unavailable);
    return codes;
}

class Builder {
public:
    void add(const Endpoint& endpoint) {
        const std::vector<std::string_view> segments = segments_of(endpoint.pattern);
        const std::string& path = path_for(segments);
        json::value& item = paths_[path];
        if (!item.is_object()) item.emplace_object();
        item.as_object()[http::to_lower(http::method_name(endpoint.route->method))] =
            operation(*endpoint.route, segments, path);
    }

    json::object finish(const DocumentInfo& info) {
        json::object document;
        document["openapi"] = "3.1.0";
        document["info"] =
            json::object{{"title", "Daymark API"}, {"version", info.version}, {"description", about_the_api}};
        document["servers"] = json::array{json::object{{"url", info.server_url.empty() ? "/" : info.server_url}}};
        document["tags"] = std::move(tags_);
        document["paths"] = std::move(paths_);
        document["components"] = components();
        add_examples(document);
        return document;
    }

private:
    /// The same small bodies that /docs shows.
    static void add_examples(json::object& document) {
        const json::object whole = document;
        const DocsSchema schemas(whole);
        for (auto& [path, item] : document["paths"].as_object()) {
            for (auto& [method, operation] : item.as_object()) {
                json::value* body = operation.as_object().if_contains("requestBody");
                if (body == nullptr) continue;
                json::object& types = body->at("content").as_object();
                json::value* content = types.if_contains("application/json");
                if (content == nullptr) continue;
                content->as_object()["example"] = schemas.sample(content->at("schema").as_object());
            }
        }
    }

    /// Two paths that differ only in the names of their parameters are one path to OpenAPI: the first names hold.
    const std::string& path_for(const std::vector<std::string_view>& segments) {
        std::string path, shape;
        for (const std::string_view segment : segments) {
            const std::string text(segment);
            path += is_parameter(segment) ? "/{" + text.substr(1) + "}" : "/" + text;
            shape += is_parameter(segment) ? "/:" : "/" + text;
        }
        return path_by_shape_.emplace(shape, path).first->second;
    }

    json::object operation(const Route& route, const std::vector<std::string_view>& segments, std::string_view path) {
        const std::string_view tag = route.name.substr(0, route.name.find('.'));
        json::object operation;
        operation["operationId"] = std::string(route.name) + "_" + std::string(segments.front());
        operation["summary"] = route.summary;
        operation["description"] = needs_sentence(route.needs);
        operation["tags"] = json::array{use_tag(sentence_of(tag))};
        operation["x-needs"] = word_of(route.needs);
        if (!row_of(route.needs).place.empty()) operation["x-permissions"] = permissions_for(route.needs);
        operation["security"] = security_of(route);
        if (json::array parameters = parameters_of(route, segments, path); !parameters.empty()) {
            operation["parameters"] = std::move(parameters);
        }
        if (route.takes != nullptr) operation["requestBody"] = body_of(route);
        if (route.takes_picture) operation["requestBody"] = picture_body();
        if (route.takes_table) operation["requestBody"] = table_body();
        operation["responses"] = responses_of(route);
        return operation;
    }

    json::value use_tag(const std::string& name) {
        json::object tag{{"name", name}};
        if (std::ranges::find(tags_, json::value(tag)) == tags_.end()) tags_.emplace_back(std::move(tag));
        return json::value(name);
    }

    static json::array security_of(const Route& route) {
        if (route.needs == team::Needs::Nothing) return {};
        return {json::object{{"apiKey", json::array()}}};
    }

    /// Named as the path has them, described as the row means them.
    static json::array parameters_of(const Route& route, const std::vector<std::string_view>& segments,
                                     std::string_view path) {
        json::array parameters;
        const std::vector<std::string_view> names = segments_of(path);
        for (std::size_t i = 0; i < segments.size(); ++i) {
            if (!is_parameter(segments[i])) continue;
            parameters.push_back(json::object{{"name", names[i].substr(1, names[i].size() - 2)},
                                              {"in", "path"},
                                              {"required", true},
                                              {"description", about_parameter(segments[i].substr(1))},
                                              {"schema", json::plain_schema("string")}});
        }
        if (keeps_answers(route)) {
            parameters.push_back(
                json::object{{"name", "Idempotency-Key"},
                             {"in", "header"},
                             {"description",
                              "Sent again with the same key and body within a day, the request is answered "
                              "as at first and not carried out again"},
                             {"schema", json::object{{"type", "string"}, {"maxLength", 255}}}});
        }
        for (const QueryParameter& parameter : route.query) {
            parameters.push_back(json::object{{"name", parameter.name},
                                              {"in", "query"},
                                              {"description", parameter.about},
                                              {"schema", json::plain_schema(parameter.type)}});
            if (parameter.required) parameters.back().as_object()["required"] = true;
        }
        return parameters;
    }

    json::object body_of(const Route& route) {
        schemas_.of_answers = false;
        json::object schema = route.takes(schemas_);
        // Contract: an absent body is {}, which only a route that requires a field refuses.
        const bool required = json::resolved(schema, schemas_).contains("required");
        return {{"required", required}, {"content", json_content(std::move(schema))}};
    }

    static json::object picture_body() {
        return {{"required", true},
                {"description", "A PNG, JPEG, WebP or GIF, whatever its Content-Type"},
                {"content", json::object{{"image/*", json::object()}}}};
    }

    static json::object table_body() {
        return {{"required", true},
                {"description", "A table in UTF-8, whatever its Content-Type; its first row names the columns"},
                {"content", table_content()}};
    }

    static json::object table_content() {
        return {{"text/csv", json::object{{"schema", json::plain_schema("string")}}}};
    }

    json::object responses_of(const Route& route) {
        schemas_.of_answers = true;
        json::object success{{"description", "Done"}};
        if (route.gives != nullptr) success["content"] = json_content(route.gives(schemas_));
        if (route.gives_table) success["content"] = table_content();
        json::object responses{{"200", std::move(success)}};
        for (const Refusal& refusal : refusals) {
            const auto codes = refusals_of(route);
            if (std::ranges::find(codes, refusal.code) == codes.end()) continue;
            responses[std::to_string(api::row_of(refusal.code).status)] = reference("responses", refusal.name);
        }
        responses["default"] = reference("responses", "Other");
        return responses;
    }

    json::object components() {
        schemas_.named["Error"] = error_schema();
        json::object schemas, responses;
        for (auto& [name, schema] : schemas_.named) schemas[name] = std::move(schema);
        const json::object content = json_content(json::reference_to("Error"));
        for (const Refusal& refusal : refusals) {
            const ErrorRow& row = api::row_of(refusal.code);
            json::object shown = content;
            shown["application/json"].as_object()["example"] =
                json::object{{"error", json::object{{"code", row.word}, {"message", refusal.message}}}};
            responses[refusal.name] =
                json::object{{"description", refusal.about}, {"content", std::move(shown)}, {"x-status", row.status}};
        }
        responses["Other"] = json::object{{"description", "Any other error."}, {"content", content}};
        const json::object key{
            {"type", "http"}, {"scheme", "bearer"}, {"description", "An API key. It can do what its user can do."}};
        return {{"schemas", std::move(schemas)},
                {"responses", std::move(responses)},
                {"securitySchemes", json::object{{"apiKey", key}}}};
    }

    static json::object error_schema() {
        json::object code = json::plain_schema("string"), message = code, field = code;
        code["description"] = "A word for programs";
        message["description"] = "A sentence for people";
        field["description"] = "The field that is wrong, such as statuses[1].status; only where it is known";
        json::object inside = json::plain_schema("object");
        inside["properties"] =
            json::object{{"code", std::move(code)}, {"message", std::move(message)}, {"field", std::move(field)}};
        inside["required"] = json::array{"code", "message"};
        json::object schema = json::plain_schema("object");
        schema["properties"] = json::object{{"error", std::move(inside)}};
        schema["required"] = json::array{"error"};
        return schema;
    }

    json::Schemas schemas_;
    json::object paths_;
    json::array tags_;
    std::map<std::string, std::string> path_by_shape_;
};

}  // namespace

json::object openapi_document(const std::deque<Endpoint>& endpoints, const DocumentInfo& info) {
    Builder builder;
    for (const Endpoint& endpoint : endpoints) builder.add(endpoint);
    return builder.finish(info);
}

std::string_view word_of(team::Needs needs) { return row_of(needs).word; }

}  // namespace daymark::api
