// What an operator is told when something went wrong.
#pragma once

#include <exception>
#include <string>

namespace daymark::app {

/// One sentence, with the detail that callers of the API do not see.
[[nodiscard]] std::string sentence_of(const std::exception& error);

}  // namespace daymark::app
