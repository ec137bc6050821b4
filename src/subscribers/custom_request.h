// How the owner of a webhook wants it called (contract §6.3): method, headers, query, and bodies with places for what
// is told.
#pragma once

#include "platform/json/fields.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daymark::subscribers {

/// Names and values in the order in which they were given.
using TextPairs = std::vector<std::pair<std::string, std::string>>;

/// Guess: those with a body, since something is told.
enum class RequestMethod { Post, Put, Patch };

}  // namespace daymark::subscribers

template <>
struct daymark::json::EnumWords<daymark::subscribers::RequestMethod> {
    using Method = daymark::subscribers::RequestMethod;
    static constexpr std::array table{std::pair{std::string_view("POST"), Method::Post},
                                      std::pair{std::string_view("PUT"), Method::Put},
                                      std::pair{std::string_view("PATCH"), Method::Patch}};
};

/// An object of texts. Guess: the contract shows null only.
template <>
struct daymark::json::Codec<daymark::subscribers::TextPairs> {
    static subscribers::TextPairs read(const value& from, const Path& path);
    static value write(const subscribers::TextPairs& pairs);
    static object schema(Schemas& schemas);
};

namespace daymark::subscribers {

inline constexpr std::size_t most_body_form = 32 * 1024, longest_pair_name = 128;

/// Kept as one sealed JSON text; the field table is storage and output at once.
struct CustomRequest {
    RequestMethod method = RequestMethod::Post;
    std::optional<TextPairs> headers, query;
    std::optional<std::string> incident_body, maintenance_body, component_body;  // of the usual form without one

    static constexpr auto fields = std::tuple{
        json::field("webhookIncidentBody", &CustomRequest::incident_body)
            .described("Of a webhook: what is sent of incidents, with places such as {{incident.name}}"),
        json::field("webhookMaintenanceBody", &CustomRequest::maintenance_body),
        json::field("webhookComponentBody", &CustomRequest::component_body),
        json::field("webhookHttpMethod", &CustomRequest::method),
        json::field("webhookHeaders", &CustomRequest::headers),
        json::field("webhookQueryParams", &CustomRequest::query),
    };
    [[nodiscard]] bool is_usual() const;
};

/// What is said of it: what is left out stays, null and "" take away.
struct CustomRequestDraft {
    std::optional<RequestMethod> method;
    json::Settable<TextPairs> headers, query;
    json::Settable<std::string> incident_body, maintenance_body, component_body;

    static constexpr auto fields = std::tuple{
        json::field("webhookIncidentBody", &CustomRequestDraft::incident_body)
            .up_to(most_body_form)
            .described("Of a webhook: what is sent of incidents, with places such as {{incident.name}}"),
        json::field("webhookMaintenanceBody", &CustomRequestDraft::maintenance_body)
            .up_to(most_body_form)
            .described("The same of maintenances"),
        json::field("webhookComponentBody", &CustomRequestDraft::component_body)
            .up_to(most_body_form)
            .described("The same of components"),
        json::field("webhookHttpMethod", &CustomRequestDraft::method),
        json::field("webhookHeaders", &CustomRequestDraft::headers).described("Sent with each message"),
        json::field("webhookQueryParams", &CustomRequestDraft::query).described("Put into the webhook's address"),
    };
};

/// The request after what is said of it. Error BadRequest names what cannot be: "webhookHeaders.Host".
[[nodiscard]] CustomRequest changed(CustomRequest request, const CustomRequestDraft& draft);

/// Whether an owner may set this header: it is one line of HTTP, and neither says where the request goes and ends nor
/// is one of ours.
[[nodiscard]] bool may_set_header(std::string_view name, std::string_view value);

/// What a body is about, by its member of the payload.
enum class BodyKind { Incident, Maintenance, Component };
/// Whether something may be told at that path: "incident.incident_updates.0.body".
[[nodiscard]] bool is_known_place(BodyKind kind, std::string_view path);

}  // namespace daymark::subscribers
