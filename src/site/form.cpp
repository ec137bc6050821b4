// Forms.
#include "site/form.h"

#include "platform/http/target_check.h"

#include <algorithm>

namespace daymark::site {
namespace {

constexpr std::string_view form_type = "application/x-www-form-urlencoded";
constexpr std::size_t most_fields = 2'000;

std::string without_spaces(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

}  // namespace

Form::Form(const http::Request& request) {
    const std::string_view type = request.header("content-type");
    if (!http::same_ignoring_case(type.substr(0, form_type.size()), form_type)) return;
    std::string_view body = request.body;
    while (!body.empty() && fields_.size() < most_fields) {
        const std::string_view field = body.substr(0, body.find('&'));
        body.remove_prefix(std::min(field.size() + 1, body.size()));
        if (!http::decodes_to_utf8(field) || field.find('\0') != std::string_view::npos) continue;
        const std::size_t equals = std::min(field.find('='), field.size());
        fields_.emplace_back(http::percent_decode(field.substr(0, equals), true),
                             http::percent_decode(field.substr(std::min(equals + 1, field.size())), true));
    }
}

std::optional<std::string> Form::value(std::string_view name) const {
    const auto found =
        std::ranges::find(fields_, name, [](const auto& field) { return std::string_view(field.first); });
    if (found == fields_.end()) return std::nullopt;
    std::string text = without_spaces(found->second);
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::vector<std::string> Form::values(std::string_view name) const {
    std::vector<std::string> found;
    for (const auto& [key, value] : fields_) {
        if (key == name) found.push_back(value);
    }
    return found;
}

}  // namespace daymark::site
