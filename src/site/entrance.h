// How people get in to a private page, and what those see who do not.
#pragma once

#include "platform/base/buckets.h"
#include "platform/db/db.h"
#include "site/compiled_page.h"
#include "site/gather.h"

#include <optional>
#include <string>
#include <string_view>

namespace daymark::site {

class Entrance {
public:
    Entrance(db::Db& db, const World& world, Address address);

    /// Who asks for `path`, as far as the request tells. Loop-safe. On a loop nobody is known by their address: finding
    /// it out behind proxies is a worker's task.
    [[nodiscard]] Reader reader_of(const http::Request& request, std::string_view path, Mount mount) const;
    [[nodiscard]] Reader reader_of(const http::RequestHead& head, std::string_view path, Mount mount) const;

    /// Begins a visit, if the request is a good way to: "secure/<token>" of the secure link, "enter/<token>" out of a
    /// mail, or a form with the password, sent to any address. Whoever comes by a link is led to the page's root,
    /// others to where they were.
    [[nodiscard]] std::optional<http::Response> begin(const CompiledPage& page, std::string_view path,
                                                      const http::Request& request, Mount mount);

    /// For a reader who is not let in: programs are told that there is no such page, people see the gate. A form that
    /// asks for a link by mail gets the same answer whoever may have one. Throws Error Unavailable when the database is
    /// away.
    [[nodiscard]] http::Response refuse(const CompiledPage& page, std::string_view path, const http::Request& request);

    /// Where a link leads that opened the page when it was private.
    [[nodiscard]] static std::optional<http::Response> past(std::string_view path);

private:
    http::Response let_in(const CompiledPage& page, const Pass& pass, const std::string& to, Mount mount) const;
    http::Response ask_for_link(const CompiledPage& page, const std::string& email, const http::Request& request);

    db::Db& db_;
    const World& world_;
    Address address_;
    Buckets tries_;
};

/// The pass of whoever reads the mails at this address, a teammate's before their domain's; nothing when nobody may
/// come by it.
[[nodiscard]] std::optional<Pass> pass_by_mail(db::Tx& tx, const pages::Page& page, const Gate& gate,
                                               const std::string& email);
/// A pass by which a teammate, or somebody of a welcome e-mail domain, begins a visit: the path below the page's root.
[[nodiscard]] std::string entry_path(const Gate& gate, const Pass& pass, Millis now);

}  // namespace daymark::site
