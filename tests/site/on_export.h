// A fixture for cases on copies of a page as files.
#pragma once

#include "platform/base/file.h"
#include "site/export.h"
#include "site/on_public_site.h"

#include <filesystem>
#include <map>

namespace daymark::test {

class OnExport : public OnPublicSite {
protected:
    /// Every file below the folder by its path, without the manifest.
    static std::map<std::string, std::string> files_of(const std::string& folder) {
        std::map<std::string, std::string> files;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            const std::string file = entry.path().lexically_relative(folder).string();
            if (entry.is_regular_file() && file != site::manifest_file)
                files[file] = read_file(entry.path().string()).value_or("");
        }
        return files;
    }
    [[nodiscard]] site::Address address() const { return site::Address::of("https://status.test", "status.test"); }
    site::ExportOutcome export_acme(site::ExportOrder order = {}) {
        if (order.page.empty()) order.page = "acme";
        if (order.folder.empty()) order.folder = copy;
        return site::export_page(app->db(), app->clock().now(), address(), order);
    }
    [[nodiscard]] std::string file(const std::string& path) const {
        return read_file(copy + "/" + path).value_or("none");
    }
    [[nodiscard]] bool exists(const std::string& path) const { return std::filesystem::exists(copy + "/" + path); }

    TempFolder place;
    std::string copy = place.path() + "/acme";
};

}  // namespace daymark::test
