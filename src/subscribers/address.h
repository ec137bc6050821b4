// Addresses and choices of subscribers as they are stored: checked, canonical, sealed.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"
#include "platform/json/json.h"
#include "subscribers/custom_request.h"
#include "subscribers/subscriber.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::subscribers {

/// A new subscriber with this address in its canonical form. Error BadRequest naming `field` when it is none.
[[nodiscard]] Subscriber addressed_to(const Act& act, Channel channel, const std::string& address, const char* field);
[[nodiscard]] std::string canonical_email(const std::string& email, const char* field);

/// An e-mail address or a phone number as people write them, in the form in which subscribers keep it. Error
/// BadRequest naming `field`.
[[nodiscard]] std::string canonical_address(const std::string& address, const char* field);

/// The webhook's address in clear; nothing when there is none, or when it was sealed with another server's key.
[[nodiscard]] std::optional<std::string> webhook_of(const Act& act, const Subscriber& subscriber);

/// "hooks.example.com:8443" of a webhook's address; "" when it has none.
[[nodiscard]] std::string host_of(const std::string& url);

/// With which a webhook's requests are signed, in clear; nothing as above.
[[nodiscard]] std::optional<std::string> secret_of(const Act& act, const Subscriber& subscriber);

/// A new secret for a webhook's signatures: 64 hex digits (contract §10). It is stored sealed.
[[nodiscard]] std::string make_secret(const Act& act, Subscriber& subscriber);

/// How a webhook is called; as usual when nothing else is known, or readable.
[[nodiscard]] CustomRequest custom_request_of(const Act& act, const Subscriber& subscriber);
/// Takes over what is said of it. Error BadRequest names what cannot be, or is of no use to other channels.
void set_custom_request(const Act& act, const CustomRequestDraft& draft, Subscriber& subscriber);

/// All components of the page, or some. Error BadRequest naming the entry that is none of them.
void choose_components(db::Tx& tx, const Act& act, std::optional<bool> all,
                       const std::optional<std::vector<std::string>>& components, Subscriber& subscriber);

/// For the activity log, which cannot forget: an address stands in it by its kind only.
[[nodiscard]] json::object summary_of(const Subscriber& subscriber);

}  // namespace daymark::subscribers
