// Watching of custom domains.
#include "notify/domain_watch.h"

#include "notify/channel.h"
#include "notify/domain_health.h"
#include "notify/member_letters.h"
#include "pages/page_store.h"
#include "platform/telemetry/log.h"
#include "site/domain_proof.h"

namespace daymark::notify {
namespace {

constexpr std::int64_t most_at_once = 50;

}  // namespace

void DomainWatch::look() {
    std::vector<Look> looks;
    {
        const std::lock_guard lock(mutex_);
        looks = std::exchange(looks_, {});
    }
    for (const Look& look : looks) {
        try {
            take_in(look);
        } catch (const Error& error) {
            // The next look will say the same.
            telemetry::log(telemetry::Level::Warning, "domains.failed",
                           {{"page", look.check.page_id}, {"detail", error.message()}});
        }
    }
    const Millis now = world_.clock.now(), since = now - between_looks;
    for (const DomainToCheck& check :
         db_.read([&](db::Tx& tx) { return list_domains_to_check(tx, since, now, most_at_once); })) {
        if (db_.write([&](db::Tx& tx) { return claim_domain_check(tx, check, since, now); })) ask_for(check);
    }
}

void DomainWatch::ask_for(const DomainToCheck& check) {
    const site::DomainProof proof = site::domain_proof(world_.key, check.page_id);
    // Guess: a domain is reached as the main host is, by https or not, at the usual port.
    const std::string scheme = world_.base_url.starts_with("https://") ? "https://" : "http://";
    net::HttpRequest request{"GET", scheme + check.domain + "/" + proof.path, {}, {}};
    ask_(std::move(request), [this, check, expected = proof.answer](const net::HttpAnswer& answer) {
        const bool leads_here = answer.status == 200 && answer.body == expected;
        const std::lock_guard lock(mutex_);
        looks_.push_back({check, leads_here, reason_of(answer)});
    });
}

void DomainWatch::take_in(const Look& look) {
    db_.write([&](db::Tx& tx) {
        const auto page = pages::find(tx, look.check.page_id);
        const auto health = find_domain_health(tx, look.check);
        if (!page || !health || page->custom_domain != look.check.domain) return;
        const Millis now = world_.clock.now();
        const DomainVerdict verdict = after_look(*health, look.leads_here, now);
        set_domain_health(tx, page->id, verdict.health);
        if (!verdict.breaks) return;
        const Act act{world_, {ActorKind::System, {}, {}}, {}, now, page->workspace_id, page->id};
        tell_members(tx, act, workspaces::MemberLetter::BrokenDomain,
                     {{"domain", look.check.domain}, {"answer", look.answer}});
    });
}

}  // namespace daymark::notify
