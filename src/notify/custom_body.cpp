// Places filled in one pass over the form.
#include "notify/custom_body.h"

#include "platform/text/number.h"
#include "platform/text/trim.h"

#include <algorithm>

namespace daymark::notify {
namespace {

constexpr std::string_view opening = "{{", closing = "}}";

bool in_path(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.';
}

std::size_t after_blanks(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
    return at;
}

struct Place {
    std::string_view path;
    std::size_t end = 0;  // behind the closing braces
};

/// The place whose opening braces stand at `at`. What is looked at holds no brace, so that no byte is looked at twice.
std::optional<Place> place_at(std::string_view form, std::size_t at) {
    const std::size_t from = after_blanks(form, at + opening.size());
    std::size_t end = from;
    while (end < form.size() && in_path(form[end])) ++end;
    const std::size_t close = after_blanks(form, end);
    if (end == from || !form.substr(close).starts_with(closing)) return std::nullopt;
    return Place{form.substr(from, end - from), close + closing.size()};
}

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

std::string inserted(const json::value& value) {
    std::string text = json::text(value);
    return value.is_string() ? text.substr(1, text.size() - 2) : text;
}

}  // namespace

std::optional<std::string> custom_body(std::string_view form, const json::object& told) {
    std::string body;
    std::size_t at = 0;
    while (at < form.size() && body.size() <= most_custom_bytes) {
        const std::size_t open = std::min(form.find(opening, at), form.size());
        body += form.substr(at, open - at);
        if (open == form.size()) break;
        const auto place = place_at(form, open);
        if (!place) {
            body += form[open];
            at = open + 1;
            continue;
        }
        if (const json::value* value = find(told, place->path)) body += inserted(*value);
        at = place->end;
    }
    return body.size() <= most_custom_bytes ? std::optional(std::move(body)) : std::nullopt;
}

}  // namespace daymark::notify
