// Preparing of messages.
#include "notify/prepare.h"

#include "notify/bounce.h"
#include "notify/letters.h"
#include "notify/suppression_store.h"
#include "notify/trial.h"
#include "pages/page_store.h"
#include "pages/x_connection.h"
#include "platform/text/html.h"
#include "site/gather.h"
#include "site/render_words.h"
#include "subscribers/address.h"
#include "subscribers/subscriber_store.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace daymark::notify {
namespace {

using subscribers::Subscriber;

constexpr Millis told_for = one_second;  // so long a text that was mended may still go out as it was

// A body is rendered once for all; these stand in for the links of each. No page lives at .invalid (RFC 2606).
const Links places{"https://unsubscribe.invalid/", "", "https://manage.invalid/"};

void replace_all(std::string& text, std::string_view place, const std::string& by) {
    for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + by.size()))
        text.replace(at, place.size(), by);
}

MailBody with_links(MailBody body, const Links& links) {
    replace_all(body.text, places.unsubscribe, links.unsubscribe);
    replace_all(body.text, places.manage, links.manage);
    replace_all(body.html, places.unsubscribe, text::escape_html(links.unsubscribe));
    replace_all(body.html, places.manage, text::escape_html(links.manage));
    return body;
}

/// The mail server is one receiver like others: while it is down nobody's attempts are spent.
constexpr const char* mail_server = "mail server";

void prepare_mail(MailEnvelope envelope, MailBody body, Prepared& message) {
    message.receiver = mail_server;
    message.message = Mail{std::move(envelope), std::move(body)};
}

const Channel* channel_for(const Subscriber& subscriber, const pages::Page& page, const StoredEvent& event) {
    if (const Channel* channel = tried_channel(event)) return channel;
    if (subscriber.channel == subscribers::Channel::Sms) {
        if (!page.settings.sms_service) return nullptr;
        return find_channel(json::word_of(*page.settings.sms_service));
    }
    const auto all = channels();
    const auto found = std::ranges::find(all, std::optional(subscriber.channel), &Channel::reaches);
    return found == all.end() ? nullptr : &*found;
}

/// With the body that is for what is told.
CustomRequest custom_for(const subscribers::CustomRequest& wished, const json::object& told) {
    CustomRequest request{std::string(json::word_of(wished.method)),
                          wished.headers.value_or(net::Headers{}),
                          wished.query.value_or(net::Headers{}),
                          {}};
    const auto body = told.contains("incident")      ? wished.incident_body
                      : told.contains("maintenance") ? wished.maintenance_body
                      : told.contains("component")   ? wished.component_body
                                                     : std::nullopt;
    request.body = body.value_or("");
    return request;
}

}  // namespace

struct Preparation::Batch {
    db::Tx& tx;
    const StoredEvent& event;
    pages::Page page;
    std::string root;
    Account account;
    std::map<std::string, Subscriber> subscribers;
    std::set<std::string> suppressed;
    Millis now = 0;
};

std::vector<Prepared> Preparation::prepare(db::Tx& tx, const StoredEvent& event,
                                           const std::vector<Delivery>& deliveries) {
    std::vector<Prepared> messages;
    for (const Delivery& delivery : deliveries) messages.push_back({delivery, {event.page_id}});
    auto page = pages::find(tx, event.page_id);
    if (!page) {
        for (Prepared& message : messages) message.called_off = "The page is gone";
        return messages;
    }
    const std::string root = means_.pages.root_of(page->subdomain);
    Batch batch{tx, event, std::move(*page),  root, pages::accounts_for_sending(tx, world_, event.page_id),
                {}, {},    world_.clock.now()};
    std::vector<std::string> ids, addresses;
    for (const Delivery& delivery : deliveries) {
        ids.push_back(delivery.recipient);
        if (!delivery.address.empty()) addresses.push_back(delivery.address);
    }
    for (Subscriber& subscriber : subscribers::list_by_ids(tx, ids)) {
        addresses.push_back(subscriber.address);
        batch.subscribers.emplace(subscriber.id, std::move(subscriber));
    }
    for (std::string& address : list_suppressed(tx, event.page_id, addresses))
        batch.suppressed.insert(std::move(address));
    for (Prepared& message : messages) {
        message.target.workspace_id = batch.page.workspace_id;
        message.target.is_test = event.what.kind == events::Kind::Test;
        prepare_one(batch, message);
        // Who tries something wants to know now.
        if (message.target.is_test) message.patience = &no_patience;
        if (!message.called_off.empty() || batch.now - event.starts_at <= message.patience->lasts) continue;
        message.called_off = "Too late to be told";
        message.too_late = true;
    }
    return messages;
}

