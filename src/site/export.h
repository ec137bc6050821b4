// A page as a folder of files that any file server can serve, whole and true by itself.
#pragma once

#include "platform/db/db.h"
#include "site/export_manifest.h"
#include "site/gather.h"

#include <functional>
#include <string>

namespace daymark::site {

struct ExportOrder {
    std::string page = {};      // id or subdomain
    std::string folder = {};    // made when missing; else it must be empty or an export
    std::string root_url = {};  // where readers find the copy, without a slash at its end; "": where the page is
    bool compressed = false;    // .gz and .br beside each file
    bool afresh = true;         // else what was made from the same as last time is taken over unmade
    /// Called before each document; what it throws ends the export, and the folder stays as it is.
    std::function<void()> between = [] {};
};

struct ExportOutcome {
    ExportManifest manifest;
    std::size_t written = 0;  // files that were not there before
    std::size_t made = 0;     // documents that were rendered
};

/// Puts a whole new tree in place of the folder's old one in one step; unchanged files stay the files they are. Throws
/// Error NotFound and Conflict, or std::runtime_error about the folder.
ExportOutcome export_page(db::Db& db, Millis now, const Address& address, const ExportOrder& order);

/// The manifest of an export that is there; nothing when the folder is none.
[[nodiscard]] std::optional<ExportManifest> manifest_of(const std::string& folder);

/// Takes the export's files out of the folder in one step, and the folder too if nothing else is in it.
void remove_export(const std::string& folder);

}  // namespace daymark::site
