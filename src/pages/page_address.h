// Where pages live, as absolute addresses show it.
#pragma once

#include <string>

namespace daymark::pages {

struct Address {
    std::string scheme = "http";
    std::string base_host = "localhost";
    std::string port;  // ":8080" or nothing

    /// Scheme and port of the main host's address are those of the pages.
    [[nodiscard]] static Address of(const std::string& base_url, const std::string& base_host);

    /// Without a slash at its end: "http://acme.localhost:8080"
    [[nodiscard]] std::string root_of(const std::string& subdomain) const {
        return scheme + "://" + subdomain + "." + base_host + port;
    }
};

}  // namespace daymark::pages
