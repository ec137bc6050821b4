// Rules on requests of webhooks' owners.
#include "subscribers/custom_request.h"

#include "platform/http/characters.h"
#include "platform/http/message.h"
#include "platform/text/number.h"
#include "platform/text/places.h"
#include "platform/text/trim.h"

#include <algorithm>
#include <span>

namespace daymark::subscribers {
namespace {

constexpr std::size_t most_pairs = 20, longest_value = 2048;

// Those that decide where a request ends and to whom it goes, and our own.
constexpr std::array ours = std::to_array<std::string_view>(
    {"Host", "Content-Length", "Transfer-Encoding", "TE", "Trailer", "Connection", "Keep-Alive", "Proxy-Connection",
     "Proxy-Authorization", "Expect", "Upgrade", "Cookie", "X-Instatus-Webhook-Signature", "Webhook-Id",
     "Webhook-Timestamp", "Webhook-Signature"});

bool is_token(std::string_view text) {
    return !text.empty() && text.size() <= longest_pair_name &&
           std::ranges::all_of(text, [](char c) { return http::is_in(c, http::InToken); });
}
bool is_value(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return http::is_in(c, http::InValue); });
}
bool is_ours(std::string_view name) {
    return std::ranges::any_of(ours, [&](std::string_view one) { return http::same_ignoring_case(one, name); });
}

/// With the name if it can be read: what was sent may be anything.
std::string place_of(std::string_view field, const std::string& name) {
    return is_token(name) ? std::string(field) + "." + name : std::string(field);
}

void check_sizes(std::string_view field, const TextPairs& pairs) {
    if (pairs.size() > most_pairs) throw Error::bad_field(std::string(field), "must have at most 20 entries");
    for (const auto& [name, value] : pairs) {
        if (name.empty()) throw Error::bad_field(std::string(field), "must have names");
        if (value.size() > longest_value) throw Error::bad_field(place_of(field, name), "must be at most 2048 bytes");
    }
}

void check_headers(const TextPairs& headers) {
    constexpr std::string_view field = "webhookHeaders";
    check_sizes(field, headers);
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const auto& [name, value] = headers[i];
        if (!is_token(name)) throw Error::bad_field(std::string(field), "must have names such as X-Token");
        const std::string place = place_of(field, name);
        if (!is_value(value)) throw Error::bad_field(place, "must be one line without control characters");
        if (!may_set_header(name, value)) throw Error::bad_field(place, "is set by Daymark itself");
        const auto same = [&](const auto& one) { return http::same_ignoring_case(one.first, name); };
        if (std::ranges::any_of(headers.begin(), headers.begin() + static_cast<std::ptrdiff_t>(i), same))
            throw Error::bad_field(place, "is there twice");
    }
}

// What there is at each path of a payload (contract §10); "#" is any place in a list.
struct Owner {
    std::string_view path, members;
};
constexpr Owner common[] = {{"meta", "unsubscribe documentation"},
                            {"page", "id status_indicator status_description url"}};
constexpr Owner of_incident[] = {
    {"", "meta page incident"},
    {"incident", "backfilled created_at impact name resolved_at status updated_at id url incident_updates"},
    {"incident.incident_updates", "#"},
    {"incident.incident_updates.#", "id incident_id body status created_at updated_at"}};
constexpr Owner of_maintenance[] = {
    {"", "meta page maintenance"},
    {"maintenance",
     "backfilled created_at impact name resolved_at status updated_at id url duration maintenance_updates"},
    {"maintenance.maintenance_updates", "#"},
    {"maintenance.maintenance_updates.#", "id maintenance_id body status created_at updated_at"}};
constexpr Owner of_component[] = {{"", "meta page component_update component"},
                                  {"component_update", "created_at new_status old_status component_id"},
                                  {"component", "created_at id name status"}};

std::span<const Owner> owners_of(BodyKind kind) {
    if (kind == BodyKind::Incident) return of_incident;
    return kind == BodyKind::Maintenance ? std::span<const Owner>(of_maintenance) : of_component;
}

