// Looks now and then whether pages' own domains still lead to them.
#pragma once

#include "activity/act.h"
#include "notify/automatic_store.h"
#include "platform/db/db.h"
#include "platform/net/http_client.h"

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace daymark::notify {

/// Any number of nodes may have one: each look is taken by one of them.
class DomainWatch {
public:
    /// As HttpClient::send: returns at once, and calls back on any thread.
    using Ask = std::function<void(net::HttpRequest, std::function<void(net::HttpAnswer)>)>;
    DomainWatch(db::Db& db, const World& world, Ask ask) : db_(db), world_(world), ask_(std::move(ask)) {}
    DomainWatch(const DomainWatch&) = delete;
    DomainWatch& operator=(const DomainWatch&) = delete;

    /// Takes in what was answered since the last call, then asks again where half an hour has gone. Waits for nobody.
    void look();

    static constexpr Millis between_looks = 30 * one_minute;

private:
    struct Look {
        DomainToCheck check;
        bool leads_here = false;
        std::string answer;  // for people
    };
    void take_in(const Look& look);
    void ask_for(const DomainToCheck& check);

    db::Db& db_;
    const World& world_;
    const Ask ask_;
    std::mutex mutex_;
    std::vector<Look> looks_;
};

}  // namespace daymark::notify
