// What programs may ask about a public page on the API's host, at /public/<page>/… (contract product.md §2.3, §2.4):
// the page, its notices, uptime and metrics. The page's own JSON documents are served there too, from the shelf.
#pragma once

#include "platform/db/db.h"
#include "platform/http/message.h"
#include "site/compiled_page.h"
#include "site/gather.h"
#include "site/recent_documents.h"

#include <memory>
#include <string>
#include <string_view>

namespace daymark::site {

class PublicData {
public:
    PublicData(db::Db& db, const Clock& clock, Address address)
        : db_(db), clock_(clock), address_(std::move(address)) {}

    /// `path` is below the page's root, without slashes around it. Throws Error NotFound where there is nothing,
    /// BadRequest for a parameter that cannot be, Unavailable when it is not at hand and the database is away.
    [[nodiscard]] std::shared_ptr<const Variants> find(const CompiledPage& page, std::string_view path,
                                                       const http::Request& request);

private:
    db::Db& db_;
    const Clock& clock_;
    Address address_;
    RecentDocuments recent_;
};

}  // namespace daymark::site