void Preparation::prepare_one(Batch& batch, Prepared& message) {
    const bool letter = events::is_letter(batch.event.what.kind);
    if (const auto to = tried(batch.event, message.delivery, batch.page)) {
        if (batch.suppressed.contains(to->address))
            message.called_off = "The address is suppressed";
        else
            prepare_letter(batch, &*to, message);
        return;
    }
    if (!message.delivery.address.empty()) return prepare_letter(batch, nullptr, message);
    if (message.delivery.channel == "X") return prepare_post(batch, message);
    const auto found = batch.subscribers.find(message.delivery.recipient);
    if (found == batch.subscribers.end()) {
        message.called_off = "Unsubscribed";
        return;
    }
    const Subscriber& to = found->second;
    if (batch.suppressed.contains(to.address))
        message.called_off = "The address is suppressed";
    else if (letter)
        prepare_letter(batch, &to, message);
    else if (!to.confirmed)
        message.called_off = "Not confirmed";
    else if (to.paused_at)
        message.called_off = "Paused";
    else
        prepare_news(batch, to, message);
}

void Preparation::prepare_letter(Batch& batch, const Subscriber* to, Prepared& message) {
    const std::string& address = to != nullptr && to->email ? *to->email : message.delivery.address;
    const auto letter = letter_for(batch.tx, {world_, batch.page, batch.event, to, address, means_.pages, batch.now});
    if (!letter) {
        message.called_off = "There is no reason for it any more";
        return;
    }
    if (to == nullptr || to->channel == subscribers::Channel::Email) {
        return prepare_mail({address,
                             letter->page_name,
                             batch.page.settings.public_email.value_or(""),
                             id_of(message.delivery),
                             {},
                             {},
                             letter->links,
                             batch.event.created_at},
                            letter_mail(*letter, letter->links), message);
    }
    Notice notice = notice_of(*letter, batch.event);
    notice.payload["page"] = page_told(batch.page, batch.root);
    Recipient recipient = recipient_of(batch, *to, notice, message.delivery);
    recipient.links = {};
    prepare_http(batch, notice, recipient, channel_for(*to, batch.page, batch.event), message);
}

void Preparation::prepare_news(Batch& batch, const Subscriber& to, Prepared& message) {
    const auto told_to = told(batch, reading_of(batch.page, to));
    if (!told_to) {
        message.called_off = "What it tells of is not there any more";
        return;
    }
    const Recipient recipient = recipient_of(batch, to, told_to->notice, message.delivery);
    if (to.channel != subscribers::Channel::Email)
        return prepare_http(batch, told_to->notice, recipient, channel_for(to, batch.page, batch.event), message);
    const Notice& notice = told_to->notice;
    prepare_mail({*to.email, notice.page_name, notice.reply_to, recipient.delivery_id, notice.notice_id,
                  "updates." + batch.root.substr(batch.root.find("://") + 3), recipient.links, batch.event.created_at},
                 with_links(told_to->body, recipient.links), message);
}

/// By the page's account at X, where everybody sees it.
void Preparation::prepare_test_post(Batch& batch, Prepared& message) {
    const auto letter = letter_for(batch.tx, {world_, batch.page, batch.event, nullptr, {}, means_.pages, batch.now});
    if (!letter || batch.page.settings.is_private) {
        message.called_off = "Nothing of it is public";
        return;
    }
    Notice notice = notice_of(*letter, batch.event);
    // X refuses to say the same twice.
    notice.when =
        site::Words::of(letter->language)
            .stamp(site::face_of(batch.page, means_.pages, letter->language), batch.event.created_at, batch.now);
    Recipient recipient;
    recipient.delivery_id = id_of(message.delivery);
    prepare_http(batch, notice, recipient, &x_channel, message);
}

