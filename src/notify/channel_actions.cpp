// Setting up and trying of channels.
#include "notify/channel_actions.h"

#include "activity/activity.h"
#include "notify/channel_store.h"
#include "notify/suppression_store.h"
#include "notify/trial.h"
#include "pages/page_actions.h"
#include "pages/page_store.h"
#include "pages/x_connection.h"
#include "platform/text/trim.h"
#include "subscribers/address.h"
#include "subscribers/subscriber_store.h"

#include <algorithm>

namespace daymark::notify {
namespace {

/// What is no HTTP is sent apart (notify/email.h); here it is one of the channels.
const Channel email_channel{"email", subscribers::Channel::Email, "", {}, nullptr, nullptr, mail_patience, "E-mail"};

/// Without what comes along when something is pasted.
std::string checked(const AccountField& field, const json::value& given) {
    const std::string name(field.name);
    if (given.is_null()) return {};
    if (!given.is_string()) throw Error::bad_field(name, "must be a string");
    const std::string value(text::trimmed(given.get_string(), text::blanks_and_line_ends));
    if (std::ranges::any_of(value, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; }))
        throw Error::bad_field(name, "must be one line without control characters");
    std::string_view words = field.words;
    if (value.empty() || words.empty()) return value;
    while (!words.empty()) {
        if (text::take_until(words, ' ') == value) return value;
    }
    throw Error::bad_field(name, "must be one of: " + std::string(field.words));
}

/// The account's fields that the body names, checked; "" for those that are taken away.
json::object account_in(const Channel& channel, const json::object& body) {
    json::object account;
    for (const auto& member : json::write(pages::PageAccounts{})) {
        const json::value* given = body.if_contains(member.key());
        if (given == nullptr) continue;
        const auto field = std::ranges::find(channel.account, std::string_view(member.key()), &AccountField::name);
        if (field == channel.account.end())
            throw Error::bad_field(std::string(member.key()), "is not a field of this channel");
        account[member.key()] = checked(*field, *given);
    }
    return account;
}

/// Whether the page sends SMS by this provider from now on; true when that is something new.
bool choose(const Channel& channel, const json::object& body, pages::Page& page) {
    const json::value* said = body.if_contains("chosen");
    if (said == nullptr || said->is_null()) return false;
    if (!is_sms_provider(channel)) throw Error::bad_field("chosen", "is for providers of SMS only");
    if (said->as_bool() == is_chosen(channel, page)) return false;
    page.settings.sms_service = said->as_bool() ? json::from_word<pages::SmsService>(channel.name) : std::nullopt;
    return true;
}

void count_test(db::Tx& tx, const Act& act) {
    subscribers::lock_list(tx, act.page_id);  // two that test follow each other
    if (count_tests(tx, act.page_id, act.now - one_hour) >= most_tests)
        throw Error(ErrorCode::TooManyRequests, "A page can send 10 tests an hour");
}

void refuse_suppressed(db::Tx& tx, const Act& act, const std::string& address) {
    if (!list_suppressed(tx, act.page_id, {address}).empty())
        throw Error(ErrorCode::Conflict, "The address is suppressed: it gets nothing of this page");
}

}  // namespace

std::vector<const Channel*> set_up_channels() {
    std::vector<const Channel*> all{&email_channel};
    for (const Channel& channel : channels()) all.push_back(&channel);
    return all;
}

const Channel& require_channel(std::string_view name) {
    const auto all = set_up_channels();
    const auto found = std::ranges::find(all, name, [](const Channel* channel) { return channel->name; });
    if (found == all.end()) throw Error::not_found("Channel");
    return **found;
}

std::string_view word_of(const Channel& channel) {
    return channel.reaches ? json::word_of(*channel.reaches) : std::string_view("X");
}

bool is_sms_provider(const Channel& channel) { return channel.reaches == subscribers::Channel::Sms; }

bool is_chosen(const Channel& channel, const pages::Page& page) {
    return page.settings.sms_service && json::word_of(*page.settings.sms_service) == channel.name;
}

pages::Page set_up(db::Tx& tx, const Act& act, const Channel& channel, const json::object& body) {
    pages::touch(tx, act);
    pages::Page page = pages::find(tx, act.page_id).value();
    const json::object account = account_in(channel, body);
    const bool chosen_anew = choose(channel, body, page);
    if (chosen_anew && !pages::update(tx, page)) throw Error(ErrorCode::Conflict, "The page cannot be changed");
    pages::keep_accounts(tx, act, account);
    json::array set, cleared;
    for (const auto& [name, value] : account) (value.get_string().empty() ? cleared : set).emplace_back(name);
    activity::record(tx, act,
                     {"channels.set_up",
                      act.page_id,
                      {{"channel", channel.name},
                       {"set", set},
                       {"cleared", cleared},
                       {"smsService", page.settings.sms_service ? json::value(json::word_of(*page.settings.sms_service))
                                                                : json::value(nullptr)}}});
    return page;
}

std::string try_channel(db::Tx& tx, const Act& act, const pages::Page& page, const Channel& channel,
                        const std::string& to) {
    if (!is_set_up(channel, pages::accounts_for_sending(tx, act.world, page.id)))
        throw Error(ErrorCode::Conflict, "The account at " + std::string(channel.label) + " is not filled in");
    Trial trial;
    if (!channel.reaches) {
        if (page.settings.is_private) throw Error(ErrorCode::Conflict, "A private page posts nothing");
        trial = trial_post(channel);
    } else {
        if (to.empty()) throw Error::bad_field("to", "is required");
        const auto address = subscribers::addressed_to(act, *channel.reaches, to, "to");
        refuse_suppressed(tx, act, address.address);
        trial = trial_of(channel, address);
    }
    count_test(tx, act);
    std::string id = events::raise_letter(tx, act, trial.event, trial.to);
    activity::record(tx, act, {"channels.test", act.page_id, {{"channel", channel.name}, {"eventId", id}}});
    return id;
}

std::string try_subscriber(db::Tx& tx, const Act& act, const std::string& id) {
    const auto to = subscribers::find(tx, act.page_id, id);
    if (!to) throw Error::not_found("Subscriber");
    refuse_suppressed(tx, act, to->address);
    count_test(tx, act);
    std::string event_id = events::raise_letter(tx, act, {events::Kind::Test, {}, {}, {}},
                                                {to->id, std::string(json::word_of(to->channel)), {}});
    activity::record(tx, act, {"subscribers.test", to->id, {{"eventId", event_id}}});
    return event_id;
}

}  // namespace daymark::notify
