// Serving of uploads. Their bytes are ours and their type is one of two; the policy holds should a browser see more in
// them.
#include "site/uploaded.h"

#include "uploads/upload_store.h"

namespace daymark::site {

std::optional<http::Response> uploaded(db::Db& db, std::string_view path) {
    const auto id = uploads::id_in(path);
    if (!id) return std::nullopt;
    auto content = db.read([&](db::Tx& tx) { return uploads::find_content(tx, std::string(*id)); });
    if (!content) return http::Response{404, {{"content-type", "text/plain"}, {"cache-control", "no-store"}}, "", {}};
    return http::Response{200,
                          {{"content-type", "image/" + content->type},
                           {"cache-control", "public, max-age=31536000, immutable"},
                           {"x-content-type-options", "nosniff"},
                           {"content-security-policy", "sandbox; default-src 'none'"},
                           {"access-control-allow-origin", "*"}},
                          std::move(content->bytes),
                          {}};
}

}  // namespace daymark::site
