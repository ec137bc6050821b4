// Consents that are asked for at other services (OAuth): each is asked for once, by one browser, within ten minutes.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"

#include <optional>
#include <string>
#include <string_view>

namespace daymark::pages {

inline constexpr Millis consent_lasts = 10 * one_minute;

struct Consent {
    std::string id, page_id;
    std::string service;  // "slack"
    std::string detail;   // what for, as its asker writes it
    Millis expires_at = 0;
    bool used = false;
};

/// Notes what is asked for, for the act's page. Nothing when this network, or the page's readers, ask too often.
[[nodiscard]] std::optional<Consent> ask_consent(db::Tx& tx, const Act& act, const std::string& service,
                                                 const std::string& detail);
[[nodiscard]] std::optional<Consent> find_consent(db::Tx& tx, const std::string& id);
/// False when it was used before.
[[nodiscard]] bool use_consent(db::Tx& tx, const std::string& id);
/// Those asked for before then, at most so many at once. Their number.
std::int64_t forget_consents(db::Tx& tx, Millis before, std::int64_t most = 500);

/// What somebody brings along that names a consent. Whatever is signed, is signed for one service and one use.
struct Named {
    std::string id, language;
    Millis expires_at = 0;
};
/// Leads from the page to the main host: "<id>.<language>.<seconds>.<proof>"
[[nodiscard]] std::string consent_ticket(const crypto::SecretKey& key, std::string_view service, const Named& named);
/// Nothing when it is not genuine.
[[nodiscard]] std::optional<Named> named_by_ticket(const crypto::SecretKey& key, std::string_view service,
                                                   std::string_view ticket);
/// Goes to the service and comes back from there; good together with the browser's cookie only.
[[nodiscard]] std::string consent_state(const crypto::SecretKey& key, std::string_view service, const Named& named,
                                        std::string_view cookie);
[[nodiscard]] std::optional<Named> named_by_state(const crypto::SecretKey& key, std::string_view service,
                                                  std::string_view state, std::string_view cookie);
/// Of a state that need not be genuine: only words are chosen by it.
[[nodiscard]] std::string language_in(std::string_view state);

}  // namespace daymark::pages
