// Columns and cells.
#include "people/subscriber_file.h"

#include "platform/base/time_text.h"
#include "platform/base/zone.h"
#include "platform/text/given.h"
#include "platform/text/trim.h"
#include "subscribers/address.h"

#include <algorithm>
#include <array>

namespace daymark::people {
namespace {

using subscribers::Channel;
using subscribers::Subscriber;

struct Way {
    Column column;
    Channel channel;
};
constexpr std::array ways{
    Way{Column::Email, Channel::Email},           Way{Column::Phone, Channel::Sms},
    Way{Column::Webhook, Channel::Webhook},       Way{Column::Slack, Channel::Slack},
    Way{Column::Discord, Channel::Discord},       Way{Column::MicrosoftTeams, Channel::MicrosoftTeams},
    Way{Column::GoogleChat, Channel::GoogleChat},
};

/// One row, read column by column.
class RowReader {
public:
    RowReader(const Header& header, const text::CsvRow& row) : header_(header), row_(row) {}

    [[nodiscard]] std::string cell(Column column) const { return header_.cell(row_, column); }
    [[noreturn]] static void refuse(Column column, const std::string& why) {
        throw Error::bad_field(name_of(column), why);
    }

    [[nodiscard]] std::optional<std::string> text(Column column, std::size_t most) const {
        const std::string said = cell(column);
        if (said.size() > most) refuse(column, "must be at most " + std::to_string(most) + " bytes long");
        return text::given(said);
    }
    [[nodiscard]] std::optional<bool> flag(Column column) const {
        constexpr std::array yes{"yes", "true", "y", "confirmed", "active"};
        constexpr std::array no{"no", "false", "n", "unconfirmed", "pending"};
        const std::string said = cell(column);
        const std::string word = letters_of(said);
        if (said.empty()) return std::nullopt;
        if (said == "1" || std::ranges::find(yes, word) != yes.end()) return true;
        if (said == "0" || std::ranges::find(no, word) != no.end()) return false;
        refuse(column, "must be yes or no");
    }
    [[nodiscard]] std::optional<Millis> time(Column column) const {
        std::string said = cell(column);
        if (said.empty()) return std::nullopt;
        if (said.ends_with(" UTC")) said.replace(said.size() - 4, 4, "Z");
        const auto at = parse_time(said);
        if (!at) refuse(column, "must be a time such as 2026-02-03T10:00:00Z");
        return at;
    }

private:
    const Header& header_;
    const text::CsvRow& row_;
};

std::string language_of(const RowReader& row, const std::string& otherwise) {
    constexpr std::size_t most = 12;
    std::string language = row.text(Column::Language, most).value_or(otherwise);
    for (char& c : language) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
        if (c == '_') c = '-';
        if ((c < 'a' || c > 'z') && c != '-' && (c < '0' || c > '9'))
            RowReader::refuse(Column::Language, "must be a language code such as en or pt-br");
    }
    return language;
}

void choose(const RowReader& row, const ComponentNames& components, Subscriber& subscriber) {
    constexpr std::size_t most = 1'000;
    const std::string cell = row.cell(Column::Components);
    std::string_view rest = cell;
    for (std::size_t i = 1; !rest.empty(); ++i) {
        const std::string called(text::trimmed(text::take_until(rest, ';')));
        if (called.empty()) continue;
        const subscribers::Chosen* chosen = components.find(called);
        if (chosen == nullptr)
            RowReader::refuse(Column::Components,
                              "has an entry that is no component of this page, or the name of "
                              "several: number " +
                                  std::to_string(i));
        if (std::ranges::find(subscriber.components, chosen->id, &subscribers::Chosen::id) ==
            subscriber.components.end())
            subscriber.components.push_back(*chosen);
        if (subscriber.components.size() > most) RowReader::refuse(Column::Components, "must name at most 1000");
    }
    subscriber.all = row.flag(Column::All).value_or(subscriber.components.empty());
    if (subscriber.all) subscriber.components.clear();
    if (!subscriber.all && subscriber.components.empty())
        RowReader::refuse(Column::Components, "must name at least one, unless all is yes");
}

/// Guess: who is brought along said yes before, unless the table says otherwise; where it has a column for the time at
/// which they did, an empty cell does.
bool is_confirmed(const RowReader& row, const Header& header, const Subscriber& subscriber) {
    if (const auto said = row.flag(Column::Confirmed)) return *said;
    return !header.has(Column::ConsentedAt) || subscriber.confirmed_at.has_value();
}

/// All but the address.
Subscriber person_of(const Act& act, const RowReader& row, const Header& header, const ComponentNames& components,
                     const std::string& language) {
    constexpr std::size_t most = 255;
    Subscriber person;
    person.page_id = act.page_id;
    person.created_at = person.updated_at = act.now;
    person.name = row.text(Column::Name, most);
    person.company = row.text(Column::Company, most);
    person.language = language_of(row, language);
    person.time_zone = row.text(Column::TimeZone, most);
    if (person.time_zone && !zone_exists(*person.time_zone)) RowReader::refuse(Column::TimeZone, "is no time zone");
    choose(row, components, person);
    person.confirmed_at = row.time(Column::ConsentedAt);
    person.confirmed_from = row.text(Column::ConsentedFrom, most);
    person.consent = row.text(Column::Consent, 1'000);
    person.confirmed = is_confirmed(row, header, person);
    person.paused_at = row.time(Column::PausedAt);
    if (person.paused_at)
        person.paused_reason = row.text(Column::PausedReason, most).value_or("Paused before its import");
    return person;
}

/// Guess: a number beside its country is a national one, as Statuspage keeps them; which digits are to be put before it
/// cannot be told from the country alone.
void check_phone(const RowReader& row) {
    const std::string phone = row.cell(Column::Phone);
    if (!phone.empty() && !row.cell(Column::PhoneCountry).empty() && !phone.starts_with('+'))
        RowReader::refuse(Column::Phone, "must begin with + and its country's code, as phoneCountry is not read");
}

}  // namespace

ComponentNames::ComponentNames(const std::vector<components::Component>& all) {
    for (const components::Component& component : all) {
        by_id_[component.id] = {component.id, component.name};
        ids_by_name_[component.name].push_back(component.id);
    }
}

const subscribers::Chosen* ComponentNames::find(const std::string& called) const {
    if (const auto found = by_id_.find(called); found != by_id_.end()) return &found->second;
    const auto named = ids_by_name_.find(called);
    return named == ids_by_name_.end() || named->second.size() > 1 ? nullptr : &by_id_.at(named->second.front());
}

const std::string& ComponentNames::name_for(const subscribers::Chosen& component) const {
    const subscribers::Chosen* found = find(component.name);
    // What parts the names in a cell, or is cut off around them, must not be in one.
    const bool plain = component.name.find(';') == std::string::npos && text::trimmed(component.name) == component.name;
    return plain && found != nullptr && found->id == component.id ? component.name : component.id;
}

std::vector<Subscriber> subscribers_of(const Act& act, const Header& header, const ComponentNames& components,
                                       const std::string& language, const text::CsvRow& row) {
    if (row.cells.size() > header.size()) throw Error(ErrorCode::BadRequest, "The row has more cells than the first");
    const RowReader reader(header, row);
    const Subscriber person = person_of(act, reader, header, components, language);
    check_phone(reader);
    std::vector<Subscriber> found;
    for (const auto& [column, channel] : ways) {
        const auto address = reader.text(column, 2'048);
        if (!address) continue;
        const Subscriber addressed = subscribers::addressed_to(act, channel, *address, name_of(column));
        Subscriber one = person;
        one.id = addressed.id;
        one.channel = channel;
        one.address = addressed.address;
        one.email = addressed.email;
        one.phone = addressed.phone;
        one.webhook = addressed.webhook;
        found.push_back(std::move(one));
        if (const auto owner = reader.text(Column::WebhookEmail, 254); owner && channel == Channel::Webhook)
            found.back().webhook_email = subscribers::canonical_email(*owner, name_of(Column::WebhookEmail));
    }
    if (found.empty()) throw Error(ErrorCode::BadRequest, "The row has no address");
    return found;
}

std::vector<std::string> header_cells() {
    std::vector<std::string> cells{"id"};
    for (const auto& [column, name] : column_names) {
        if (column != Column::PhoneCountry) cells.emplace_back(name);
    }
    cells.emplace_back("createdAt");
    return cells;
}

std::vector<std::string> cells_of(const Subscriber& subscriber, const ComponentNames& components,
                                  const std::string& webhook) {
    const auto time = [](const std::optional<Millis>& at) { return at ? iso_time(*at) : std::string(); };
    std::string chosen;
    for (const subscribers::Chosen& component : subscriber.components)
        chosen += (chosen.empty() ? "" : ";") + components.name_for(component);
    std::map<Column, std::string> said{
        {Column::Email, subscriber.email.value_or("")},
        {Column::Phone, subscriber.phone.value_or("")},
        {Column::WebhookEmail, subscriber.webhook_email.value_or("")},
        {Column::Name, subscriber.name.value_or("")},
        {Column::Company, subscriber.company.value_or("")},
        {Column::Language, subscriber.language},
        {Column::TimeZone, subscriber.time_zone.value_or("")},
        {Column::All, subscriber.all ? "yes" : "no"},
        {Column::Components, chosen},
        {Column::Confirmed, subscriber.confirmed ? "yes" : "no"},
        {Column::ConsentedAt, time(subscriber.confirmed_at)},
        {Column::ConsentedFrom, subscriber.confirmed_from.value_or("")},
        {Column::Consent, subscriber.consent.value_or("")},
        {Column::PausedAt, time(subscriber.paused_at)},
        {Column::PausedReason, subscriber.paused_reason.value_or("")},
    };
    const auto way = std::ranges::find(ways, subscriber.channel, &Way::channel);
    if (way != ways.end() && subscriber.webhook) said[way->column] = webhook;
    std::vector<std::string> cells{subscriber.id};
    for (const auto& [column, name] : column_names) {
        if (column != Column::PhoneCountry) cells.push_back(std::move(said[column]));
    }
    cells.push_back(iso_time(subscriber.created_at));
    return cells;
}

}  // namespace daymark::people
