// The public site's door: which bytes answer a reader.
#pragma once

#include "platform/db/db.h"
#include "site/compiler.h"
#include "site/entrance.h"
#include "site/exporter.h"
#include "site/intercom.h"
#include "site/oauth.h"
#include "site/on_demand.h"
#include "site/public_data.h"
#include "site/shelf.h"
#include "site/snapshots.h"
#include "site/visitors.h"

#include <optional>
#include <string>
#include <string_view>

namespace daymark::site {

struct SiteOptions {
    std::string data_dir;
    std::string base_host = "localhost";             // pages live at <subdomain>.<base_host>
    std::string base_url = "http://localhost:8080";  // of the main host; pages share its scheme and port
    http::Broadcast* broadcast = nullptr;            // to those whom `stream` let listen
    std::string export_dir = {};                     // kept full of exports; "": none
    std::string intercom_secret = {};                // of the operator's app; "": it is not answered
    OAuthMeans oauth = {};                           // by which readers connect channels
};

struct SiteCounts {
    std::uint64_t pages = 0;
    std::uint64_t compiled = 0;
    bool caught_up = false;  // every page was looked at since the start
};

class Site {
public:
    Site(db::Db& db, const World& world, SiteOptions options);

    /// Puts the snapshots on the shelf: from now on readers get what they got last.
    void load();
    /// Starts the compiler. The database's schema must be up, or the database away.
    void start();
    void stop();

    /// The hint after a durable change; any thread.
    void page_changed(const std::string& page_id) { compiler_.want(page_id); }

    /// Waits until all hinted changes are on the shelf.
    void settle() { compiler_.settle(); }
    /// Waits until what is on the shelf is exported too.
    void settle_exports() { exporter_.settle(); }

    /// Loop-safe. `path` begins with '/', below the page's root. Nothing when a worker must look further.
    [[nodiscard]] std::optional<http::Ready> ready(std::string_view subdomain, std::string_view path,
                                                   const http::RequestHead& head, Mount mount) const;
    /// Loop-safe, for what `ready` left alone: whether this reader may listen to the page's changes.
    [[nodiscard]] std::optional<http::Stream> stream(std::string_view subdomain, std::string_view path,
                                                     const http::RequestHead& head, Mount mount) const;
    /// The worker's way, with the subdomain in lower case: what does not stand ready, and honest errors.
    [[nodiscard]] http::Response handle(std::string_view subdomain, std::string_view path, const http::Request& request,
                                        Mount mount);
    /// JSON about a public page, for programs on the API's host. `path` begins with '/' or is empty. Throws the Error
    /// to answer with: a page that not everybody may see is NotFound.
    [[nodiscard]] http::Response public_data(std::string_view subdomain, std::string_view path,
                                             const http::Request& request);
    /// What Intercom asks for a card in its messenger; see Intercom::answer.
    [[nodiscard]] http::Response intercom(std::string_view step, const http::Request& request) {
        return intercom_.answer(step, request);
    }
    /// Browsers on their way to another service and back; see OAuth::answer.
    [[nodiscard]] http::Response oauth(std::string_view path, const http::Request& request) {
        return oauth_.answer(path, request);
    }
    [[nodiscard]] SiteCounts counts() const;

private:
    /// The page as its reader sees it; nothing when they are not let in. Loop-safe, and nothing where a worker must
    /// look further.
    [[nodiscard]] const CompiledPage* ready_room(const CompiledPage& page, std::string_view path,
                                                 const http::RequestHead& head, Mount mount) const;
    http::Response answer(const CompiledPage& page, std::string_view path, const http::Request& request, Mount mount,
                          const std::string& programs_token);
    http::Response answer_private(const CompiledPage& page, std::string_view path, const http::Request& request,
                                  Mount mount);
    /// The subdomain's page, compiled now if it does not stand ready.
    [[nodiscard]] std::shared_ptr<const CompiledPage> hold(std::string_view subdomain);
    http::Response on_demand(const CompiledPage& page, std::string_view path, const http::Request& request,
                             Mount mount);

    db::Db& db_;
    const World& world_;
    Address address_;
    const OAuthMeans means_;
    Shelf shelf_;
    Snapshots snapshots_;
    Compiler compiler_;
    Exporter exporter_;
    OnDemand on_demand_;
    PublicData public_data_;
    Visitors visitors_;
    Entrance entrance_;
    Intercom intercom_;
    OAuth oauth_;
};

}  // namespace daymark::site
