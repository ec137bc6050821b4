// The main host's door for OAuth: readers who connect a channel leave by it to Slack or Discord, owners who connect an
// account to X, and come back.
#pragma once

#include "pages/consents.h"
#include "platform/http/message.h"
#include "site/gather.h"
#include "site/oauth_service.h"
#include "subscribers/self_service.h"

#include <atomic>
#include <string>
#include <string_view>

namespace daymark::site {

class OAuth {
public:
    /// `main_url`: of the main host, where services send people back to. All must outlive it.
    OAuth(db::Db& db, const World& world, Address address, std::string main_url, const OAuthMeans& means)
        : db_(db), world_(world), address_(std::move(address)), main_url_(std::move(main_url)), means_(means) {}

    /// GET of "<service>/start", to which somebody is sent with a ticket, and of "<service>/callback". Blocks
    /// while the service answers. Throws Error: NotFound for all else and for services without an app,
    /// MethodNotAllowed, Unavailable.
    [[nodiscard]] http::Response answer(std::string_view path, const http::Request& request);

private:
    struct Return;
    [[nodiscard]] http::Response start(const OAuthService& service, const net::OAuthApp& app,
                                       const http::Request& request) const;
    [[nodiscard]] http::Response callback(const OAuthService& service, const net::OAuthApp& app,
                                          const http::Request& request);
    [[nodiscard]] http::Response name_page(const OAuthService& service, const pages::Named& named,
                                           const http::Request& request) const;
    [[nodiscard]] http::Response tell_owner(const Return& back, const std::string& language,
                                            const std::string& outcome) const;
    /// These give the outcome's word, or "" and where the reader goes on.
    [[nodiscard]] std::string finish(const Return& back, std::string& to);
    [[nodiscard]] std::string subscribe(const Return& back, const Grant& grant, std::string& to);
    [[nodiscard]] std::string connect(const Return& back, const Grant& grant);
    [[nodiscard]] Act act_of(const Return& back, const Actor& actor) const;
    [[nodiscard]] static std::string refused(const OAuthService& service, const std::string& why);

    /// Of the page in that language, where the reader came from.
    [[nodiscard]] std::string root_of(const pages::Page& page, const pages::Consent& consent,
                                      const std::string& language) const;
    [[nodiscard]] std::string redirect_uri(const OAuthService& service) const;
    [[nodiscard]] std::string cookie_name(const OAuthService& service) const;
    [[nodiscard]] std::string cookie(const OAuthService& service, const std::string& value, Millis lasts) const;

    db::Db& db_;
    const World& world_;
    Address address_;
    std::string main_url_;
    const OAuthMeans& means_;
    std::atomic<int> asking_ = 0;  // workers that wait for a service
};

/// What a reader chose, and on which host, as a consent keeps it meanwhile.
[[nodiscard]] std::string consent_detail(const subscribers::Choice& choice, bool on_main_host);

/// Who asked, for an account of the page.
[[nodiscard]] std::string consent_detail(const Actor& asker);

/// Where the page sends its reader: to the main host.
[[nodiscard]] std::string start_url(const std::string& main_url, const crypto::SecretKey& key,
                                    const pages::Consent& consent, const std::string& language);

/// The key of the words that a page has for an outcome, at "connect/<service>/<outcome>" below its root; "": none.
[[nodiscard]] std::string_view words_of_outcome(std::string_view outcome);

}  // namespace daymark::site
