// Composing of notices.
#include "notify/compose.h"

#include "components/component_store.h"
#include "incidents/incident_store.h"
#include "maintenances/maintenance_store.h"
#include "notify/mail_body.h"
#include "notify/payload.h"
#include "site/gather.h"
#include "site/gather_notices.h"
#include "site/render_notices.h"
#include "site/render_tree.h"

#include <algorithm>

namespace daymark::notify {
namespace {

using events::Kind;
using site::Words;

Tone tone_of(components::Status status) {
    switch (status) {
        case components::Status::Operational:
            return Tone::Good;
        case components::Status::UnderMaintenance:
            return Tone::Planned;
        case components::Status::DegradedPerformance:
            return Tone::Degraded;
        case components::Status::PartialOutage:
        case components::Status::MinorOutage:
            return Tone::Partial;
        case components::Status::MajorOutage:
            break;
    }
    return Tone::Major;
}

Headline headline_kind(Kind kind, bool over) {
    switch (kind) {
        case Kind::IncidentOpened:
            return over ? Headline::IncidentResolved : Headline::IncidentOpened;
        case Kind::IncidentUpdated:
            return over ? Headline::IncidentResolved : Headline::IncidentUpdated;
        case Kind::PostmortemWritten:
            return Headline::PostmortemWritten;
        case Kind::MaintenancePlanned:
            return Headline::MaintenancePlanned;
        case Kind::MaintenanceMoved:
            return Headline::MaintenanceMoved;
        case Kind::MaintenanceSoon:
            return Headline::MaintenanceSoon;
        case Kind::MaintenanceStarted:
            return Headline::MaintenanceStarted;
        case Kind::MaintenanceEnded:
            return Headline::MaintenanceEnded;
        case Kind::NoticePosted:
            return Headline::NoticePosted;
        case Kind::ComponentChanged:
            return Headline::ComponentChanged;
        default:
            return over ? Headline::MaintenanceEnded : Headline::MaintenanceUpdated;
    }
}

std::string coarse_headline(const pages::Page& page, const Words& words) {
    if (page.status == "UP") return words.text("headline_up");
    return words.text(page.status == "UNDERMAINTENANCE" ? "headline_maintenance" : "headline_issues");
}

Notice begun(const pages::Page& page, const StoredEvent& event, const site::PageFace& face, const Words& words) {
    Notice notice;
    notice.event_id = event.id;
    notice.notice_id = event.what.notice_id;
    notice.language = words.code();
    notice.page_name = face.name;
    notice.page_url = face.root_url;
    notice.logo_url = logo_of(face);
    notice.brand_color = face.brand_color;
    notice.reply_to = face.public_email.value_or("");
    notice.payload["page"] = page_told(page, face.root_url);
    return notice;
}

std::optional<Notice> of_component(db::Tx& tx, const StoredEvent& event, const site::Wording& wording,
                                   const Words& words, Notice notice) {
    const auto component = components::find(tx, event.page_id, event.what.notice_id);
    if (!component || !wording.audience.sees(component->id)) return std::nullopt;
    const auto* said = event.what.detail.if_contains("new_status");
    const std::string word = said != nullptr && said->is_string() ? std::string(said->as_string()) : std::string();
    const auto status = components::status_from(word).value_or(component->status);
    notice.kind = words.text("components");
    notice.title = wording.texts.of(component->name, component->translations, "name");
    notice.state = site::status_word(words, status);
    notice.tone = tone_of(status);
    notice.url = notice.page_url;
    notice.affected.push_back({notice.title, status, notice.state});
    const auto* old = event.what.detail.if_contains("old_status");
    notice.payload["component_update"] = json::object{{"created_at", iso_time(event.created_at)},
                                                      {"new_status", word},
                                                      {"old_status", old != nullptr ? *old : json::value()},
                                                      {"component_id", component->id}};
    notice.payload["component"] = component_payload(*component, word);
    notice.view = words.text("canvas_view");
    return notice;
}

/// The update that the event tells of; the newest, where it names none.
const site::UpdateView* told_update(const site::NoticeView& view, const events::Event& event) {
    if (event.kind == Kind::PostmortemWritten) return view.postmortem ? &*view.postmortem : nullptr;
    if (event.update_id.empty()) return view.updates.empty() ? nullptr : &view.updates.front();
    const auto found = std::ranges::find(view.updates, event.update_id, &site::UpdateView::id);
    return found == view.updates.end() ? nullptr : &*found;
}

bool is_over(const site::UpdateView& update) {
    return update.status == "RESOLVED" || update.status == "COMPLETED" || update.status == "POSTMORTEM";
}

std::string time_text(const site::NoticeView& view, const site::UpdateView& update, const site::PageFace& face,
                      const Words& words, Millis now) {
    if (view.kind != site::NoticeKind::Maintenance) return words.stamp(face, update.started_at, now);
    const std::string start = words.stamp(face, view.started_at, now);
    return view.ends_at ? start + " – " + words.stamp(face, *view.ends_at, now) : start;
}

void add_affected(const site::NoticeView& view, bool over, const Words& words, Notice& notice) {
    for (const site::AffectedComponent& part : view.affected) {
        AffectedLine line{part.name, over ? components::Status::Operational : part.status, {}};
        // What is planned says nothing yet of what is, and a general notice nothing at all.
        const bool silent = view.kind == site::NoticeKind::General || site::is_planned(view);
        if (!silent) line.status_text = site::status_word(words, line.status);
        notice.affected.push_back(std::move(line));
    }
}

void add_payload(db::Tx& tx, const StoredEvent& event, site::NoticeKind kind, Notice& notice) {
    const events::Event& what = event.what;
    if (kind == site::NoticeKind::Incident) {
        notice.payload["incident"] =
            incident_payload(incidents::require(tx, event.page_id, what.notice_id), what.update_id, notice.page_url);
    } else if (kind == site::NoticeKind::Maintenance) {
        notice.payload["maintenance"] = maintenance_payload(maintenances::require(tx, event.page_id, what.notice_id),
                                                            what.update_id, notice.page_url);
    } else {
        // Guess: the contract has no general notices; they come in the form of an incident that is over.
        notice.payload["notice"] =
            json::object{{"id", notice.notice_id}, {"name", notice.title}, {"body", notice.text}, {"url", notice.url}};
    }
}

}  // namespace

Reading reading_of(const pages::Page& page, const subscribers::Subscriber& subscriber) {
    const Words* words = Words::find(subscriber.language);
    site::Audience audience = site::Audience::everybody();
    if (page.settings.is_private) {
        std::vector<std::string> ids;
        for (const subscribers::Chosen& chosen : subscriber.components) ids.push_back(chosen.id);
        audience = subscriber.all || ids.empty() ? site::Audience::insiders() : site::Audience::of(ids);
    }
    return {words != nullptr ? subscriber.language : page.settings.language,
            subscriber.time_zone.value_or(page.settings.timezone), std::move(audience)};
}

std::optional<Notice> compose(db::Tx& tx, const pages::Page& page, const StoredEvent& event, const Reading& reading,
                              const pages::Address& address, Millis now) {
    const Words& words = Words::of(reading.language);
    site::PageFace face = site::face_of(page, address, reading.language);
    face.zone = reading.zone;
    Notice notice = begun(page, event, face, words);
    const site::Texts texts(reading.language, page.settings.language);
    const bool of_status = event.what.kind == Kind::ComponentChanged;
    if (of_status) {
        notice.headline = headline_of(Headline::ComponentChanged, face.name, reading.language);
        return of_component(tx, event, {texts, reading.audience}, words, std::move(notice));
    }
    const auto view = site::find_notice(tx, page.id, event.what.notice_id, now, texts, reading.audience);
    const site::UpdateView* update = view ? told_update(*view, event.what) : nullptr;
    if (update == nullptr) return std::nullopt;
    const bool over = is_over(*update);
    notice.headline = headline_of(headline_kind(event.what.kind, over), face.name, reading.language);
    notice.kind = site::kind_word(words, *view);
    notice.title = view->name;
    notice.state = site::notice_word(words, update->status);
    notice.when = time_text(*view, *update, face, words, now);
    notice.text = site::plain_text(words, *update);
    notice.html = site::message_html(words, *update);
    notice.url = face.root_url + "/" + site::path_of(*view);
    notice.tone = over ? Tone::Good
                       : tone_of(view->kind == site::NoticeKind::Maintenance ? components::Status::UnderMaintenance
                                                                             : view->impact);
    if (view->kind == site::NoticeKind::General) notice.tone = Tone::Planned;
    add_affected(*view, over, words, notice);
    add_payload(tx, event, view->kind, notice);
    notice.view = link_label_of(notice);
    return notice;
}

json::object page_told(const pages::Page& page, const std::string& root) {
    // Contract §10 knows no languages: programs get texts as they were written.
    return page_payload(page, root, coarse_headline(page, Words::of(page.settings.language)));
}

std::string logo_of(const site::PageFace& face) {
    const std::string logo = face.logo_url.value_or("");
    return logo.starts_with('/') ? face.root_url + logo : logo;
}

Links links_of(const crypto::SecretKey& key, const std::string& root, const std::string& subscriber_id) {
    const std::string unsubscribe =
        root + "/unsubscribe?id=" + subscriber_id + "&token=" + subscribers::unsubscribe_token(key, subscriber_id);
    return {unsubscribe, unsubscribe, root + "/manage/" + subscribers::manage_token(key, subscriber_id)};
}

}  // namespace daymark::notify
