// From deliveries that were taken to messages that are ready to go.
#pragma once

#include "activity/act.h"
#include "notify/compose.h"
#include "notify/email.h"
#include "notify/results.h"

#include <map>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace daymark::notify {

struct Mail {
    MailEnvelope envelope;
    MailBody body;
};
/// One message, or why there is none.
struct Prepared {
    Delivery delivery;
    Target target;
    std::string called_off = {};       // why nobody gets it; then there is nothing else
    bool too_late = false;             // called off since nobody could be reached for too long
    Millis not_yet = 0;                // so long it must wait for what it is sent with
    std::string receiver = {};         // whose slots it needs
    const Channel* channel = nullptr;  // none: a mail
    const Patience* patience = &mail_patience;
    std::variant<net::HttpRequest, Mail, mail::Letter> message = {};
};

/// What messages are made with. Used by one thread.
class Preparation {
public:
    struct Means {
        pages::Address pages;
        MailIdentity identity;
        std::map<std::string, std::string, std::less<>> provider_urls;  // by channel, in place of the usual ones
    };
    Preparation(const World& world, Means means) : world_(world), means_(std::move(means)) {}

    /// In the order of the deliveries, which are all of the event. Whoever left, paused or was suppressed meanwhile
    /// gets nothing, and neither does anybody of what is not there any more.
    [[nodiscard]] std::vector<Prepared> prepare(db::Tx& tx, const StoredEvent& event,
                                                const std::vector<Delivery>& deliveries);
    /// Makes a letter of a mail, signed; apart, since that takes time for which no transaction should wait.
    void put_in_bytes(Prepared& message) const;

private:
    struct Told {
        Notice notice;
        MailBody body;  // with places for the links of each reader
    };
    struct Batch;

    void prepare_one(Batch& batch, Prepared& message);
    void prepare_letter(Batch& batch, const subscribers::Subscriber* to, Prepared& message);
    void prepare_news(Batch& batch, const subscribers::Subscriber& to, Prepared& message);
    void prepare_post(Batch& batch, Prepared& message);
    void prepare_test_post(Batch& batch, Prepared& message);
    void prepare_http(Batch& batch, const Notice& notice, const Recipient& recipient, const Channel* channel,
                      Prepared& message) const;
    [[nodiscard]] std::shared_ptr<const Told> told(Batch& batch, const Reading& reading);
    [[nodiscard]] Recipient recipient_of(const Batch& batch, const subscribers::Subscriber& to, const Notice& notice,
                                         const Delivery& delivery) const;

    const World& world_;
    const Means means_;
    std::map<std::string, std::shared_ptr<const Told>> told_;  // by event and reading, for a moment
    Millis told_at_ = 0;
};

}  // namespace daymark::notify
