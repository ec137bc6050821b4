// A Daymark or Instatus server as the commands see it: JSON in, JSON out, refusals as Trouble.
#pragma once

#include "client/http.h"
#include "platform/json/json.h"

#include <functional>
#include <string>

namespace daymark::client {

using Environment = std::function<const char*(const char* variable)>;

/// Reads DAYMARK_URL, and the key from DAYMARK_API_KEY or from `key_file`. Trouble Usage for what cannot be.
[[nodiscard]] Address address_from(const Environment& environment, const std::string& key_file);

class Server {
public:
    explicit Server(Http http) : http_(std::move(http)) {}

    /// The whole list behind a path that answers in pages; `query` is joined with "&".
    [[nodiscard]] json::array list(const std::string& path, const std::string& query = {}) const;
    [[nodiscard]] json::value get(const std::string& path) const;
    /// Carries a key of its own, so that the server can tell a repeated request from a new one.
    [[nodiscard]] json::value post(const std::string& path, const json::value& body) const;
    [[nodiscard]] json::value put(const std::string& path, const json::value& body) const;

    /// The answer, or a Trouble that says what the server said. With `field_place`, errors about a field of the body
    /// are led by what it returns for the field, such as "file.yaml:7: ".
    using FieldPlace = std::function<std::string(const std::string& field)>;
    [[nodiscard]] json::value ask(HttpRequest request, const FieldPlace& field_place = {}) const;

    [[nodiscard]] const std::string& url() const { return http_.url(); }

private:
    Http http_;
};

/// A string member; empty when there is none.
[[nodiscard]] std::string text_member(const json::value& from, std::string_view name);

/// A random key for one request.
[[nodiscard]] std::string make_idempotency_key();

}  // namespace daymark::client
