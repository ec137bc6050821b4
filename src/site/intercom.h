// Intercom's door: it asks what a card in its messenger shows, and is answered as its Canvas Kit documents it.
#pragma once

#include "platform/db/db.h"
#include "platform/http/message.h"
#include "site/gather.h"
#include "site/recent_documents.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace daymark::site {

class Intercom {
public:
    struct Parts {
        db::Db& db;
        /// The compiled page of a subdomain in lower case, or nothing. Throws Error Unavailable.
        std::function<std::shared_ptr<const CompiledPage>(const std::string& subdomain)> find_page;
    };
    /// `root`: absolute address below which the steps are. `secret`: of the operator's app; "": nobody is answered.
    Intercom(Parts parts, Address address, std::string root, std::string secret);

    /// `step`: "configure" asks a teammate for the page, "initialize" and "submit" give the card, "content" what is on
    /// it each time that somebody looks. Throws Error: NotFound for all else, Unauthorized for what Intercom did not
    /// sign.
    [[nodiscard]] http::Response answer(std::string_view step, const http::Request& request);

private:
    struct Asked;
    [[nodiscard]] json::object configure(const Asked& asked);
    [[nodiscard]] json::object card(const Asked& asked);
    [[nodiscard]] std::string content(const Asked& asked);
    [[nodiscard]] std::shared_ptr<const CompiledPage> find_public(const std::string& given) const;
    [[nodiscard]] std::string content_of(const CompiledPage& page, const Asked& asked) const;

    Parts parts_;
    Address address_;
    std::string root_, secret_;
    RecentDocuments recent_;
};

}  // namespace daymark::site
