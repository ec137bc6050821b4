// RSS and Atom.
#include "site/render_feed.h"

#include "platform/base/time_text.h"
#include "platform/json/json.h"
#include "platform/text/html.h"
#include "site/render_frame.h"
#include "site/render_notices.h"
#include "site/render_view.h"
#include "site/render_words.h"

#include <algorithm>

namespace daymark::site {
namespace {

/// XHTML: line ends as `<br/>`.
std::string lines_html(const std::string& text) {
    std::string html;
    for (const char c : text::escape_html(text)) html += c == '\n' ? std::string("<br/>") : std::string(1, c);
    return html;
}

/// "<small>Aug 4, 06:32:10 GMT+0</small> - <strong>Resolved</strong> - It works again."
std::string update_html(const Words& words, const UpdateView& update) {
    std::string html = "<small>" + words.exact_stamp(update.started_at) + "</small> - <strong>" +
                       text::escape_html(notice_word(words, update.status)) + "</strong>";
    const std::string said = plain_text(words, update);
    if (!said.empty()) html += " - " + lines_html(said);
    return html;
}

/// The updates in order of time, and the postmortem.
std::string timeline_html(const Words& words, const NoticeView& notice) {
    std::string html;
    for (auto update = notice.updates.rbegin(); update != notice.updates.rend(); ++update) {
        html += "<p>" + update_html(words, *update) + "</p>\n";
    }
    if (notice.postmortem) html += "<div>" + update_html(words, *notice.postmortem) + "</div>\n";
    return html;
}

std::string fact(const Words& words, std::string_view key, const std::string& value) {
    return text::escape_html(words.text(key)) + ": " + text::escape_html(value) + "<br/>\n";
}

std::string description(const Words& words, const NoticeView& notice) {
    std::string html = fact(words, "feed_type", kind_word(words, notice));
    if (notice.resolved_at) {
        html += fact(words, "feed_duration", words.duration(*notice.resolved_at - notice.started_at));
    }
    const std::string names = affected_names(notice);
    if (!names.empty()) html += fact(words, "feed_affected", names);
    return html + timeline_html(words, notice);
}

Fields entry_fields(const PageFace& face, const Words& words, const NoticeView& notice) {
    Fields fields;
    fields.text("name", notice.name)
        .text("url", local_root(face) + notice.id)
        .text("kind", kind_word(words, notice))
        .text("published_iso", iso_time(notice.published_at()))
        .text("published_rfc", http_date(notice.published_at()))
        .text("updated_iso", iso_time(notice.updated_at));
    return fields;
}

std::string title_of(const PageFace& face, const Words& words, const FeedPlace& place) {
    return words.text("feed_title", {{"page", place.subject(face)}});
}

Fields feed_fields(const PageFace& face, const Words& words, const std::vector<NoticeView>& notices,
                   const FeedPlace& place) {
    Millis updated = face.created_at;
    for (const NoticeView& notice : notices) updated = std::max(updated, notice.updated_at);
    Fields fields;
    fields.text("title", title_of(face, words, place))
        .text("page", face.name)
        .text("home", local_root(face))
        .text("self", local_root(face) + place.path)
        .text("lang", words.code())
        .text("updated_iso", iso_time(updated))
        .text("updated_rfc", http_date(updated));
    return fields;
}

/// Fills the view; `told` is what an entry says.
std::string feed(std::string_view view, std::string (*told)(const Words&, const NoticeView&), const PageFace& face,
                 const std::vector<NoticeView>& notices, const FeedPlace& place) {
    const Words& words = Words::of(face.language);
    std::vector<Fields> entries;
    for (const NoticeView& notice : notices) {
        entries.push_back(entry_fields(face, words, notice).text("html", told(words, notice)));
    }
    return render_view(view, feed_fields(face, words, notices, place).list("entries", std::move(entries)));
}

json::object item_of(const PageFace& face, const Words& words, const NoticeView& notice) {
    const std::string url = local_root(face) + notice.id;
    return {{"id", url},
            {"url", url},
            {"title", notice.name},
            {"content_html", timeline_html(words, notice)},
            {"date_published", iso_time(notice.published_at())},
            {"date_modified", iso_time(notice.updated_at)},
            {"tags", json::array{kind_word(words, notice)}},
            {"language", words.code()}};
}

}  // namespace

std::string FeedPlace::subject(const PageFace& face) const {
    return component.empty() ? face.name : face.name + " · " + component;
}

Document render_rss(const PageFace& face, const std::vector<NoticeView>& notices, const FeedPlace& place) {
    return {"application/rss+xml; charset=utf-8", feed("rss", description, face, notices, place), {}};
}

Document render_atom(const PageFace& face, const std::vector<NoticeView>& notices, const FeedPlace& place) {
    return {"application/atom+xml; charset=utf-8", feed("atom", timeline_html, face, notices, place), {}};
}

Document render_json_feed(const PageFace& face, const std::vector<NoticeView>& notices, const FeedPlace& place) {
    const Words& words = Words::of(face.language);
    json::array items;
    for (const NoticeView& notice : notices) items.push_back(item_of(face, words, notice));
    const json::object feed{{"version", "https://jsonfeed.org/version/1.1"},
                            {"title", title_of(face, words, place)},
                            {"home_page_url", local_root(face)},
                            {"feed_url", local_root(face) + place.path},
                            {"language", words.code()},
                            {"items", std::move(items)}};
    return {"application/feed+json; charset=utf-8", json::text(feed), {}};
}

}  // namespace daymark::site
