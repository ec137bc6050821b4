// Bodies that receivers of a webhook lay out themselves, with places such as {{incident.name}}.
#pragma once

#include "platform/json/json.h"

#include <optional>
#include <string>
#include <string_view>

namespace daymark::notify {

inline constexpr std::size_t most_custom_bytes = 256 * 1024;

/// What a body is, which says how texts are put into it.
enum class BodyForm { Json, Pairs, Markup, Plain };
/// By the value of Content-Type; "": JSON.
[[nodiscard]] BodyForm body_form_of(std::string_view content_type);

/// The form with each {{ path }} replaced by what is told there: names, and places in lists, with dots between
/// ("incident.incident_updates.0.body"). Texts are escaped for where they stand: the inside of a JSON string, a value
/// of a web form, an element; all else is JSON. A path that leads nowhere leaves nothing. What was put in is not looked
/// at again, and what is no such place stays as it is. Nothing when more than `most_custom_bytes` would result.
// Guess: how places are written; of the hosted product only the fields for such bodies are known.
[[nodiscard]] std::optional<std::string> custom_body(std::string_view form, const json::object& told,
                                                     BodyForm kind = BodyForm::Json);

}  // namespace daymark::notify
