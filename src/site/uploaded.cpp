// Serving of uploads. Their bytes are ours and their type is one of two; the policy holds should a browser see more in
// them.
#include "site/uploaded.h"

#include "uploads/upload_store.h"

namespace daymark::site {
namespace {

constexpr std::int64_t most_kept_bytes = 128 << 10;

http::Response sent(const uploads::Content& picture) {
    return {200,
            {{"content-type", "image/" + picture.type},
             {"cache-control", "public, max-age=31536000, immutable"},
             {"x-content-type-options", "nosniff"},
             {"content-security-policy", "sandbox; default-src 'none'"},
             {"access-control-allow-origin", "*"}},
            picture.bytes,
            {}};
}

}  // namespace

std::optional<uploads::Content> find_uploaded(db::Tx& tx, std::string_view path) {
    const auto id = uploads::id_in(path);
    return id ? uploads::find_content(tx, std::string(*id)) : std::nullopt;
}

Pictures pictures_of(db::Tx& tx, const pages::Page& page, const Pictures& before) {
    Pictures pictures;
    const auto& settings = page.settings;
    for (const auto* url : {&settings.logo_url, &settings.logo_url_dark, &settings.favicon_url}) {
        if (!*url) continue;
        const std::string path(uploads::path_in(**url));
        const auto id = uploads::id_in(path);
        const auto upload = id ? uploads::find(tx, page.id, std::string(*id)) : std::nullopt;
        if (!upload || upload->size > most_kept_bytes) continue;
        // The content of an id never changes: it is read once, not with each change of the page.
        const auto known = before.find(path);
        pictures[path] = known != before.end()
                             ? known->second
                             : std::make_shared<const uploads::Content>(uploads::find_content(tx, upload->id).value());
    }
    return pictures;
}

std::optional<http::Response> uploaded(db::Db& db, const CompiledPage* page, std::string_view path) {
    if (!uploads::id_in(path)) return std::nullopt;
    if (page != nullptr) {
        if (const auto kept = page->pictures.find(path); kept != page->pictures.end()) return sent(*kept->second);
    }
    const auto picture = db.read([&](db::Tx& tx) { return find_uploaded(tx, path); });
    if (picture) return sent(*picture);
    return http::Response{404, {{"content-type", "text/plain"}, {"cache-control", "no-store"}}, "", {}};
}

}  // namespace daymark::site
