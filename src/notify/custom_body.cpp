// Places filled in one pass over the form.
#include "notify/custom_body.h"

#include "platform/http/message.h"
#include "platform/text/html.h"
#include "platform/text/number.h"
#include "platform/text/percent.h"
#include "platform/text/places.h"
#include "platform/text/trim.h"

namespace daymark::notify {
namespace {

const json::value* member_of(const json::value& owner, std::string_view name) {
    if (owner.is_object()) return owner.get_object().if_contains(name);
    const auto index = text::whole_number<std::size_t>(name);
    return owner.is_array() && index ? owner.get_array().if_contains(*index) : nullptr;
}

const json::value* find(const json::object& told, std::string_view path) {
    const json::value* found = told.if_contains(text::take_until(path, '.'));
    while (found != nullptr && !path.empty()) found = member_of(*found, text::take_until(path, '.'));
    return found;
}

std::string inserted(const json::value& value, BodyForm kind) {
    if (kind == BodyForm::Json) {
        std::string text = json::text(value);
        return value.is_string() ? text.substr(1, text.size() - 2) : text;
    }
    const std::string text = value.is_string() ? std::string(value.get_string()) : json::text(value);
    if (kind == BodyForm::Pairs) return text::percent_encoded(text);
    return kind == BodyForm::Markup ? text::escape_html(text) : text;
}

}  // namespace

BodyForm body_form_of(std::string_view content_type) {
    const std::string type = http::to_lower(text::trimmed(text::take_until(content_type, ';')));
    if (type.empty() || type.ends_with("json")) return BodyForm::Json;
    if (type == "application/x-www-form-urlencoded") return BodyForm::Pairs;
    if (type.ends_with("xml") || type.ends_with("html")) return BodyForm::Markup;
    return type.starts_with("text/") ? BodyForm::Plain : BodyForm::Json;
}

std::optional<std::string> custom_body(std::string_view form, const json::object& told, BodyForm kind) {
    std::string body;
    while (!form.empty() && body.size() <= most_custom_bytes) {
        const text::FormPiece piece = text::take_form_piece(form);
        if (!piece.is_place)
            body += piece.text;
        else if (const json::value* value = find(told, piece.text))
            body += inserted(*value, kind);
    }
    return body.size() <= most_custom_bytes ? std::optional(std::move(body)) : std::nullopt;
}

}  // namespace daymark::notify
