// Every SQL statement on deliveries, their attempts and answers.
#pragma once

#include "notify/delivery.h"
#include "platform/db/db.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::notify {

/// Takes what is due of an event, at most so much (rounded down to 128, 32, 8 or 1): from now on it is under way.
/// Whoever still waits for a message of one of the `earlier` events is passed over. Suspects were under way at two
/// deaths of a sender, and one of them may be what it died of: they are taken in small groups, after four deaths one by
/// one, and only when nothing else is under way.
enum class Suspects { No, Few, One };
[[nodiscard]] std::vector<Delivery> take(db::Tx& tx, const std::string& event_id, const Claim& claim, Millis now,
                                         std::int64_t most, const std::vector<std::string>& earlier,
                                         Suspects suspects = Suspects::No);
/// Puts off those of the first due whose recipients wait for an earlier message that is itself put off, so that they do
/// not stand before others. How many.
std::int64_t pass_over(db::Tx& tx, const std::string& event_id, const std::vector<std::string>& earlier, Millis now,
                       Millis until);
/// Of what was taken, this waits again; no attempt was spent.
void put_back(db::Tx& tx, const Delivery& delivery, Millis due_at);
/// Of what was taken, this is not sent: CANCELLED when there is nobody to tell any more, DEAD when it is given up.
void call_off(db::Tx& tx, const Delivery& delivery, DeliveryState state, const std::string& reason);
/// What is still under way of the claim is now attempted.
void note_attempts(db::Tx& tx, const Claim& claim, Millis now);

/// All that is under way of a claim waits again.
void give_back(db::Tx& tx, const Claim& claim, Millis now);

/// Takes in answers. What came of an attempt is kept whatever happened since; a delivery takes it over unless another
/// attempt has begun.
void note_results(db::Tx& tx, const std::vector<Result>& results, Millis now);
/// Whether a newer event of the same notice has a message for the same recipient.
[[nodiscard]] bool is_overtaken(db::Tx& tx, const Delivery& delivery);

/// Messages of earlier events that failed at least once, to recipients whom the newer event reaches too: they are not
/// tried again.
void supersede(db::Tx& tx, const std::string& event_id, const std::vector<std::string>& earlier);
/// Cancels what waits of an event that was called off, so much of it at once.
void cancel_some(db::Tx& tx, std::int64_t most);

/// Messages of an event that were given up or called off.
[[nodiscard]] std::int64_t count_given_up(db::Tx& tx, const std::string& event_id);
/// The one to the recipient waits again. Whether there was one.
bool revive(db::Tx& tx, const std::string& event_id, const std::string& recipient, Millis now);
/// Of an event that is sent again, the next so many messages are looked at: those that were given up or called off wait
/// again.
void revive_some(db::Tx& tx, std::int64_t most, Millis now);
/// Whether there is an event for one of the two.
[[nodiscard]] bool has_pieces(db::Tx& tx);

[[nodiscard]] std::vector<std::pair<DeliveryState, std::int64_t>> count_by_state(db::Tx& tx,
                                                                                 const std::string& event_id);
/// What a page owes people: messages (no more than `most_owed` are counted), and since when the oldest of them.
struct Owed {
    std::int64_t messages = 0;
    std::optional<Millis> since;
};
[[nodiscard]] Owed owed_by(db::Tx& tx, const std::string& page_id);

inline constexpr std::int64_t most_owed = 20'000;

/// When the next of an event is due; nothing when none waits.
[[nodiscard]] std::optional<Millis> next_due(db::Tx& tx, const std::string& event_id);
/// The event is done when all of it was spread and nothing of it waits or is under way.
void finish_if_done(db::Tx& tx, const std::string& event_id);

/// The page's own post on X.
std::int64_t insert_post(db::Tx& tx, const std::string& event_id, Millis now);

// --- senders ---------------------------------------------------------------------------------------------------------

void insert_sender(db::Tx& tx, const std::string& worker);
/// Raises the sender's beat. False when it was given up meanwhile.
[[nodiscard]] bool beat(db::Tx& tx, const std::string& worker);
struct Sender {
    std::string worker;
    std::int64_t beat = 0;
};
[[nodiscard]] std::vector<Sender> list_senders(db::Tx& tx);
/// What a sender had under way waits again, at once; what was under way at ten deaths is given up. The sender is
/// forgotten. The number of deliveries.
std::int64_t give_up_sender(db::Tx& tx, const std::string& worker, Millis now);

}  // namespace daymark::notify
