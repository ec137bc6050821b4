// Microsoft Teams' connectors, which came before workflows.
#pragma once

#include "notify/notice.h"

#include <cstddef>
#include <string_view>

namespace daymark::notify {

/// Whether that is the address of one.
// Guess: whether any still works; Microsoft ended them, with delays.
[[nodiscard]] bool is_connector(std::string_view url);

/// What connectors take, with at most so many characters of the notice's text.
[[nodiscard]] json::object message_card(const Notice& notice, std::size_t most_text);

}  // namespace daymark::notify
