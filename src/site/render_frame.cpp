// Head, header and footer, with everything the owner set about them.
#include "site/render_frame.h"

#include "platform/json/json.h"
#include "site/render_assets.h"
#include "site/render_pictures.h"
#include "site/render_tones.h"
#include "site/render_view.h"

#include <algorithm>

namespace daymark::site {
namespace {

bool is_word_char(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Length of the UTF-8 character that starts with this byte.
std::size_t character_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead < 0xe0) return 2;
    return lead < 0xf0 ? 3 : 4;
}

/// First letter of the name, for a page without a logo; "" when it starts with a sign or an emoji.
std::string initial_of(const std::string& name) {
    if (name.empty()) return {};
    const auto lead = static_cast<unsigned char>(name.front());
    const std::string first = name.substr(0, character_length(lead));
    // From U+2000 to U+2FFF stand marks, arrows and symbols; beyond U+FFFF mostly emoji.
    const bool sign =
        lead < 0x80 ? !is_word_char(name.front()) || name.front() == '_' : lead < 0xc3 || lead == 0xe2 || lead >= 0xf0;
    if (sign) return {};
    if (first.front() >= 'a' && first.front() <= 'z')
        return std::string(1, static_cast<char>(first.front() - 'a' + 'A'));
    return first;
}

std::string host_of(std::string_view address) {
    address.remove_prefix(std::min(address.find("//") + 2, address.size()));
    if (address.starts_with("www.")) address.remove_prefix(4);
    return std::string(address.substr(0, address.find_first_of("/?#")));
}

/// A mailto: address. Nothing but the address gets through: "?" and "&" would add headers and text to the mail.
std::string mail_link(const std::optional<std::string>& address) {
    if (!address || address->find('@') == std::string::npos) return {};
    const bool plain = std::ranges::all_of(
        *address, [](char c) { return is_word_char(c) || std::string_view("@.+-").find(c) != std::string_view::npos; });
    return plain ? "mailto:" + *address : std::string();
}

std::string analytics_id(const PageFace& face) {
    const std::string id = own_code(face, face.google_analytics);
    const bool plain = std::ranges::all_of(id, [](char c) { return is_word_char(c) || c == '-'; });
    return plain ? id : std::string();
}

/// A picture's address: on the web, or within our own host.
std::string picture_address(const std::optional<std::string>& given) {
    if (given && given->starts_with('/') && !given->starts_with("//")) return *given;
    return web_address(given);
}

/// A dot in the state's colour: within the document, since no other request shall be needed to read it.
std::string state_icon(const PageFace& face, char tone) {
    return "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2016%2016'%3E"
           "%3Ccircle%20cx='8'%20cy='8'%20r='7'%20fill='%23" +
           fill_of(face, tone).light.substr(1) + "'/%3E%3C/svg%3E";
}

/// Guess: the owner's own icon while all is well; what is wrong must be seen in a row of tabs. Only the home page knows
/// the state of the page.
std::string icon_address(const PageFace& face, const Frame& frame) {
    const bool home = frame.path == "";
    const std::string own = picture_address(face.favicon_url);
    return !own.empty() && (!home || frame.tone == 'o') ? own : state_icon(face, frame.tone);
}

void add_own_code(Fields& fields, const PageFace& face) {
    std::string css = own_code(face, face.css_global);
    // "</" has no meaning in a style sheet; inside the element it could only end it.
    for (std::size_t at = css.find("</"); at != std::string::npos; at = css.find("</", at)) css.replace(at, 2, "<\\/");
    fields.text_if_any("owner_css", css)
        .text_if_any("html_in_meta", own_code(face, face.html_in_meta))
        .text_if_any("above_header", own_code(face, face.html_above_header))
        .text_if_any("below_header", own_code(face, face.html_below_header))
        .text_if_any("above_footer", own_code(face, face.html_above_footer))
        .text_if_any("below_footer", own_code(face, face.html_below_footer))
        .text_if_any("analytics", analytics_id(face));
}

/// A document's path below the root: that in the page's own language stands there itself, others below their code.
std::string path_in(const std::string& language, const PageFace& face, const std::string& path) {
    return (language == face.own_language ? "" : language + "/") + path;
}

/// The same document in all languages, for readers and for search engines. Of the home page, which must be light, the
/// sitemap tells them.
void add_languages(Fields& fields, const PageFace& face, const Words& words, const std::string& to_root,
                   const std::string& path) {
    std::vector<Fields> languages;
    for (const Words& other : Words::all()) {
        if (!is_in(face, other)) continue;
        const std::string place = path_in(other.code(), face, path);
        languages.emplace_back()
            .text("code", other.code())
            .text("name", other.text("name"))
            .flag("current", other.code() == words.code())
            .text("url", page_root(face, to_root) + place + (path.empty() ? "" : end_of_address(face)))
            .text("absolute", face.root_url + "/" + place);
    }
    fields.flag("has_languages", languages.size() > 1)
        .list("languages", std::move(languages))
        .text("language_label", words.text("language"))
        .text("language_name", words.text("name"))
        .text_if_any("any_language", path.empty() ? "" : face.root_url + "/" + path)
        .text("canonical", face.root_url + "/" + path_in(face.language, face, path));
}

std::vector<Fields> links_of(const PageFace& face) {
    std::vector<Fields> links;
    for (const auto& [name, url] : face.links) {
        const std::string address = web_address(url);
        if (!address.empty()) links.emplace_back().text("name", name).text("url", address);
    }
    return links;
}

/// How the page is told of where somebody shares it (Open Graph).
void add_sharing(Fields& fields, const PageFace& face, const Frame& frame) {
    const bool home = frame.path == "";
    const std::string own_picture = web_address(face.meta_og_image);
    const auto chosen = [home](const std::optional<std::string>& given, const std::string& otherwise) {
        return home && given && !given->empty() ? *given : otherwise;
    };
    fields.text("share_title", chosen(face.meta_title, frame.title))
        .text_if_any("share_description", chosen(face.meta_description, frame.description))
        .text_if_any("share_image", own_picture.empty() ? frame.picture : own_picture);
}

void add_face(Fields& fields, const PageFace& face, const Words& words, const std::string& to_root) {
    const std::string website = web_address(face.website_url);
    const std::string mail = mail_link(face.public_email);
    fields.flag("has_face", true)
        .text("name", face.name)
        .text("root", to_root)
        .text("end", end_of_address(face))
        .text("forms", root_of_forms(face, to_root))
        .text_if_any("logo", picture_address(face.logo_url))
        .text_if_any("logo_dark", picture_address(face.logo_url_dark))
        .flag("large", face.large_header)
        .flag("only_light", face.only_light)
        .list("links", links_of(face))
        .text_if_any("initial", initial_of(face.name))
        .text("site_label", words.text("site"))
        .flag("has_nav", !website.empty() || !face.links.empty())
        .text_if_any("website", website)
        .text("website_host", host_of(website))
        .text("api", words.text("api_link"))
        .text("calendar", words.text("calendar"))
        .text("subscribe", words.text("subscribe"))
        .text("subscribe_more", words.text("subscribe_more"))
        .text("subscribe_button", words.text("subscribe_button"))
        .text("field_email", words.text("field_email"))
        .text_if_any("report", mail.empty() ? website : mail)
        .text("report_label", words.text("report"))
        .text_if_any("twitter", twitter_name(face.twitter))
        .text("zone_of_page", face.zone)
        .text("zone_label", words.text("zone"))
        .text("zone_mine", words.text("zone_mine"));
    add_own_code(fields, face);
}

/// The owner's forms of dates and times, for the page's script.
void add_forms(Fields& fields, const DateForms& forms) {
    const std::string& past = forms.stamp_with_year.pattern;
    fields.text_if_any("day_form", forms.day.pattern)
        .text_if_any("clock_form", forms.clock.pattern)
        .text_if_any("stamp_form", forms.stamp.pattern)
        .text_if_any("past_form", past == forms.stamp.pattern ? "" : past);
    json::object names;
    for (const auto& [run, list] : forms.names) names[run] = json::array(list.begin(), list.end());
    fields.text_if_any("form_names", names.empty() ? "" : json::text(names));
}

/// Words of the frame that every document shows.
void add_words(Fields& fields, const Words& words) {
    for (const std::string key : {"skip", "powered", "theme_auto", "theme_light", "theme_dark"}) {
        fields.text(key, words.text(key));
    }
    fields.text("footer_label", words.text("more")).text("theme_label", words.text("theme"));
}

}  // namespace

