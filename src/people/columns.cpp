// Columns by their names.
#include "people/columns.h"

#include "platform/base/error.h"
#include "platform/text/trim.h"
#include "platform/text/utf8.h"

#include <algorithm>

namespace daymark::people {
namespace {

struct Word {
    std::string_view word;  // in lower case, letters only
    Column column;
};
// The first word of each column is the one that we write. Guess: the others are what tables of Statuspage and of
// products like it call the same; their exports are not described anywhere.
constexpr std::array words{
    Word{"email", Column::Email},
    Word{"emailaddress", Column::Email},
    Word{"phone", Column::Phone},
    Word{"phonenumber", Column::Phone},
    Word{"sms", Column::Phone},
    Word{"phonecountry", Column::PhoneCountry},
    Word{"countrycode", Column::PhoneCountry},
    Word{"country", Column::PhoneCountry},
    Word{"webhook", Column::Webhook},
    Word{"webhookurl", Column::Webhook},
    Word{"endpoint", Column::Webhook},
    Word{"webhookemail", Column::WebhookEmail},
    Word{"slack", Column::Slack},
    Word{"slackwebhook", Column::Slack},
    Word{"discord", Column::Discord},
    Word{"discordwebhook", Column::Discord},
    Word{"microsoftteamswebhook", Column::MicrosoftTeams},
    Word{"microsoftteams", Column::MicrosoftTeams},
    Word{"googlechatwebhook", Column::GoogleChat},
    Word{"googlechat", Column::GoogleChat},
    Word{"name", Column::Name},
    Word{"company", Column::Company},
    Word{"language", Column::Language},
    Word{"locale", Column::Language},
    Word{"timezone", Column::TimeZone},
    Word{"all", Column::All},
    Word{"components", Column::Components},
    Word{"confirmed", Column::Confirmed},
    Word{"consentedat", Column::ConsentedAt},
    Word{"confirmedat", Column::ConsentedAt},
    Word{"consentedfrom", Column::ConsentedFrom},
    Word{"consent", Column::Consent},
    Word{"pausedat", Column::PausedAt},
    Word{"quarantinedat", Column::PausedAt},
    Word{"pausedreason", Column::PausedReason},
};

constexpr std::array addresses{Column::Email,   Column::Phone,          Column::Webhook,   Column::Slack,
                               Column::Discord, Column::MicrosoftTeams, Column::GoogleChat};

/// No longer than anybody would name a column.
std::string shown(std::string_view name) {
    constexpr std::size_t most = 64;
    const std::string_view begin = name.substr(0, most);
    return std::string(begin.substr(0, text::clean_length(begin)));
}

}  // namespace

std::string letters_of(std::string_view text) {
    std::string letters;
    for (const char c : text) {
        if (c >= 'A' && c <= 'Z') letters += static_cast<char>(c + ('a' - 'A'));
        if (c >= 'a' && c <= 'z') letters += c;
    }
    return letters;
}

const char* name_of(Column column) {
    return std::ranges::find(column_names, column, [](const auto& named) { return named.first; })->second;
}

Header::Header(const text::CsvRow& row) : size_(row.cells.size()) {
    const std::string line = "line " + std::to_string(row.line);
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const std::string called = letters_of(row.cells[i]);
        const auto known = std::ranges::find(words, called, &Word::word);
        if (known == words.end()) {
            unknown_.push_back(shown(row.cells[i]));
        } else if (!places_.emplace(known->column, i).second) {
            throw Error::bad_field(line, "has two columns for " + std::string(name_of(known->column)));
        }
    }
    const bool addressed = std::ranges::any_of(addresses, [&](Column column) { return has(column); });
    if (!addressed) throw Error::bad_field(line, "must name the columns, and one with addresses, such as email");
}

std::string Header::cell(const text::CsvRow& row, Column column) const {
    const auto place = places_.find(column);
    if (place == places_.end() || place->second >= row.cells.size()) return {};
    return std::string(text::trimmed(text::unguarded(row.cells[place->second]), text::blanks_and_line_ends));
}

}  // namespace daymark::people
