// Writing of letters.
#include "notify/letters.h"

#include "notify/compose.h"
#include "notify/member_letters.h"
#include "site/entrance.h"
#include "site/gate.h"
#include "site/gather.h"
#include "site/render_words.h"
#include "subscribers/self_service.h"

namespace daymark::notify {
namespace {

using events::Kind;

std::string detail_of(const StoredEvent& event, std::string_view name) {
    const auto* member = event.what.detail.if_contains(name);
    return member != nullptr && member->is_string() ? std::string(member->as_string()) : std::string();
}

/// The page's address in the language: "https://acme.status.example.com/de".
std::string root_in(const site::PageFace& face) {
    const bool own = face.language == face.own_language || site::Words::find(face.language) == nullptr;
    return own ? face.root_url : face.root_url + "/" + face.language;
}

bool to_confirm(const Occasion& occasion, const site::PageFace& face, Letter& letter) {
    if (occasion.to == nullptr) return false;
    const std::string notice = detail_of(occasion.event, "notice");
    if (occasion.to->confirmed && notice.empty()) return false;
    letter.kind = Letter::Kind::ConfirmSubscription;
    letter.link =
        root_in(face) + "/confirm/" +
        subscribers::confirmation_token(
            occasion.world.key, {occasion.to->id, notice, occasion.event.created_at + subscribers::confirmation_lasts});
    return true;
}

bool to_enter(db::Tx& tx, const Occasion& occasion, const site::PageFace& face, Letter& letter) {
    if (!occasion.page.settings.is_private) return false;
    const site::Gate gate = site::Gate::of(tx, occasion.world, occasion.page);
    const auto pass = site::pass_by_mail(tx, occasion.page, gate, occasion.address);
    if (!pass) return false;
    letter.kind = Letter::Kind::EntryLink;
    letter.link = face.root_url + "/" + site::entry_path(gate, *pass, occasion.event.created_at);
    return true;
}

}  // namespace

std::optional<Letter> letter_for(db::Tx& tx, const Occasion& occasion) {
    const std::string& wished = occasion.to != nullptr ? occasion.to->language : occasion.page.settings.language;
    Letter letter;
    letter.language = site::Words::find(wished) != nullptr ? wished : occasion.page.settings.language;
    const site::PageFace face = site::face_of(occasion.page, occasion.pages, letter.language);
    letter.page_name = face.name;
    letter.page_url = face.root_url;
    letter.brand_color = face.brand_color;
    letter.logo_url = logo_of(face);
    letter.address = occasion.address;
    switch (occasion.event.what.kind) {
        case Kind::ConfirmSubscription:
            return to_confirm(occasion, face, letter) ? std::optional(letter) : std::nullopt;
        case Kind::EntryLink:
            return to_enter(tx, occasion, face, letter) ? std::optional(letter) : std::nullopt;
        case Kind::WebhookFailing:
            letter.kind = Letter::Kind::WebhookFails;
            letter.facts = {{Fact::Webhook, detail_of(occasion.event, "webhook")},
                            {Fact::Answer, detail_of(occasion.event, "answer")}};
            return letter;
        case Kind::LongIncident:
        case Kind::WeeklyReport:
        case Kind::BrokenDomain:
            return member_letter(tx, occasion, face, std::move(letter));
        default:
            letter.kind = Letter::Kind::Test;
            letter.link = face.root_url;
            return letter;
    }
}

Notice notice_of(const Letter& letter, const StoredEvent& event) {
    const MailBody body = letter_mail(letter, {});
    Notice notice;
    notice.event_id = notice.notice_id = event.id;
    notice.language = letter.language;
    notice.page_name = letter.page_name;
    notice.page_url = letter.page_url;
    notice.headline = notice.title = body.subject;
    notice.url = letter.link.empty() ? letter.page_url : letter.link;
    notice.tone = Tone::Planned;
    if (letter.kind == Letter::Kind::Test) notice.text = site::Words::of(letter.language).text("mail_test_end");
    notice.payload = {{"test", json::object{{"id", event.id}, {"name", body.subject}, {"url", notice.url}}}};
    return notice;
}

}  // namespace daymark::notify
