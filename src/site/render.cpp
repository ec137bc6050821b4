// Documents put together: frame, main part, policy.
#include "site/render.h"

#include "site/render_assets.h"
#include "site/render_bar.h"
#include "site/render_frame.h"
#include "site/render_headline.h"
#include "site/render_metrics.h"
#include "site/render_notices.h"
#include "site/render_pictures.h"
#include "site/render_tree.h"
#include "site/render_view.h"
#include "site/render_words.h"

#include <array>

namespace daymark::site {
namespace {

using components::Status;

/// "2 of 50 components affected · 1 under maintenance · 1 open incident"
std::string detail_of(const PageView& view, const Words& words) {
    const LeafCounts leaves = count_leaves(view.tree);
    std::string detail;
    const auto add = [&detail](const std::string& part) { detail += (detail.empty() ? "" : " · ") + part; };
    if (leaves.affected > 0) add(words.count("detail_affected", leaves.all, {{"k", std::to_string(leaves.affected)}}));
    if (leaves.maintenance > 0) add(words.text("detail_maintenance", {{"n", std::to_string(leaves.maintenance)}}));
    if (detail.empty() && leaves.all > 0) add(words.count("detail_fine", leaves.all));
    if (!view.open.empty()) add(words.count("detail_incidents", static_cast<long>(view.open.size())));
    return detail;
}

std::vector<Fields> key_fields(const TreeHtml& tree, const Words& words) {
    std::vector<Fields> key;
    for (const Status status : {Status::Operational, Status::UnderMaintenance, Status::DegradedPerformance,
                                Status::PartialOutage, Status::MinorOutage, Status::MajorOutage}) {
        const char letter = letter_of(status);
        if (!tree.letters.contains(letter)) continue;
        key.emplace_back().text("tone", std::string(1, letter)).text("word", status_word(words, status));
    }
    if (tree.letters.contains('n')) key.emplace_back().text("tone", "n").text("word", words.text("day_unmeasured"));
    return key;
}

void add_tree(Fields& fields, const TreeHtml& tree, const Words& words) {
    fields.flag("has_tree", !tree.rows.empty())
        .text("tree_title", words.text("components"))
        .text("tree", tree.rows)
        .flag("has_bars", !tree.minutes.empty())
        .text("key_label", words.text("key"))
        .list("key", key_fields(tree, words))
        .text("ago_90", words.count("days_ago", 90))
        .text("ago_60", words.count("days_ago", 60))
        .text("ago_45", words.count("days_ago", 45))
        .text("today", words.text("today"));
}

std::string cards(const PageView& view, const std::vector<NoticeView>& notices, const Words& words,
                  std::string_view card = "notice") {
    std::string html;
    for (const NoticeView& notice : notices) html += render_view(card, notice_fields(view, notice, words));
    return html;
}

void add_metrics(Fields& fields, const PageView& view, const Words& words) {
    std::vector<Fields> metrics = metric_cards(view, words);
    fields.flag("has_metrics", !metrics.empty())
        .text("metrics_title", words.text("metrics"))
        .text("metrics_period", words.text("period_day"))
        .text("metric_empty", words.text("metric_empty"))
        .text("average_label", words.text("average"))
        .list("metrics", std::move(metrics));
}

std::string home_main(const PageView& view, const Words& words, const Headline& headline, const std::string& detail) {
    const std::string end = end_of_address(view.face);
    const TreeHtml tree = render_tree(view.tree, words, "c/", end);
    std::vector<Fields> days = past_days(view, words);
    Fields fields;
    fields.text("tone", std::string(1, headline.tone))
        .text("headline_before", headline.before)
        .text_if_any("headline_name", headline.name)
        .text("headline_after", headline.after)
        .text("detail", detail)
        .text_if_any("below_summary", own_code(view.face, view.face.html_below_summary))
        .flag("has_open", !view.open.empty())
        .text("open_title", words.text("open_notices"))
        .text("open", cards(view, view.open, words))
        .flag("has_maintenances", !view.maintenances.empty())
        .text("maintenances_title", words.text("maintenances"))
        .text("maintenances", cards(view, view.maintenances, words))
        .flag("has_general", !view.general.empty())
        .text("general_title", words.text("general_notices"))
        .text("general", cards(view, view.general, words, "general_notice"))
        .flag("has_days", !days.empty())
        .text("past_title", words.text("past"))
        .list("days", std::move(days))
        .text("history", words.text("history"))
        .text("end", end)
        .text("data", bar_data(view, words, tree));
    add_tree(fields, tree, words);
    add_metrics(fields, view, words);
    return render_view("home", fields);
}

/// Words on the page of each kind of notice, in the order of NoticeKind.
struct NoticeKeys {
    std::string_view started, resolved, not_resolved, timeline;
};
constexpr std::array<NoticeKeys, 3> notice_keys = {{
    {"started", "resolved", "not_resolved", "timeline"},
    {"scheduled_for", "maintenance_completed", "not_completed", "timeline"},
    {"posted", "resolved", "not_resolved", "notice_details"},  // there is nothing to resolve
}};

}  // namespace

Document render_home(const PageView& view) {
    const Words& words = Words::of(view.face.language);
    const Headline headline = headline_of(view, words);
    const std::string sentence = headline.text(), detail = detail_of(view, words);
    return framed(words, {.face = &view.face,
                          .title = words.text("home_title", {{"headline", sentence}, {"page", view.face.name}}),
                          .description = detail.empty() ? sentence
                                                        : words.text("home_description",
                                                                     {{"headline", sentence}, {"detail", detail}}),
                          .tone = headline.tone,
                          .to_root = "./",
                          .path = "",
                          .picture = local_root(view.face) + share_address(view.face, headline),
                          .main = home_main(view, words, headline, detail),
                          .has_times = true});
}

Document render_notice(const PageView& view, const NoticeView& notice, std::string_view from_address) {
    const std::string to_root = root_from(view.face, from_address);
    const Words& words = Words::of(view.face.language);
    const bool harmful = notice.impact != Status::Operational && !is_planned(notice);
    const NoticeKeys& keys = notice_keys.at(static_cast<std::size_t>(notice.kind));
    Fields fields = notice_fields(view, notice, words);
    fields.text("root", to_root)
        .text("back", words.text("back", {{"page", view.face.name}}))
        .text("impact", harmful ? status_word(words, notice.impact) : std::string())
        .text("facts_title", words.text("facts"))
        .text("started_label", words.text(keys.started))
        .flag("has_outcome", notice.kind != NoticeKind::General)
        .text("resolved_label", words.text(keys.resolved))
        .text("not_resolved", words.text(keys.not_resolved))
        .text_if_any("follow", notice.resolved_at
                                   ? ""
                                   : to_root + "notices/" + notice.id + "/subscribe" + end_of_address(view.face))
        .text("follow_label", words.text("subscribe_to_notice"))
        .text("timeline_title", words.text(keys.timeline))
        .list("timeline", timeline_fields(view, notice, words))
        .text("data", "{}");
    return framed(words, {.face = &view.face,
                          .title = title_on(view.face, words, notice.name),
                          .description = notice_word(words, notice.status),
                          .tone = notice_tone(notice),
                          .to_root = to_root,
                          .path = notice.id,
                          .main = render_view("notice_page", fields),
                          .has_times = true});
}

Document render_public_api(const PageFace& face) {
    const Words& words = Words::of(face.language);
    const std::string to_root = root_from(face, "./"), root = page_root(face, to_root);
    std::vector<Fields> documents;
    const auto add = [&](const std::string& address, std::string_view about) {
        documents.emplace_back()
            .text("url", address)
            .text("name", address.substr(address.rfind('/') + 1))
            .text("about", words.text(about));
    };
    add(root + "summary.json", "api_summary");
    add(root + "components.json", "api_components");
    add(root + "status.json", "api_status");
    for (const char* feed : {"history.rss", "history.atom", "history.json"}) add(to_root + feed, "api_feed");
    add(to_root + "calendar.ics", "api_calendar");
    Fields fields;
    fields.text("root", to_root)
        .text("back", words.text("back", {{"page", face.name}}))
        .text("title", words.text("api_title"))
        .text("intro", words.text("api_intro"))
        .list("documents", std::move(documents));
    return framed(words, {.face = &face,
                          .title = title_on(face, words, words.text("api_title")),
                          .description = words.text("api_intro"),
                          .tone = 'n',
                          .to_root = to_root,
                          .path = "public-api",
                          .main = render_view("public_api", fields),
                          .has_times = false});
}

Document render_missing(const PageFace* face, MissingReason reason) {
    static constexpr std::array<std::string_view, 4> keys = {"lost", "gone", "no_page", "not_ready"};
    const Words& words = Words::of(face == nullptr ? "en" : face->language);
    const std::string key(keys.at(static_cast<std::size_t>(reason)));
    const std::string& headline = words.text(key + "_title");
    // The address may be of any depth, so that only the absolute one leads home.
    const std::string home = face == nullptr ? "" : face->root_url + "/";
    Fields fields;
    fields.text("headline", headline)
        .text("detail", words.text(key + "_detail"))
        .text_if_any("home", reason == MissingReason::NotReady ? "" : home);
    if (face != nullptr) fields.text("home_label", words.text("go_home", {{"page", face->name}}));
    return framed(words, {.face = face,
                          .title = headline,
                          .description = {},
                          .tone = 'n',
                          .to_root = home,
                          .path = {},
                          .main = render_view("missing", fields),
                          .has_times = false});
}

}  // namespace daymark::site
