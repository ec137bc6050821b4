// What each kind of mail says.
#include "notify/mail_body.h"

#include "notify/mail_content.h"
#include "notify/mail_text.h"

#include <array>
#include <span>

namespace daymark::notify {
namespace {

using components::Status;
using site::Words;

constexpr std::array<Look, 6> looks = {{
    {"o", "✓", "#0f6b52"},
    {"m", "■", "#3054b8"},
    {"d", "▲", "#765700"},
    {"p", "◐", "#94400d"},
    {"i", "◆", "#a02043"},
    {"x", "✕", "#7d0c2b"},
}};

const Look& look_of(Status status) { return looks.at(static_cast<std::size_t>(status)); }

const Look& look_of(Tone tone) {
    constexpr std::array statuses = {Status::Operational, Status::UnderMaintenance, Status::DegradedPerformance,
                                     Status::PartialOutage, Status::MajorOutage};
    return look_of(statuses.at(static_cast<std::size_t>(tone)));
}

// What people name themselves is shown up to these lengths, so that there is room for what happened.
std::string short_name(std::string_view name) { return fitting(one_line(name), 100, 200); }
std::string short_title(std::string_view title) { return fitting(one_line(title), 160, 640); }
constexpr std::size_t most_rows = 8;

bool is_about(const Notice& notice, std::string_view kind) { return notice.payload.contains(kind); }

std::vector<Row> affected_rows(const Notice& notice, const Words& words) {
    std::vector<Row> rows;
    const std::size_t all = notice.affected.size(), shown = all > most_rows ? most_rows - 1 : all;
    for (const AffectedLine& line : std::span(notice.affected).first(shown)) {
        rows.push_back({short_name(line.name), line.status_text, &look_of(line.status)});
    }
    const long more = static_cast<long>(all - shown);
    if (more > 0) rows.push_back({"+ " + words.count("group_count", more), ""});
    return rows;
}

// --- letters

/// Keys of words; "" where nothing is said.
struct LetterWords {
    std::string_view subject, detail, button, end, why;
};

const LetterWords& words_of(Letter::Kind kind) {
    static constexpr std::array<LetterWords, 9> all = {{
        {"mail_confirm_subject", "mail_confirm_detail", "confirm_button", "mail_confirm_end", ""},
        {"mail_entry_subject", "mail_entry_detail", "gate_open", "mail_entry_end", ""},
        {"mail_webhook_subject", "mail_webhook_detail", "manage_link", "", "mail_why_webhook"},
        {"mail_paused_subject", "mail_paused_detail", "mail_resume", "", "mail_why"},
        {"mail_test_subject", "mail_test_detail", "canvas_view", "mail_test_end", ""},
        {"mail_long_subject", "mail_long_detail", "mail_view_incident", "", "mail_why_team"},
        {"mail_report_subject", "mail_report_detail", "canvas_view", "", "mail_why_team"},
        {"mail_domain_subject", "mail_domain_detail", "canvas_view", "", "mail_why_team"},
        {"mail_invite_subject", "mail_invite_detail", "mail_accept", "mail_invite_end", ""},
    }};
    return all.at(static_cast<std::size_t>(kind));
}

std::string_view label_of(Fact fact) {
    static constexpr std::array<std::string_view, 12> keys = {
        "field_webhook",  "mail_answer",  "kind_incident",    "started",       "period",      "mail_uptime",
        "mail_incidents", "maintenances", "mail_subscribers", "mail_messages", "mail_failed", "mail_domain"};
    return keys.at(static_cast<std::size_t>(fact));
}

std::vector<Row> fact_rows(const Letter& letter, const Words& words) {
    constexpr std::size_t most_facts = 16;
    std::vector<Row> rows;
    for (const auto& [fact, value] : letter.facts) {
        if (rows.size() < most_facts) rows.push_back({words.text(label_of(fact)), short_name(value)});
    }
    return rows;
}

}  // namespace

std::string headline_of(Headline kind, const std::string& page_name, const std::string& language) {
    static constexpr std::array<std::string_view, 12> keys = {
        "mail_incident_opened",     "mail_incident_updated",    "mail_incident_resolved", "mail_postmortem_written",
        "mail_maintenance_planned", "mail_maintenance_updated", "mail_maintenance_moved", "mail_maintenance_soon",
        "mail_maintenance_started", "mail_maintenance_ended",   "mail_notice_posted",     "mail_component_changed"};
    return Words::of(language).text(keys.at(static_cast<std::size_t>(kind)), {{"page", page_name}});
}

std::string link_label_of(const Notice& notice) {
    const Words& words = Words::of(notice.language);
    if (is_about(notice, "incident")) return words.text("mail_view_incident");
    return words.text(is_about(notice, "maintenance") ? "mail_view_maintenance" : "mail_view_notice");
}

MailBody notice_mail(const Notice& notice, const Links& links) {
    const Words& words = Words::of(notice.language);
    const std::string page = short_name(notice.page_name), title = short_title(notice.title);
    const std::string state = one_line(notice.state);
    return written(
        {.words = words,
         .page = page,
         .page_url = notice.page_url,
         .logo_url = notice.logo_url,
         .brand_color = notice.brand_color,
         .subject = "[" + page + "] " + (state.empty() ? "" : state + ": ") + title,
         .headline = short_title(notice.headline),
         .title = title,
         .state = state,
         .when = one_line(notice.when),
         .look = is_about(notice, "incident") || is_about(notice, "maintenance") ? &look_of(notice.tone) : nullptr,
         .by_people = true,
         .text = notice.text,
         .html = notice.html,
         .rest = words.text("mail_rest"),
         .rest_url = notice.url,
         .rows_label = notice.affected.empty() ? "" : words.text("affected"),
         .rows = affected_rows(notice, words),
         .button = link_label_of(notice),
         .button_url = notice.url,
         .end = {},
         .why = words.text("mail_why", {{"page", page}}),
         .links = links});
}

MailBody letter_mail(const Letter& letter, const Links& links) {
    const Words& words = Words::of(letter.language);
    const LetterWords& keys = words_of(letter.kind);
    const std::string page = short_name(letter.page_name), person = short_name(letter.person);
    const auto said = [&](std::string_view key) {
        if (key.empty()) return std::string();
        return words.text(
            key, {{"page", page}, {"address", letter.address}, {"person", person}, {"duration", letter.duration}});
    };
    return written({.words = words,
                    .page = page,
                    .page_url = letter.page_url,
                    .logo_url = letter.logo_url,
                    .brand_color = letter.brand_color,
                    .subject = said(keys.subject),
                    .headline = {},
                    .title = said(keys.subject),
                    .state = {},
                    .when = {},
                    .by_people = false,
                    .text = said(keys.detail),
                    .html = {},
                    .rest = {},
                    .rest_url = {},
                    .rows_label = {},
                    .rows = fact_rows(letter, words),
                    .button = said(keys.button),
                    .button_url = letter.link,
                    .end = said(keys.end),
                    .why = said(keys.why),
                    .links = links});
}

}  // namespace daymark::notify
