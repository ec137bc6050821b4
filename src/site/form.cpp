// Forms.
#include "site/form.h"

#include "platform/http/target_check.h"
#include "platform/text/trim.h"

#include <algorithm>

namespace daymark::site {
namespace {

constexpr std::string_view form_type = "application/x-www-form-urlencoded";
constexpr std::size_t most_fields = 2'000;

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
    const std::string_view given = text::trimmed(found->second, text::blanks_and_line_ends);
    return given.empty() ? std::nullopt : std::optional(std::string(given));
}

std::vector<std::string> Form::values(std::string_view name) const {
    std::vector<std::string> found;
    for (const auto& [key, value] : fields_) {
        if (key == name) found.push_back(value);
    }
    return found;
}

}  // namespace daymark::site