bool has_member(std::span<const Owner> owners, std::string_view path, std::string_view name) {
    const auto owner = std::ranges::find(owners, path, &Owner::path);
    if (owner == owners.end()) return false;
    std::string_view members = owner->members;
    while (!members.empty()) {
        if (text::take_until(members, ' ') == name) return true;
    }
    return false;
}

void check_body(const std::string& field, const std::optional<std::string>& body, BodyKind kind) {
    std::string_view form = body ? std::string_view(*body) : std::string_view();
    while (!form.empty()) {
        const text::FormPiece piece = text::take_form_piece(form);
        if (!piece.is_place || is_known_place(kind, piece.text)) continue;
        throw Error::bad_field(field,
                               "has a place where nothing is told: {{" + std::string(piece.text.substr(0, 64)) + "}}");
    }
}

void take_over(const json::Settable<TextPairs>& said, std::optional<TextPairs>& kept) {
    if (!said.given) return;
    kept = said.value;
    if (kept && kept->empty()) kept.reset();
}
void take_over(const json::Settable<std::string>& said, std::optional<std::string>& kept) {
    if (!said.given) return;
    kept = said.value;
    if (kept && kept->empty()) kept.reset();
}

}  // namespace

bool CustomRequest::is_usual() const {
    return method == RequestMethod::Post && !headers && !query && !incident_body && !maintenance_body &&
           !component_body;
}

bool may_set_header(std::string_view name, std::string_view value) {
    return is_token(name) && is_value(value) && !is_ours(name);
}

bool is_known_place(BodyKind kind, std::string_view path) {
    std::string owner;
    for (;;) {
        const bool last = path.find('.') == std::string_view::npos;
        const std::string_view part = text::take_until(path, '.');
        // "007" leads nowhere else than "7" does.
        const bool number = text::whole_number<std::uint32_t>(part).has_value();
        const std::string_view name = number ? "#" : part;
        if (!has_member(owners_of(kind), owner, name) && !has_member(common, owner, name)) return false;
        if (last) return true;
        owner.append(owner.empty() ? "" : ".").append(name);
    }
}

CustomRequest changed(CustomRequest request, const CustomRequestDraft& draft) {
    if (draft.method) request.method = *draft.method;
    take_over(draft.headers, request.headers);
    take_over(draft.query, request.query);
    take_over(draft.incident_body, request.incident_body);
    take_over(draft.maintenance_body, request.maintenance_body);
    take_over(draft.component_body, request.component_body);
    if (request.headers) check_headers(*request.headers);
    if (request.query) check_sizes("webhookQueryParams", *request.query);
    check_body("webhookIncidentBody", request.incident_body, BodyKind::Incident);
    check_body("webhookMaintenanceBody", request.maintenance_body, BodyKind::Maintenance);
    check_body("webhookComponentBody", request.component_body, BodyKind::Component);
    return request;
}

}  // namespace daymark::subscribers

namespace daymark::json {

using subscribers::TextPairs;

TextPairs Codec<TextPairs>::read(const value& from, const Path& path) {
    if (!from.is_object()) path.refuse("must be an object of texts");
    TextPairs pairs;
    for (const auto& member : from.get_object()) {
        const std::string name(member.key());
        if (name.size() > subscribers::longest_pair_name) path.refuse("must have names of at most 128 bytes");
        pairs.emplace_back(name, Codec<std::string>::read(member.value(), {.parent = &path, .name = name}));
    }
    return pairs;
}

value Codec<TextPairs>::write(const TextPairs& pairs) {
    object written;
    for (const auto& [name, text] : pairs) written.emplace(name, text);
    return written;
}

object Codec<TextPairs>::schema(Schemas&) {
    object schema = plain_schema("object");
    schema["additionalProperties"] = plain_schema("string");
    return schema;
}

}  // namespace daymark::json
