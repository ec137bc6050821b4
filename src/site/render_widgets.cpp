// The footer badge and the widget's JSON.
#include "site/render_widgets.h"

#include "platform/base/time_text.h"
#include "platform/json/fields.h"
#include "site/render_assets.h"
#include "site/render_frame.h"
#include "site/render_headline.h"
#include "site/render_notices.h"
#include "site/render_tones.h"
#include "site/render_view.h"
#include "site/render_words.h"

namespace daymark::site {
namespace {

struct PageItem {
    std::string name, url, status, headline, color;
    static constexpr auto fields = std::tuple{
        json::field("name", &PageItem::name),     json::field("url", &PageItem::url),
        json::field("status", &PageItem::status), json::field("headline", &PageItem::headline),
        json::field("color", &PageItem::color),
    };
};

struct NoticeItem {
    std::string id, name, status, color, url;
    std::optional<json::Time> from;  // shown from then on; none: now
    static constexpr auto fields = std::tuple{
        json::field("id", &NoticeItem::id),         json::field("name", &NoticeItem::name),
        json::field("status", &NoticeItem::status), json::field("color", &NoticeItem::color),
        json::field("url", &NoticeItem::url),       json::field("from", &NoticeItem::from),
    };
};

/// Guess: a planned maintenance is told of on other sites from a day ahead.
constexpr Millis told_ahead = one_day;

NoticeItem notice_item(const PageView& view, const Words& words, const NoticeView& notice) {
    NoticeItem item{.id = notice.id,
                    .name = notice.name,
                    .status = notice_word(words, notice.status),
                    .color = fill_of(view.face, notice_tone(notice)).css(),
                    .url = local_root(view.face) + notice.id,
                    .from = {}};
    if (is_planned(notice)) {
        item.status += " · " + words.stamp(view.face, notice.started_at, view.compiled_at);
        item.from = json::Time{notice.started_at - told_ahead};
    }
    return item;
}

/// The first of those that are open, running or planned: a box is small.
std::vector<NoticeItem> notice_items(const PageView& view, const Words& words) {
    constexpr std::size_t most = 5;
    std::vector<NoticeItem> items;
    for (const auto* list : {&view.open, &view.maintenances}) {
        for (const NoticeView& notice : *list) {
            if (items.size() < most) items.push_back(notice_item(view, words, notice));
        }
    }
    return items;
}

/// The tokens of page.css, of one theme.
std::string badge_style(const PageFace& face, char tone, Theme theme) {
    const bool light = theme == Theme::Light;
    const Fill fill = fill_of(face, tone);
    const std::string ground = light ? "--surface:#fff;--line:#e3e6eb;--ink:#171a21;--link:#2a4fb5;"
                                     : "--surface:#14171d;--line:#252a33;--ink:#eef0f4;--link:#a3b8ff;";
    return ":root{" + ground + "--c:" + (light ? fill.light : fill.dark) + "}" + badge_css();
}

}  // namespace

Document render_footer_badge(const PageView& view, Theme theme) {
    const Words& words = Words::of(view.face.language);
    const Headline headline = headline_of(view, words);
    const std::string style = badge_style(view.face, headline.tone, theme);
    Fields fields;
    fields.text("lang", words.code())
        .flag("rtl", words.right_to_left())
        .text("page", view.face.name)
        .text("headline", headline.text())
        .text("css", style)
        .text("url", local_root(view.face))
        .text("icon", std::string(icon_of(headline.tone)))
        .text("before", headline.before)
        .text_if_any("name", headline.name)
        .text("after", headline.after);
    return {.content_type = "text/html; charset=utf-8",
            .body = render_view("footer_badge", fields),
            .content_security_policy = "default-src 'none'; style-src " + hash_source(style) +
                                       "; base-uri 'none'; form-action 'none'; frame-ancestors *"};
}

Document render_widget(const PageView& view) {
    const Words& words = Words::of(view.face.language);
    const Headline headline = headline_of(view, words);
    json::object out;
    out["page"] = json::write(PageItem{.name = view.face.name,
                                       .url = local_root(view.face),
                                       .status = std::string(components::wire_name(view.coarse)),
                                       .headline = headline.text(),
                                       .color = fill_of(view.face, headline.tone).css()});
    out["notices"] = json::Codec<std::vector<NoticeItem>>::write(notice_items(view, words));
    out["lang"] = words.code();
    out["dir"] = words.right_to_left() ? "rtl" : "ltr";
    out["dismiss"] = words.text("dismiss");
    return {"application/json; charset=utf-8", json::text(out), {}};
}

}  // namespace daymark::site
