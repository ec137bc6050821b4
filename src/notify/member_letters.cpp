// Raising and writing of letters to members.
#include "notify/member_letters.h"

#include "notify/automatic_store.h"
#include "notify/weekly_report.h"
#include "site/gather_notices.h"
#include "site/render_notices.h"
#include "site/render_words.h"
#include "workspaces/member_letters_store.h"
#include "workspaces/workspace_store.h"

namespace daymark::notify {
namespace {

using events::Kind;
using workspaces::LetterReader;
using workspaces::MemberLetter;

Kind kind_of(MemberLetter letter) {
    if (letter == MemberLetter::LongIncident) return Kind::LongIncident;
    return letter == MemberLetter::BrokenDomain ? Kind::BrokenDomain : Kind::WeeklyReport;
}

MemberLetter letter_of(Kind kind) {
    if (kind == Kind::LongIncident) return MemberLetter::LongIncident;
    return kind == Kind::BrokenDomain ? MemberLetter::BrokenDomain : MemberLetter::WeeklyReport;
}

std::string text_in(const StoredEvent& event, std::string_view name) {
    const auto* member = event.what.detail.if_contains(name);
    return member != nullptr && member->is_string() ? std::string(member->as_string()) : std::string();
}

Millis time_in(const StoredEvent& event, std::string_view name) {
    const auto* member = event.what.detail.if_contains(name);
    return member != nullptr && member->is_int64() ? member->as_int64() : 0;
}

bool still_gets(db::Tx& tx, const pages::Page& page, const std::string& member_id, MemberLetter letter) {
    const auto reader = workspaces::find_reader(tx, page.workspace_id, member_id);
    const auto workspace = workspaces::find(tx, page.workspace_id);
    return reader && workspace && workspaces::gets(*reader, letter, workspace->settings);
}

std::optional<Letter> reminder(db::Tx& tx, const Occasion& occasion, const site::PageFace& face, Letter letter) {
    const pages::Page& page = occasion.page;
    const auto audience = page.settings.is_private ? site::Audience::insiders() : site::Audience::everybody();
    const auto view = site::find_notice(tx, page.id, text_in(occasion.event, "incident"), occasion.now,
                                        {letter.language, page.settings.language}, audience);
    if (!view || view->resolved_at) return std::nullopt;
    const site::Words& words = site::Words::of(letter.language);
    letter.kind = Letter::Kind::LongIncident;
    letter.link = face.root_url + "/" + site::path_of(*view);
    letter.duration = words.duration(occasion.now - view->started_at);
    letter.facts = {{Fact::Incident, view->name}, {Fact::Started, words.stamp(face, view->started_at, occasion.now)}};
    return letter;
}

std::optional<Letter> report(db::Tx& tx, const Occasion& occasion, const site::PageFace& face, Letter letter) {
    letter.kind = Letter::Kind::WeeklyReport;
    letter.link = face.root_url;
    letter.facts = report_facts(tx, occasion.page, face,
                                {time_in(occasion.event, "from"), time_in(occasion.event, "to")}, occasion.now);
    return letter;
}

std::optional<Letter> broken_domain(db::Tx& tx, const Occasion& occasion, const site::PageFace& face, Letter letter) {
    const std::string domain = text_in(occasion.event, "domain");
    const auto health = find_domain_health(tx, {occasion.page.id, domain});
    if (occasion.page.custom_domain != domain || !health || health->failures == 0) return std::nullopt;
    letter.kind = Letter::Kind::BrokenDomain;
    letter.link = face.root_url;
    letter.facts = {{Fact::Domain, domain}, {Fact::Answer, text_in(occasion.event, "answer")}};
    return letter;
}

}  // namespace

int tell_members(db::Tx& tx, const Act& act, MemberLetter letter, const json::object& detail) {
    const auto workspace = workspaces::find(tx, act.workspace_id);
    if (!workspace) return 0;
    int told = 0;
    for (const LetterReader& reader : workspaces::list_readers(tx, act.workspace_id)) {
        if (!workspaces::gets(reader, letter, workspace->settings)) continue;
        events::Event event{kind_of(letter), {}, {}, detail};
        event.detail["member"] = reader.member_id;
        events::raise_letter(tx, act, event, {"member/" + reader.member_id, "EMAIL", reader.email});
        ++told;
    }
    return told;
}

std::optional<Letter> member_letter(db::Tx& tx, const Occasion& occasion, const site::PageFace& face, Letter begun) {
    const MemberLetter kind = letter_of(occasion.event.what.kind);
    const std::string member = text_in(occasion.event, "member");
    if (!still_gets(tx, occasion.page, member, kind)) return std::nullopt;
    const std::string end = face.root_url + "/unsubscribe/" + workspaces::end_token(occasion.world.key, member, kind);
    begun.links = {end, end, {}};
    switch (kind) {
        case MemberLetter::LongIncident:
            return reminder(tx, occasion, face, std::move(begun));
        case MemberLetter::BrokenDomain:
            return broken_domain(tx, occasion, face, std::move(begun));
        case MemberLetter::WeeklyReport:
            break;
    }
    return report(tx, occasion, face, std::move(begun));
}

}  // namespace daymark::notify