Document framed(const Words& words, const Frame& frame) {
    const PageFace* face = frame.face;
    const std::string style =
        page_css() + (frame.path == "" ? "" : inner_css()) + (face == nullptr ? std::string() : owner_colors(*face));
    Fields fields;
    fields.text("lang", words.code())
        .flag("rtl", words.right_to_left())
        .text("tone", std::string(1, frame.tone))
        .text("title", frame.title)
        .text_if_any("description", frame.description)
        .flag("hidden_from_search", !frame.path || (face != nullptr && face->hidden_from_search))
        .text("icon", face == nullptr ? "data:," : icon_address(*face, frame))
        .text("css", style)
        .text("script", page_script(face != nullptr && face->formats.any()))
        .text("icons", icon_symbols())
        .text("main", frame.main);
    add_words(fields, words);
    if (face != nullptr) add_face(fields, *face, words, frame.to_root);
    if (face != nullptr) add_forms(fields, *words.forms(*face));
    if (face != nullptr && frame.path) add_sharing(fields, *face, frame);
    if (face != nullptr && frame.has_times) fields.text("zone", face->zone);
    if (face != nullptr && frame.path) add_languages(fields, *face, words, frame.to_root, *frame.path);
    // A file server sends no policy, so that a copy bears it itself.
    const std::string policy = policy_for(face, style);
    if (face != nullptr && face->files) fields.text("policy", policy);
    return {.content_type = "text/html; charset=utf-8",
            .body = render_view("layout", fields),
            .content_security_policy = policy};
}

