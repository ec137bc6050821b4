// Calls of the API as one writes them in curl, Python and JavaScript.
#pragma once

#include <string>
#include <string_view>

namespace daymark::api {

/// What an example calls. Parameters of the path are environment variables in capitals, the key is DAYMARK_KEY.
struct Example {
    std::string method;  // "POST"
    std::string path;    // "/v1/{page_id}/incidents"
    bool with_key = true;
    std::string body;          // JSON; empty: none
    std::string file;          // that is sent instead; empty: none
    bool gives_table = false;  // the answer is no JSON
};

/// Stands in the texts where the server's address belongs.
inline constexpr std::string_view base_mark = "\x01";

[[nodiscard]] std::string curl_example(const Example& example);
[[nodiscard]] std::string python_example(const Example& example);
[[nodiscard]] std::string javascript_example(const Example& example);

[[nodiscard]] std::string upper(std::string text);
/// "/v1/{page_id}" with `before` and `after` in place of the braces, and the names changed by `name_of` if there is
/// one.
[[nodiscard]] std::string path_with(std::string_view path, std::string_view before, std::string_view after,
                                    std::string (*name_of)(std::string) = nullptr);

}  // namespace daymark::api
