// robots.txt, sitemap.xml, site.webmanifest.
#include "site/render_machine.h"

#include "platform/base/time_text.h"
#include "platform/json/json.h"
#include "platform/text/html.h"
#include "site/render_frame.h"
#include "site/render_notices.h"
#include "site/render_words.h"

namespace daymark::site {

Document render_robots(const PageFace& face) {
    std::string text = "User-agent: *\n";
    if (face.hidden_from_search) return {"text/plain; charset=utf-8", text + "Disallow: /\n", {}};
    for (const char* path : {"/confirm/", "/manage/", "/unsubscribe", "/notices/"}) {
        text += std::string("Disallow: ") + path + "\n";
    }
    text += "\nSitemap: " + face.root_url + "/sitemap.xml\n";
    return {"text/plain; charset=utf-8", text, {}};
}

Document render_sitemap(const PageView& view) {
    const std::string root = text::escape_html(view.face.root_url) + "/";
    const auto home_in = [&](const Words& words) {
        return root + (words.code() == view.face.own_language ? "" : words.code() + "/");
    };
    std::string alternates, urls;
    for (const Words& words : Words::all()) {
        if (!is_in(view.face, words)) continue;
        alternates +=
            "<xhtml:link rel=\"alternate\" hreflang=\"" + words.code() + "\" href=\"" + home_in(words) + "\"/>";
    }
    const auto add = [&](const std::string& url, Millis changed_at, const std::string& more = {}) {
        urls += "<url><loc>" + url + "</loc><lastmod>" + iso_time(changed_at) + "</lastmod>" + more + "</url>\n";
    };
    for (const Words& words : Words::all()) {
        if (is_in(view.face, words)) add(home_in(words), view.compiled_at, alternates);
    }
    for (const char* path : {"history", "calendar"}) add(root + path, view.compiled_at);
    for (const auto* list : {&view.open, &view.maintenances, &view.general, &view.recent}) {
        for (const NoticeView& notice : *list) add(root + notice.id, notice.updated_at);
    }
    return {"application/xml; charset=utf-8",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
            "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n" +
                urls + "</urlset>\n",
            {}};
}

Document render_manifest(const PageFace& face) {
    json::object manifest{{"name", face.name},       {"short_name", face.name}, {"lang", face.language},
                          {"start_url", "./"},       {"display", "browser"},    {"background_color", "#f5f6f8"},
                          {"theme_color", "#f5f6f8"}};
    if (face.favicon_url && !face.favicon_url->empty()) {
        manifest["icons"] = json::array{json::object{{"src", *face.favicon_url}, {"sizes", "any"}}};
    }
    return {"application/manifest+json; charset=utf-8", json::text(manifest), {}};
}

}  // namespace daymark::site
