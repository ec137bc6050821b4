// What a form of the public site sends.
#pragma once

#include "platform/http/message.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daymark::site {

/// The fields of an application/x-www-form-urlencoded body, as sent; of any other body there are none. What
/// is no text is left out.
class Form {
public:
    explicit Form(const http::Request& request);

    /// The first value of that name without spaces around it; nothing when it is missing or empty.
    [[nodiscard]] std::optional<std::string> value(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> values(std::string_view name) const;

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

}  // namespace daymark::site
