// Who is let in to a private page, and what of it they see. Decided without the database, for every request.
#pragma once

#include "activity/act.h"
#include "pages/page.h"
#include "platform/db/db.h"
#include "platform/http/network.h"
#include "site/audience.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::site {

/// By which right somebody comes.
struct Pass {
    enum class Way { Link, Password, Teammate, EmailDomain };
    Way way = Way::Link;
    std::string holder;  // a teammate's id, or the domain of an e-mail address; "" for what is nobody's own
};

/// What a pass is good for: one that was made for something else is none.
enum class PassUse {
    Visit,     // in a cookie: all of the page
    Programs,  // in addresses of feeds and JSON, or as a bearer token: what programs read, and nothing else
    Entry,     // in a mail: to begin a visit
};

/// What a request brings along.
struct Reader {
    std::string address;   // IP address
    std::string visit;     // token of the cookie
    std::string programs;  // token of the address or the Authorization header; empty where people read
};

class Gate {
public:
    /// Of a private page, as it is now: its allow-list, link, password, team and audience groups.
    [[nodiscard]] static Gate of(db::Tx& tx, const World& world, const pages::Page& page);

    struct Admission {
        const Audience& audience;  // what they see; lives as long as the gate
        std::optional<Pass> pass;  // by which they came, to make others from; nothing for an address of the allow-list
    };
    /// Nothing when the reader is not let in. Any thread; does not block. A pass ends with its time, and with the right
    /// it was given by: the link or password is another now, the teammate is gone.
    [[nodiscard]] std::optional<Admission> admit(const Reader& reader, Millis now) const;

    /// The pass that a secure link's token or a typed password gives.
    [[nodiscard]] std::optional<Pass> by_link(std::string_view token) const;
    [[nodiscard]] std::optional<Pass> by_password(std::string_view typed) const;
    [[nodiscard]] bool has_password() const { return !password_mark_.empty(); }
    /// By the part of an e-mail address behind the @.
    [[nodiscard]] bool welcomes_domain(std::string_view domain) const;

    /// A pass as a text for addresses and cookies; `expires_at` 0: it does not end by time.
    [[nodiscard]] std::string token_of(const Pass& pass, PassUse use, Millis expires_at) const;
    /// Nothing when the token is not good now.
    [[nodiscard]] std::optional<Pass> pass_of(std::string_view token, PassUse use, Millis now) const;

    /// For storing, and back, with the same server's key.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] static Gate from_text(std::string_view text, const crypto::SecretKey& key);

private:
    void allow(const std::vector<std::string>& networks);
    [[nodiscard]] const Audience* audience_of(const Pass& pass) const;
    [[nodiscard]] std::optional<Pass> pass_of(const Reader& reader, Millis now) const;
    [[nodiscard]] const std::string& mark_of(Pass::Way way) const;
    [[nodiscard]] std::string proof_of(std::string_view said, PassUse use, const std::string& mark) const;

    const crypto::SecretKey* key_ = nullptr;
    std::string page_id_;
    std::vector<http::Network> networks_;
    std::vector<std::string> allow_list_, domains_;
    std::string link_mark_, password_mark_;  // tell of the secret whether it is still the same, and nothing else
    Audience others_;                        // of those who are nobody in the team
    std::vector<Audience> audiences_;        // of teammates
    std::map<std::string, std::size_t, std::less<>> teammates_;  // by id: which of the audiences
};

}  // namespace daymark::site
