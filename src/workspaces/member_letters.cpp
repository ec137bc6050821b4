// Pure rules on who gets which letter, and what their links prove.
#include "workspaces/member_letters.h"

#include "platform/crypto/signature.h"
#include "platform/text/trim.h"

namespace daymark::workspaces {
namespace {

std::string proof_of(const crypto::SecretKey& key, const std::string& said) {
    return key.hash("workspaces.end_letters/" + said).substr(0, 32);
}

std::string said_of(std::string_view member_id, MemberLetter letter) {
    return std::string(member_id) + "." + std::string(json::word_of(letter));
}

team::Needs needed_for(MemberLetter letter) {
    if (letter == MemberLetter::LongIncident) return team::Needs::EditNotices;
    return letter == MemberLetter::BrokenDomain ? team::Needs::EditPage : team::Needs::SeePage;
}

}  // namespace

bool& switch_of(WantedLetters& wanted, MemberLetter letter) {
    if (letter == MemberLetter::LongIncident) return wanted.long_incident;
    return letter == MemberLetter::BrokenDomain ? wanted.broken_domain : wanted.weekly_report;
}

WantedLetters usual_letters(const WorkspaceSettings& settings) {
    return {true, settings.member_weekly, settings.member_domain};
}

bool gets(const LetterReader& reader, MemberLetter letter, const WorkspaceSettings& settings) {
    WantedLetters wanted = reader.chosen.value_or(usual_letters(settings));
    return team::may(reader.permission, needed_for(letter)) && switch_of(wanted, letter);
}

std::string end_token(const crypto::SecretKey& key, const std::string& member_id, MemberLetter letter) {
    const std::string said = said_of(member_id, letter);
    return said + "." + proof_of(key, said);
}

std::optional<Ended> ended_by(const crypto::SecretKey& key, std::string_view token) {
    const std::string_view id = text::take_until(token, '.'), word = text::take_until(token, '.');
    const auto letter = json::from_word<MemberLetter>(word);
    if (!letter || !crypto::same_proof(token, proof_of(key, said_of(id, *letter)))) return std::nullopt;
    return Ended{std::string(id), *letter};
}

}  // namespace daymark::workspaces
