// What the columns of a table of subscribers may be called.
#pragma once

#include "platform/text/csv.h"

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace daymark::people {

enum class Column {
    Email,
    Phone,
    PhoneCountry,
    Webhook,
    WebhookEmail,
    Slack,
    Discord,
    MicrosoftTeams,
    GoogleChat,
    Name,
    Company,
    Language,
    TimeZone,
    All,
    Components,
    Confirmed,
    ConsentedAt,
    ConsentedFrom,
    Consent,
    PausedAt,
    PausedReason,
};

/// The columns of our own tables, as they are written and as errors name them.
inline constexpr std::array column_names{
    std::pair{Column::Email, "email"},
    std::pair{Column::Phone, "phone"},
    std::pair{Column::PhoneCountry, "phoneCountry"},
    std::pair{Column::Webhook, "webhook"},
    std::pair{Column::WebhookEmail, "webhookEmail"},
    std::pair{Column::Slack, "slack"},
    std::pair{Column::Discord, "discord"},
    std::pair{Column::MicrosoftTeams, "microsoftTeamsWebhook"},
    std::pair{Column::GoogleChat, "googleChatWebhook"},
    std::pair{Column::Name, "name"},
    std::pair{Column::Company, "company"},
    std::pair{Column::Language, "language"},
    std::pair{Column::TimeZone, "timezone"},
    std::pair{Column::All, "all"},
    std::pair{Column::Components, "components"},
    std::pair{Column::Confirmed, "confirmed"},
    std::pair{Column::ConsentedAt, "consentedAt"},
    std::pair{Column::ConsentedFrom, "consentedFrom"},
    std::pair{Column::Consent, "consent"},
    std::pair{Column::PausedAt, "pausedAt"},
    std::pair{Column::PausedReason, "pausedReason"},
};

[[nodiscard]] const char* name_of(Column column);

/// "Phone Number" → "phonenumber"
[[nodiscard]] std::string letters_of(std::string_view text);

/// What the first row says.
class Header {
public:
    /// Error BadRequest when a column is named twice, or none holds addresses.
    explicit Header(const text::CsvRow& row);

    /// Names of columns that mean nothing to us.
    [[nodiscard]] const std::vector<std::string>& unknown() const { return unknown_; }
    [[nodiscard]] bool has(Column column) const { return places_.contains(column); }
    /// What a row has there, without blanks around it; "" for nothing.
    [[nodiscard]] std::string cell(const text::CsvRow& row, Column column) const;
    [[nodiscard]] std::size_t size() const { return size_; }

private:
    std::map<Column, std::size_t> places_;
    std::vector<std::string> unknown_;
    std::size_t size_ = 0;
};

}  // namespace daymark::people
