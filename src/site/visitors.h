// The door for people who subscribe, and for those who come by a link out of a message.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"
#include "site/compiled_page.h"
#include "site/gather.h"
#include "site/oauth_service.h"

#include <optional>
#include <string>
#include <string_view>

namespace daymark::site {

class Visitors {
public:
    /// `main_url`: of the main host, by which readers connect channels.
    Visitors(db::Db& db, const World& world, Address address, std::string main_url, const OAuthMeans& means)
        : db_(db), world_(world), address_(std::move(address)), main_url_(std::move(main_url)), means_(means) {}

    /// Nothing when the path is none of theirs: POST "subscribe", "subscribe/<way>", "notices/<id>/subscribe"; GET
    /// "connect/<service>/<outcome>"; GET and POST "confirm/<token>", "manage/<token>", "unsubscribe/<token>" and
    /// "unsubscribe?id=&token=" (contract §10), and by which a domain is proved, each also below a language's code. Of
    /// a private page also GET "subscribe/<way>", since addresses for programs bear the reader's token; where `page` is
    /// no room, its visitor is not let in, and only a good token of "confirm" or "unsubscribe" is answered. Throws
    /// Error Unavailable when the database is away.
    [[nodiscard]] std::optional<http::Response> answer(const CompiledPage& page, std::string_view path,
                                                       const http::Request& request, const std::string& programs_token);

private:
    db::Db& db_;
    const World& world_;
    Address address_;
    std::string main_url_;
    const OAuthMeans& means_;
};

}  // namespace daymark::site
