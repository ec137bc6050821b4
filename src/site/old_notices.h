// Pages of notices that are too old to be compiled ahead: made on first request, kept while they are asked for.
#pragma once

#include "platform/db/db.h"
#include "site/compiled_page.h"
#include "site/gather.h"
#include "site/recent_documents.h"

#include <memory>
#include <string>

namespace daymark::site {

class OldNotices {
public:
    OldNotices(db::Db& db, Address address) : db_(db), address_(std::move(address)) {}

    /// `path` is "<id>", "incident/<id>", "maintenance/<id>" or "notice/<id>". Nothing when the page has no such notice
    /// that readers may see. Throws Error Unavailable when it is not in memory and the database is away.
    [[nodiscard]] std::shared_ptr<const Variants> find(const CompiledPage& page, std::string_view path);

private:
    std::shared_ptr<const Variants> make(const CompiledPage& page, const std::string& id, std::string_view to_root);

    db::Db& db_;
    Address address_;
    RecentDocuments recent_;  // by page, revision and path: a change of the page makes its entries unreachable
};

}  // namespace daymark::site