/// Of the page itself, to its account at X; the first post of a notice begins a thread.
void Preparation::prepare_post(Batch& batch, Prepared& message) {
    if (events::is_letter(batch.event.what.kind)) return prepare_test_post(batch, message);
    const site::Audience everybody = site::Audience::everybody();
    const auto told_to = batch.page.settings.is_private
                             ? nullptr
                             : told(batch, {batch.page.settings.language, batch.page.settings.timezone, everybody});
    if (!told_to) {
        message.called_off = "Nothing of it is public";
        return;
    }
    Recipient recipient;
    recipient.delivery_id = id_of(message.delivery);
    recipient.address = first_post(batch.tx, batch.event).value_or("");
    prepare_http(batch, told_to->notice, recipient, &x_channel, message);
}

void Preparation::put_in_bytes(Prepared& message) const {
    const Mail* mail = std::get_if<Mail>(&message.message);
    if (mail == nullptr) return;
    try {
        mail::Letter letter = mail_letter(means_.identity, mail->envelope, mail->body);
        const std::string& bounces = means_.identity.bounces;
        // What goes to an address of its own is nobody's subscription: it comes back to where the operator looks.
        const bool to_subscriber = message.delivery.address.empty();
        if (!bounces.empty() && to_subscriber)
            letter.envelope_from = return_address(world_.key, bounces, message.delivery.recipient);
        message.message = std::move(letter);
    } catch (const std::runtime_error& error) {
        // An address or a text that no mail can have: this one message is not, and all others are.
        message.called_off = error.what();
    }
}

void Preparation::prepare_http(Batch& batch, const Notice& notice, const Recipient& recipient, const Channel* channel,
                               Prepared& message) const {
    if (channel == nullptr) {
        message.called_off = "The page has no provider for this channel";
        return;
    }
    const auto own = means_.provider_urls.find(channel->name);
    const std::string_view provider = own == means_.provider_urls.end() ? channel->provider_url : own->second;
    if (!is_set_up(*channel, batch.account)) {
        message.called_off = "The page's account at the provider is not filled in";
        return;
    }
    if (channel == &x_channel) message.not_yet = pages::wait_for_x(batch.tx, batch.page.id, batch.now);
    net::HttpRequest request =
        channel->compose({notice, recipient, batch.account, provider, batch.now, message.delivery.attempt});
    const std::string host = subscribers::host_of(request.url);
    if (channel->reaches == subscribers::Channel::Webhook) message.target.webhook_host = host;
    // Chats limit each webhook by itself, and all of them live at one host.
    const bool of_host = channel->reaches == subscribers::Channel::Webhook || !channel->provider_url.empty();
    message.receiver = of_host ? host : crypto::short_hash(request.url);
    message.channel = channel;
    message.patience = &channel->patience;
    message.message = std::move(request);
}

std::shared_ptr<const Preparation::Told> Preparation::told(Batch& batch, const Reading& reading) {
    if (batch.now - told_at_ > told_for || batch.now < told_at_) {
        told_.clear();
        told_at_ = batch.now;
    }
    const std::string key =
        batch.event.id + "\n" + reading.language + "\n" + reading.zone + "\n" + reading.audience.key();
    const auto known = told_.find(key);
    if (known != told_.end()) return known->second;
    auto notice = compose(batch.tx, batch.page, batch.event, reading, means_.pages, batch.now);
    std::shared_ptr<Told> made;
    if (notice) {
        MailBody body = notice_mail(*notice, places);
        made = std::make_shared<Told>(Told{std::move(*notice), std::move(body)});
    }
    return told_.emplace(key, std::move(made)).first->second;
}

Recipient Preparation::recipient_of(const Batch& batch, const Subscriber& to, const Notice& notice,
                                    const Delivery& delivery) const {
    const Act act{world_, {}, {}, batch.now, batch.page.workspace_id, batch.page.id};
    Recipient recipient;
    recipient.delivery_id = id_of(delivery);
    recipient.address = to.email ? *to.email : to.phone ? *to.phone : subscribers::webhook_of(act, to).value_or("");
    recipient.secret = subscribers::secret_of(act, to).value_or("");
    if (to.request) recipient.custom = custom_for(subscribers::custom_request_of(act, to), notice.payload);
    recipient.links = links_of(world_.key, batch.root, to.id);
    return recipient;
}

}  // namespace daymark::notify
