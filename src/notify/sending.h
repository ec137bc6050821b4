// Whether anything is sent: by this installation, and of one page.
#pragma once

#include "platform/base/clock.h"
#include "platform/db/db.h"
#include "platform/json/fields.h"

#include <array>
#include <optional>
#include <string>

namespace daymark::notify {

enum class SendingState {
    Running,
    Stopped,  // by the operator
    Held,     // this database took the place of another: what it still owes may have been sent long ago
};

struct Sending {
    SendingState state = SendingState::Running;
    std::string reason;
    Millis changed_at = 0;
};
[[nodiscard]] Sending sending(db::Tx& tx);
void set_sending(db::Tx& tx, SendingState state, const std::string& reason, Millis now);

/// What a node last wrote on this database; nothing when it never did.
[[nodiscard]] std::optional<std::string> mark_of(db::Tx& tx, const std::string& node);
void set_mark(db::Tx& tx, const std::string& node, const std::string& mark);

struct StoppedPage {
    std::string reason;
    Millis stopped_at = 0;
};
[[nodiscard]] std::optional<StoppedPage> stopped_page(db::Tx& tx, const std::string& page_id);
void stop_page(db::Tx& tx, const std::string& page_id, const std::string& reason, Millis now);
void resume_page(db::Tx& tx, const std::string& page_id);

}  // namespace daymark::notify

template <>
struct daymark::json::EnumWords<daymark::notify::SendingState> {
    using State = daymark::notify::SendingState;
    static constexpr std::array table{std::pair{std::string_view("RUNNING"), State::Running},
                                      std::pair{std::string_view("STOPPED"), State::Stopped},
                                      std::pair{std::string_view("HELD"), State::Held}};
};
