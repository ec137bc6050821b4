// The manifest as JSON.
#include "site/export_manifest.h"

#include "platform/base/error.h"
#include "platform/base/time_text.h"
#include "platform/json/fields.h"

namespace daymark::site {
namespace {

/// A name by which ours is told from manifests of others.
constexpr std::string_view format = "daymark-export-1";

constexpr json::ParseLimits limits{.values = 50'000'000};

json::object written(const std::string& path, const ExportedFile& file) {
    json::object out{{"path", path},
                     {"size", file.size},
                     {"sha256", file.sha256},
                     {"contentType", file.content_type},
                     {"etag", file.etag}};
    if (!file.encoding.empty()) out["contentEncoding"] = file.encoding;
    if (!file.mark.empty()) out["mark"] = file.mark;
    return out;
}

std::string text_at(const json::object& object, std::string_view name) {
    const json::value* found = object.if_contains(name);
    return found == nullptr ? std::string() : std::string(found->as_string());
}

ExportedFile file_from(const json::object& object) {
    return {.size = object.at("size").to_number<std::size_t>(),
            .sha256 = text_at(object, "sha256"),
            .content_type = text_at(object, "contentType"),
            .encoding = text_at(object, "contentEncoding"),
            .etag = text_at(object, "etag"),
            .mark = text_at(object, "mark")};
}

}  // namespace

std::string manifest_text(const ExportManifest& manifest) {
    json::array files;
    for (const auto& [path, file] : manifest.files) files.push_back(written(path, file));
    return json::text(json::object{{"format", format},
                                   {"page", {{"id", manifest.page_id}, {"subdomain", manifest.subdomain}}},
                                   {"url", manifest.root_url},
                                   {"revision", manifest.revision},
                                   {"exportedAt", iso_time(manifest.exported_at)},
                                   {"version", manifest.version},
                                   {"compressed", manifest.compressed},
                                   {"files", std::move(files)}});
}

std::optional<ExportManifest> manifest_from(std::string_view text) {
    try {
        const json::value parsed = json::parse(text, limits);
        const json::object& object = parsed.as_object();
        if (text_at(object, "format") != format) return std::nullopt;
        const json::object& page = object.at("page").as_object();
        ExportManifest manifest{.page_id = text_at(page, "id"),
                                .subdomain = text_at(page, "subdomain"),
                                .root_url = text_at(object, "url"),
                                .revision = object.at("revision").to_number<std::int64_t>(),
                                .exported_at = parse_time(text_at(object, "exportedAt")).value_or(0),
                                .version = text_at(object, "version"),
                                .compressed = object.at("compressed").as_bool(),
                                .files = {}};
        for (const json::value& file : object.at("files").as_array())
            manifest.files.emplace(text_at(file.as_object(), "path"), file_from(file.as_object()));
        return manifest;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace daymark::site
