// The list of what an export holds: for programs that copy it elsewhere, and for the next export to compare with.
#pragma once

#include "platform/base/clock.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace daymark::site {

inline constexpr std::string_view manifest_file = "manifest.json";

struct ExportedFile {
    std::size_t size = 0;
    std::string sha256;  // hex
    std::string content_type;
    std::string encoding;  // "gzip", "br"; "" for a file as it is
    std::string etag;      // with its quotes, as the server sends it
    std::string mark;      // what it was made from; "": made anew each time
};

struct ExportManifest {
    std::string page_id, subdomain;
    std::string root_url;  // where readers find the page
    std::int64_t revision = 0;
    Millis exported_at = 0;
    std::string version;                        // of the program
    bool compressed = false;                    // whether there are .gz and .br files
    std::map<std::string, ExportedFile> files;  // by path; without the manifest itself
};

[[nodiscard]] std::string manifest_text(const ExportManifest& manifest);
/// Nothing when it is none of ours.
[[nodiscard]] std::optional<ExportManifest> manifest_from(std::string_view text);

}  // namespace daymark::site
