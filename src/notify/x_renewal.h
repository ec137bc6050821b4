// Keeps pages' connections to X alive: an access token lasts two hours, a refresh token is good for one new pair.
#pragma once

#include "activity/act.h"
#include "pages/x_connection.h"
#include "platform/db/db.h"
#include "site/oauth_service.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace daymark::notify {

/// Several nodes may run one each: whoever renews a pair holds its row meanwhile.
class XRenewal {
public:
    /// `ready`: whether the database has what is needed. All must outlive it.
    XRenewal(db::Db& db, const World& world, site::OAuthMeans means, std::function<bool()> ready)
        : db_(db), world_(world), means_(std::move(means)), ready_(std::move(ready)) {}
    ~XRenewal() { stop(); }
    XRenewal(const XRenewal&) = delete;
    XRenewal& operator=(const XRenewal&) = delete;

    /// Nothing runs when the operator has no app at X.
    void start();
    void stop();

    /// Renews what is due, one after the other, waiting for X each time.
    void renew_due();

private:
    void run();
    void renew(const pages::XConnection& taken, const net::OAuthApp& app, Millis until);
    void keep_at_it(const std::function<void(db::Tx&)>& work);

    db::Db& db_;
    const World& world_;
    const site::OAuthMeans means_;
    const std::function<bool()> ready_;
    std::mutex mutex_;
    std::condition_variable woken_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace daymark::notify
