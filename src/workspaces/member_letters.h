// Letters that a workspace's people get by themselves, and who wants which.
#pragma once

#include "platform/crypto/secret_key.h"
#include "team/permission.h"
#include "workspaces/workspace.h"

#include <optional>
#include <string>
#include <string_view>

namespace daymark::workspaces {

enum class MemberLetter { LongIncident, WeeklyReport, BrokenDomain };

/// Kept as one JSON text; the field table is also the wire format. The names are those of the workspace's defaults.
struct WantedLetters {
    bool long_incident = true, weekly_report = true, broken_domain = true;

    static constexpr std::string_view schema_name = "MyNotifications";
    static constexpr auto fields = std::tuple{
        json::field("longRunningIncidentNotifications", &WantedLetters::long_incident)
            .described("A mail when nothing was said of an open incident for a while"),
        json::field("weeklyReportsNotifications", &WantedLetters::weekly_report)
            .described("A mail on Mondays on how the pages did"),
        json::field("invalidCustomDomainNotifications", &WantedLetters::broken_domain)
            .described("A mail when a page's own domain does not lead to it any more"),
    };
};
[[nodiscard]] bool& switch_of(WantedLetters& wanted, MemberLetter letter);

/// What somebody wants who has not chosen. Guess: the defaults for new members hold until a member chooses; of open
/// incidents all are reminded, since they have a setting of their own.
[[nodiscard]] WantedLetters usual_letters(const WorkspaceSettings& settings);

/// Who reads letters.
struct LetterReader {
    std::string member_id, email;
    team::Permission permission = team::Permission::Member;
    std::optional<WantedLetters> chosen;
};
/// Guess: of incidents those hear who may say something of them, of the domain those who may change it, and of the week
/// whoever sees the page.
[[nodiscard]] bool gets(const LetterReader& reader, MemberLetter letter, const WorkspaceSettings& settings);

/// By which a letter's link ends such letters, and only these: "<member id>.<letter>.<proof>".
[[nodiscard]] std::string end_token(const crypto::SecretKey& key, const std::string& member_id, MemberLetter letter);
struct Ended {
    std::string member_id;
    MemberLetter letter = MemberLetter::LongIncident;
};
/// Nothing when the token is not genuine.
[[nodiscard]] std::optional<Ended> ended_by(const crypto::SecretKey& key, std::string_view token);

}  // namespace daymark::workspaces

template <>
struct daymark::json::EnumWords<daymark::workspaces::MemberLetter> {
    using Letter = daymark::workspaces::MemberLetter;
    static constexpr std::array table{std::pair{std::string_view("LONG_INCIDENT"), Letter::LongIncident},
                                      std::pair{std::string_view("WEEKLY_REPORT"), Letter::WeeklyReport},
                                      std::pair{std::string_view("BROKEN_DOMAIN"), Letter::BrokenDomain}};
};
