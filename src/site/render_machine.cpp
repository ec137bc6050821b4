// robots.txt, sitemap.xml, site.webmanifest.
#include "site/render_machine.h"

#include "platform/base/time_text.h"
#include "platform/json/json.h"
#include "platform/text/html.h"
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
    std::string urls;
    const auto add = [&](const std::string& path, Millis changed_at) {
        urls += "<url><loc>" + text::escape_html(view.face.root_url + "/" + path) + "</loc><lastmod>" +
                iso_time(changed_at) + "</lastmod></url>\n";
    };
    add("", view.compiled_at);
    for (const Words& words : Words::all()) {
        if (words.code() != view.face.own_language) add(words.code() + "/", view.compiled_at);
    }
    for (const char* path : {"history", "calendar"}) add(path, view.compiled_at);
    for (const auto* list : {&view.open, &view.maintenances, &view.general, &view.recent}) {
        for (const NoticeView& notice : *list) add(notice.id, notice.updated_at);
    }
    return {
        "application/xml; charset=utf-8",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n" +
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
