// Finding of places.
#include "platform/text/places.h"

#include <cstddef>
#include <optional>

namespace daymark::text {
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

/// The place whose opening braces stand at `at`. What is looked at holds no brace, so that no byte is looked at often.
std::optional<Place> place_at(std::string_view form, std::size_t at) {
    const std::size_t from = after_blanks(form, at + opening.size());
    std::size_t end = from;
    while (end < form.size() && in_path(form[end])) ++end;
    const std::size_t close = after_blanks(form, end);
    if (end == from || !form.substr(close).starts_with(closing)) return std::nullopt;
    return Place{form.substr(from, end - from), close + closing.size()};
}

}  // namespace

FormPiece take_form_piece(std::string_view& form) {
    std::size_t at = form.find(opening);
    while (at != std::string_view::npos) {
        const auto place = place_at(form, at);
        if (place && at == 0) {
            form.remove_prefix(place->end);
            return {place->path, true};
        }
        if (place) break;
        at = form.find(opening, at + 1);
    }
    const FormPiece text{form.substr(0, at)};
    form.remove_prefix(text.text.size());
    return text;
}

}  // namespace daymark::text
