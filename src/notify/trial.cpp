// What is kept of tests, and read again.
#include "notify/trial.h"

namespace daymark::notify {
namespace {

using subscribers::Subscriber;

constexpr const char* nobodys = "address";  // in place of a subscriber's id

std::string text_of(const StoredEvent& event, std::string_view name) {
    const auto* member = event.what.detail.if_contains(name);
    return member != nullptr && member->is_string() ? std::string(member->get_string()) : std::string();
}

}  // namespace

Trial trial_of(const Channel& channel, const Subscriber& to) {
    const bool plain = subscribers::asks_first(to.channel);
    json::object detail{{"channel", channel.name}};
    if (!plain) {
        detail["id"] = to.id;  // to which the envelope is bound
        detail["webhook"] = to.webhook.value_or("");
    }
    return {{events::Kind::Test, {}, {}, std::move(detail)},
            {nobodys, std::string(json::word_of(to.channel)), plain ? to.address : std::string()}};
}

Trial trial_post(const Channel& channel) {
    return {{events::Kind::Test, {}, {}, {{"channel", channel.name}}}, {"x", "X", {}}};
}

std::optional<Subscriber> tried(const StoredEvent& event, const Delivery& delivery, const pages::Page& page) {
    const auto channel = json::from_word<subscribers::Channel>(delivery.channel);
    if (event.what.kind != events::Kind::Test || delivery.recipient != nobodys || !channel) return std::nullopt;
    Subscriber to;
    to.id = text_of(event, "id");
    to.page_id = page.id;
    to.channel = *channel;
    to.address = delivery.address;
    if (*channel == subscribers::Channel::Email)
        to.email = delivery.address;
    else if (*channel == subscribers::Channel::Sms)
        to.phone = delivery.address;
    else
        to.webhook = text_of(event, "webhook");
    to.language = page.settings.language;
    return to;
}

const Channel* tried_channel(const StoredEvent& event) {
    return event.what.kind == events::Kind::Test ? find_channel(text_of(event, "channel")) : nullptr;
}

}  // namespace daymark::notify
