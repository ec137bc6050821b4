// Consents, what proves them, and every SQL statement on them.
#include "pages/consents.h"

#include "platform/crypto/signature.h"
#include "platform/text/number.h"
#include "platform/text/trim.h"

namespace daymark::pages {
namespace {

// Against floods, within an hour. Guess: an office behind one address connects a few channels at a time.
constexpr std::int64_t most_of_asker = 30, most_on_page = 1'000;

bool asks_too_often(db::Tx& tx, const Act& act, const std::string& asker_hash) {
    const auto row = tx.one("consents.count", R"(select
        (select count(*) from consents where asker_hash = $1 and created_at > $3),
        (select count(*) from consents where page_id = $2 and created_at > $3))",
                            asker_hash, act.page_id, act.now - one_hour);
    return row->integer(0) >= most_of_asker || row->integer(1) >= most_on_page;
}

std::string signed_text(const Named& named, const crypto::SecretKey& key, const std::string& purpose) {
    const std::string said = named.id + "." + named.language + "." + std::to_string(named.expires_at / one_second);
    return said + "." + key.hash(purpose + "/" + said);
}

std::optional<Named> read_signed(std::string_view text, const crypto::SecretKey& key, const std::string& purpose) {
    const std::string_view said = text.substr(0, text.rfind('.'));
    const std::string_view id = text::take_until(text, '.'), language = text::take_until(text, '.'),
                           seconds = text::take_until(text, '.');
    if (!crypto::same_proof(text, key.hash(purpose + "/" + std::string(said)))) return std::nullopt;
    return Named{std::string(id), std::string(language), text::whole_number<Millis>(seconds).value_or(0) * one_second};
}

std::string ticket_purpose(std::string_view service) { return "consents.ticket/" + std::string(service); }
std::string state_purpose(std::string_view service, std::string_view cookie) {
    return "consents.state/" + std::string(service) + "/" + std::string(cookie);
}

}  // namespace

std::optional<Consent> ask_consent(db::Tx& tx, const Act& act, const std::string& service, const std::string& detail) {
    const std::string asker_hash = act.world.key.hash("consents.asker/" + act.remote_address);
    if (asks_too_often(tx, act, asker_hash)) return std::nullopt;
    Consent consent{act.new_id(), act.page_id, service, detail, act.now + consent_lasts};
    tx.execute("consents.insert", R"(insert into consents
        (id, page_id, service, detail, asker_hash, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7))",
               consent.id, consent.page_id, service, detail, asker_hash, act.now, consent.expires_at);
    return consent;
}

std::optional<Consent> find_consent(db::Tx& tx, const std::string& id) {
    const auto row = tx.one("consents.find",
                            "select id, page_id, service, detail, expires_at, used from consents where id = $1", id);
    if (!row) return std::nullopt;
    return Consent{row->text(0), row->text(1), row->text(2), row->text(3), row->integer(4), row->boolean(5)};
}

bool use_consent(db::Tx& tx, const std::string& id) {
    return tx.execute("consents.use", "update consents set used = 1 where id = $1 and used = 0", id) > 0;
}

std::int64_t forget_consents(db::Tx& tx, Millis before, std::int64_t most) {
    return tx.execute("consents.forget", R"(delete from consents where id in (
        select id from consents where created_at < $1 order by created_at limit $2))",
                      before, most);
}

std::string consent_ticket(const crypto::SecretKey& key, std::string_view service, const Named& named) {
    return signed_text(named, key, ticket_purpose(service));
}

std::optional<Named> named_by_ticket(const crypto::SecretKey& key, std::string_view service, std::string_view ticket) {
    return read_signed(ticket, key, ticket_purpose(service));
}

std::string consent_state(const crypto::SecretKey& key, std::string_view service, const Named& named,
                          std::string_view cookie) {
    return signed_text(named, key, state_purpose(service, cookie));
}

std::optional<Named> named_by_state(const crypto::SecretKey& key, std::string_view service, std::string_view state,
                                    std::string_view cookie) {
    if (cookie.empty()) return std::nullopt;
    return read_signed(state, key, state_purpose(service, cookie));
}

std::string language_in(std::string_view state) {
    text::take_until(state, '.');
    return std::string(text::take_until(state, '.'));
}

}  // namespace daymark::pages
