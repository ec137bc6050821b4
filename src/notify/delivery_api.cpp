// Routes of the log of deliveries (extension).
#include "notify/delivery_api.h"

#include "notify/delivery_log.h"
#include "notify/event_json.h"
#include "notify/event_store.h"
#include "platform/text/given.h"
#include "subscribers/address.h"
#include "subscribers/subscriber_store.h"

namespace daymark::notify {
namespace {

DeliveryView view_of(const LoggedDelivery& logged) {
    DeliveryView view{logged.event_id,
                      logged.recipient,
                      logged.channel,
                      text::given(logged.address),
                      logged.state,
                      text::given(logged.reason),
                      {logged.due_at},
                      logged.kind,
                      {}};
    for (const LoggedAttempt& attempt : logged.attempts)
        view.attempts.push_back({attempt.attempt,
                                 {attempt.started_at},
                                 json::time_of(attempt.finished_at),
                                 text::given(attempt.result),
                                 text::given(attempt.reason)});
    return view;
}

json::value shown(const api::Call& call, const std::vector<LoggedDelivery>& logged) {
    call.note_end(logged);
    json::array list;
    for (const LoggedDelivery& one : logged) list.push_back(json::write(view_of(one)));
    return list;
}

/// Who has the address now, and letters to it.
Person find_person(db::Tx& tx, const std::string& page_id, const std::string& address) {
    Person person{{}, subscribers::canonical_address(address, "address")};
    if (const auto subscriber = subscribers::find_by_address(tx, page_id, person.address))
        person.recipients.push_back(subscriber->id);
    return person;
}

std::string parameter(const api::Call& call, std::string_view name) {
    return std::string(call.request.query_value(name).value_or(""));
}

json::value index(api::Call& call) {
    return shown(call, call.db.read([&](db::Tx& tx) {
        const auto event = find_event(tx, call.act.page_id, call.param("event_id"));
        if (!event) throw Error::not_found("Event");
        return list_deliveries(tx, event->id, parameter(call, "state"), call.slice());
    }));
}

json::value to_address(api::Call& call) {
    const std::string address = parameter(call, "address");
    if (address.empty()) throw Error::bad_field("address", "is required");
    return shown(call, call.db.read([&](db::Tx& tx) {
        const Person person = find_person(tx, call.act.page_id, address);
        return list_deliveries_to(tx, call.act.page_id, person, parameter(call, "state"), call.slice());
    }));
}

json::value to_subscriber(api::Call& call) {
    const std::string& id = call.param("subscriber_id");
    return shown(call, call.db.read([&](db::Tx& tx) {
        auto logged =
            list_deliveries_to(tx, call.act.page_id, person_of_subscriber(id), parameter(call, "state"), call.slice());
        // Who left may still stand in the log.
        if (logged.empty() && !subscribers::find(tx, call.act.page_id, id)) throw Error::not_found("Subscriber");
        return logged;
    }));
}

constexpr api::QueryParameter state_parameter{"state", "Only deliveries in this state, such as DEAD"};
constexpr api::QueryParameter list_parameters[] = {api::paging_parameters[0], api::paging_parameters[1],
                                                   state_parameter};
constexpr api::QueryParameter address_parameters[] = {
    {"address", "An e-mail address, or a phone number with its country's code", "string", true},
    api::paging_parameters[0],
    api::paging_parameters[1],
    state_parameter,
};

using enum http::Method;
using enum team::Needs;
// Guess: to whom something went is for those who may see subscribers.
constexpr api::Route table[] = {
    {Get, api::Under::Extension, "/:page_id/events/:event_id/deliveries", EditPage, index, "deliveries.index",
     "List the messages of an event with every attempt", nullptr, api::gives<std::vector<DeliveryView>>,
     list_parameters},
    {Get, api::Under::Extension, "/:page_id/deliveries", EditPage, to_address, "deliveries.to_address",
     "List the messages to an address with every attempt, newest first; they are kept for 90 days", nullptr,
     api::gives<std::vector<DeliveryView>>, address_parameters},
    {Get, api::Under::Extension, "/:page_id/subscribers/:subscriber_id/deliveries", EditPage, to_subscriber,
     "deliveries.to_subscriber", "List the messages to a subscriber, who may have left, newest first", nullptr,
     api::gives<std::vector<DeliveryView>>, list_parameters},
};

}  // namespace

std::span<const api::Route> delivery_routes() { return table; }

}  // namespace daymark::notify
