// Checking and sealing of addresses.
#include "subscribers/address.h"

#include "components/component_store.h"
#include "users/user.h"

#include <algorithm>

namespace daymark::subscribers {
namespace {

constexpr std::size_t most_components = 1'000;  // each costs a statement

std::string webhook_place(const Subscriber& subscriber) { return "subscribers.webhook/" + subscriber.id; }
std::string secret_place(const Subscriber& subscriber) { return "subscribers.secret/" + subscriber.id; }
std::string request_place(const Subscriber& subscriber) { return "subscribers.request/" + subscriber.id; }

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); });
    return text;
}

void set_webhook(const Act& act, const std::string& url, const char* field, Subscriber& subscriber) {
    if (subscriber.channel == Channel::Webhook) {
        if (!is_webhook(url)) throw Error::bad_field(field, "must be an http or https address");
    } else if (!is_chat_webhook(subscriber.channel, url)) {
        throw Error::bad_field(field, "must be the address of an incoming webhook of that service");
    }
    subscriber.address = act.world.key.hash("subscribers.webhook " + url);
    subscriber.webhook = act.world.key.seal(url, webhook_place(subscriber));
}

/// In which of its properties a request is not the usual one.
std::string unusual_property(const CustomRequest& request) {
    const json::object usual = json::write(CustomRequest{});
    for (const auto& member : json::write(request)) {
        if (member.value() != usual.at(member.key())) return std::string(member.key());
    }
    return {};
}

}  // namespace

std::string canonical_email(const std::string& email, const char* field) {
    if (!users::is_email(email)) throw Error::bad_field(field, "must be an e-mail address such as kim@example.com");
    return lower(email);
}

std::string canonical_address(const std::string& address, const char* field) {
    if (address.find('@') != std::string::npos) return canonical_email(address, field);
    const auto digits = phone_digits(address);
    if (!digits) throw Error::bad_field(field, "must be an e-mail address or a phone number");
    return *digits;
}

Subscriber addressed_to(const Act& act, Channel channel, const std::string& address, const char* field) {
    Subscriber subscriber;
    subscriber.id = act.new_id();
    subscriber.channel = channel;
    if (channel == Channel::Email) {
        subscriber.address = *(subscriber.email = canonical_email(address, field));
    } else if (channel == Channel::Sms) {
        subscriber.phone = phone_digits(address);
        if (!subscriber.phone)
            throw Error::bad_field(field, "must be a phone number with its country's code, such as +14155550100");
        subscriber.address = *subscriber.phone;
    } else {
        set_webhook(act, address, field, subscriber);
    }
    return subscriber;
}

std::optional<std::string> webhook_of(const Act& act, const Subscriber& subscriber) {
    if (!subscriber.webhook) return std::nullopt;
    return act.world.key.open(*subscriber.webhook, webhook_place(subscriber));
}

std::string host_of(const std::string& url) {
    const std::size_t begin = url.find("://");
    if (begin == std::string::npos) return {};
    return url.substr(begin + 3, url.find_first_of("/?#", begin + 3) - begin - 3);
}

std::optional<std::string> secret_of(const Act& act, const Subscriber& subscriber) {
    if (!subscriber.secret) return std::nullopt;
    return act.world.key.open(*subscriber.secret, secret_place(subscriber));
}

std::string make_secret(const Act& act, Subscriber& subscriber) {
    std::string secret = act.world.random.text(64, "0123456789abcdef");
    subscriber.secret = act.world.key.seal(secret, secret_place(subscriber));
    return secret;
}

CustomRequest custom_request_of(const Act& act, const Subscriber& subscriber) {
    CustomRequest request;
    const auto kept =
        subscriber.request ? act.world.key.open(*subscriber.request, request_place(subscriber)) : std::nullopt;
    if (kept) json::patch(request, json::parse(*kept).as_object());
    return request;
}

void set_custom_request(const Act& act, const CustomRequestDraft& draft, Subscriber& subscriber) {
    const CustomRequest request = changed(custom_request_of(act, subscriber), draft);
    subscriber.request.reset();
    if (request.is_usual()) return;
    if (subscriber.channel != Channel::Webhook)
        throw Error::bad_field(unusual_property(request), "is for webhooks only");
    subscriber.request = act.world.key.seal(json::text(json::write(request)), request_place(subscriber));
}

void choose_components(db::Tx& tx, const Act& act, std::optional<bool> all,
                       const std::optional<std::vector<std::string>>& components, Subscriber& subscriber) {
    const auto named = components.value_or(std::vector<std::string>{});
    if (named.size() > most_components) throw Error::bad_field("components", "must have at most 1000 entries");
    const auto known = components::list_by_ids(tx, act.page_id, named);
    for (std::size_t i = 0; i < named.size(); ++i) {
        if (std::ranges::find(known, named[i], &components::Component::id) != known.end()) continue;
        throw Error::bad_field("components[" + std::to_string(i) + "]", "is not a component of this page");
    }
    subscriber.all = all.value_or(named.empty());
    subscriber.components.clear();
    if (subscriber.all) return;
    for (const components::Component& component : known)
        subscriber.components.push_back({component.id, component.name});
}

json::object summary_of(const Subscriber& subscriber) {
    return {{"channel", json::word_of(subscriber.channel)},
            {"confirmed", subscriber.confirmed},
            {"all", subscriber.all},
            {"components", subscriber.components.size()},
            {"customRequest", subscriber.request.has_value()}};
}

}  // namespace daymark::subscribers