std::string title_on(const PageFace& face, const Words& words, const std::string& what) {
    return words.text("notice_title", {{"notice", what}, {"page", face.name}});
}

std::string page_root(const PageFace& face, const std::string& to_root) {
    if (face.language == face.own_language) return to_root;
    return to_root == "./" ? "../" : to_root + "../";
}

std::string twitter_name(const std::optional<std::string>& given) {
    std::string_view name = given ? std::string_view(*given) : std::string_view();
    if (name.starts_with('@')) name.remove_prefix(1);
    return name.size() <= 15 && std::ranges::all_of(name, is_word_char) ? std::string(name) : std::string();
}

bool is_in(const PageFace& face, const Words& words) {
    return !face.files || std::ranges::find(face.files->languages, words.code()) != face.files->languages.end();
}

std::string local_root(const PageFace& face) { return face.root_url + "/" + path_in(face.language, face, ""); }

std::string root_from(const PageFace& face, std::string_view to_root) {
    if (!face.files) return std::string(to_root);
    return to_root == "./" ? "../" : "../" + std::string(to_root);
}

std::string end_of_address(const PageFace& face) { return face.files ? "/" : ""; }

std::string root_of_forms(const PageFace& face, const std::string& to_root) {
    return face.files ? face.files->server_url + "/" + path_in(face.language, face, "") : to_root;
}

std::string own_code(const PageFace& face, const std::optional<std::string>& slot) {
    return face.own_code_allowed ? slot.value_or("") : std::string();
}

std::string script_safe(std::string json) {
    for (std::size_t at = json.find('<'); at != std::string::npos; at = json.find('<', at))
        json.replace(at, 1, "\\u003c");
    return json;
}

std::string web_address(const std::optional<std::string>& given) {
    if (!given) return {};
    const auto starts = [&given](std::string_view scheme) {
        return given->size() > scheme.size() &&
               std::ranges::equal(scheme, std::string_view(*given).substr(0, scheme.size()), [](char want, char got) {
                   return want == (got >= 'A' && got <= 'Z' ? got - 'A' + 'a' : got);
               });
    };
    return starts("https://") || starts("http://") ? *given : std::string();
}

}  // namespace daymark::site
