// Documents that do not stand ready: pages of old notices, what is rarely asked for, and everything in other languages
// than the page's own. Made on first request, kept while they are asked for.
#pragma once

#include "platform/db/db.h"
#include "site/compiled_page.h"
#include "site/gather.h"
#include "site/oauth_service.h"
#include "site/recent_documents.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace daymark::site {

class OnDemand {
public:
    OnDemand(db::Db& db, Address address, const OAuthMeans& means)
        : db_(db), address_(std::move(address)), means_(means) {}

    /// `path` is a language's code; or "history" and what is below it, "history.rss", "history.atom", "history.json",
    /// "calendar" and "calendar/<yyyy-mm>", "calendar.ics", "public-api", "subscribe", "subscribe/<way>",
    /// "notices/<id>/subscribe", "metrics/<id>", "c/<id>" with its feeds and badges, "widget.json",
    /// "embed-status/<theme>", "badge.svg", "favicon.ico", "og.png",
    /// "<id>", "incident/<id>", "maintenance/<id>", "notice/<id>", each also below a language's code. Nothing when the
    /// page has no such document for readers. Throws Error Unavailable when it is not in memory and the database is
    /// away.
    [[nodiscard]] std::shared_ptr<const Variants> find(const CompiledPage& page, std::string_view path,
                                                       const http::Request& request, Mount mount);

private:
    db::Db& db_;
    Address address_;
    const OAuthMeans& means_;
    RecentDocuments recent_;
};

/// The same documents as files of a copy, made one after another from one read. Nothing is kept but what is gathered
/// once for each language.
class PageFiles {
public:
    PageFiles(db::Tx& tx, const pages::Page& page, Millis now, const Address& address, const FileLayout& layout);
    ~PageFiles();
    PageFiles(const PageFiles&) = delete;
    PageFiles& operator=(const PageFiles&) = delete;

    /// `path` as above, or that of an upload; `query` and `value`: one parameter, or none.
    [[nodiscard]] std::optional<Variants> make(const std::string& path, const std::string& query,
                                               const std::string& value, Mount mount);

private:
    struct Scenes;
    std::unique_ptr<Scenes> scenes_;
};

}  // namespace daymark::site
