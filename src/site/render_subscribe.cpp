// The subscription's pages.
#include "site/render_subscribe.h"

#include "platform/base/zone.h"
#include "platform/crypto/standard_webhook.h"
#include "site/render_assets.h"
#include "site/render_frame.h"
#include "site/render_view.h"
#include "site/render_words.h"

#include <algorithm>

namespace daymark::site {
namespace {

using subscribers::Channel;

bool holds(const std::vector<std::string>& ids, const std::string& id) {
    return std::ranges::find(ids, id) != ids.end();
}

/// Components in page order, those of a group under its name.
void add_parts(std::vector<Fields>& parts, const std::vector<NodeView>& nodes, const SubscribeForm& form, bool inner) {
    for (const NodeView& node : nodes) {
        parts.emplace_back()
            .text("id", node.id)
            .text("name", node.name)
            .flag("group", node.is_group)
            .flag("inner", inner)
            .flag("chosen", holds(form.choice.components, node.id));
        add_parts(parts, node.children, form, true);
    }
}

std::vector<Fields> tongues_of(const SubscribeForm& form, const Words& words) {
    const std::string& chosen = form.choice.language.empty() ? words.code() : form.choice.language;
    std::vector<Fields> tongues;
    for (const Words& other : Words::all()) {
        tongues.emplace_back()
            .text("code", other.code())
            .text("name", other.text("name"))
            .flag("chosen", other.code() == chosen);
    }
    return tongues;
}

std::string error_of(const SubscribeForm& form, const Words& words, std::string_view field) {
    const auto found = form.errors.find(field);
    if (found == form.errors.end()) return {};
    const std::string service(form.way == nullptr ? "" : form.way->brand);
    return found->second == "error_chat" ? words.text("error_chat", {{"service", service}}) : words.text(found->second);
}

Fields choice_fields(const PageView& view, const SubscribeForm& form, const Words& words) {
    std::vector<Fields> parts;
    add_parts(parts, view.tree, form, false);
    Fields fields;
    fields.text("scope_label", words.text("scope"))
        .flag("all", form.choice.all)
        .text("all_label", words.text("scope_all"))
        .text("some_label", words.text("scope_some"))
        .text_if_any("parts_error", error_of(form, words, "components"))
        .flag("has_parts", !parts.empty())
        .list("parts", std::move(parts))
        .text("language_label", words.text("field_language"))
        .list("tongues", tongues_of(form, words))
        .text("zone_of_messages", words.text("field_zone"))
        .text("zone_guess", form.choice.time_zone.value_or(view.face.zone));
    return fields;
}

std::string name_of(const Way& way, const Words& words) {
    return way.brand.empty() ? words.text(way.word) : std::string(way.brand);
}

std::string address_label(const Way& way, const Words& words) {
    if (way.channel == Channel::Email) return words.text("field_email");
    if (way.channel == Channel::Sms) return words.text("field_phone");
    if (way.channel == Channel::Webhook) return words.text("field_webhook");
    return words.text("field_chat", {{"service", way.brand}});
}

void add_address(Fields& fields, const SubscribeForm& form, const Words& words) {
    const Way& way = *form.way;
    const bool email = way.channel == Channel::Email, phone = way.channel == Channel::Sms;
    fields.flag("has_form", way.channel.has_value())
        .text("address_label", address_label(way, words))
        .text("address_type", email   ? "email"
                              : phone ? "tel"
                                      : "url")
        .text("autocomplete", email   ? "email"
                              : phone ? "tel"
                                      : "off")
        .text("address", form.address)
        .text_if_any("address_error", error_of(form, words, "address"))
        .flag("has_webhook_email", way.channel == Channel::Webhook)
        .text("mail_label", words.text("field_webhook_email"))
        .text("mail", form.webhook_email)
        .text_if_any("mail_error", error_of(form, words, "webhook-email"))
        .text("button", words.text("subscribe_button"));
    if (!form.connects) return;
    fields.text("connect", words.text("connect", {{"service", way.brand}}))
        .text("paste_label", words.text("connect_paste"));
}

std::vector<Fields> way_fields(const PageFace& face, const SubscribeForm& form, const std::string& to_root,
                               const Words& words) {
    std::vector<Fields> ways;
    for (const Way* way : ways_of(face)) {
        ways.emplace_back()
            .text("url", to_root + "subscribe/" + std::string(way->path) + end_of_address(face))
            .text("name", name_of(*way, words))
            .flag("current", way == form.way);
    }
    return ways;
}

std::string feed_address(const PageFace& face, const SubscribeForm& form) {
    const std::string address = local_root(face) + std::string(form.way->file);
    return form.programs_token.empty() ? address : address + "?token=" + form.programs_token;
}

Fields said_fields(const Words& words, const Said& said, const std::string& link) {
    Fields fields;
    fields.text("title", said.title)
        .text("detail", said.detail)
        .text_if_any("button", said.button)
        .text_if_any("secret", said.secret)
        .text_if_any("standard_secret", crypto::standard_secret(said.secret))
        .text("secret_label", words.text("secret"))
        .text("secret_detail", words.text("secret_detail"))
        .text_if_any("link", link)
        .text("link_label", said.link_label);
    return fields;
}

}  // namespace

Document render_subscribe(const PageView& view, const SubscribeForm& form, const std::string& from_address,
                          const NoticeView* notice) {
    const PageFace& face = view.face;
    const std::string to_root = root_from(face, from_address);
    const Words& words = Words::of(face.language);
    const Way& way = *form.way;
    Fields choice = choice_fields(view, form, words);
    if (notice != nullptr) {
        choice.text("notice", notice->id)
            .text("notice_name", notice->name)
            .text("page_form", to_root + "subscribe/" + std::string(way.path) + end_of_address(face))
            .text("page_form_label", words.text("subscribe_to_page"));
    }
    const std::string path = "subscribe/" + std::string(way.path);
    const std::string action = notice == nullptr ? path : "notices/" + notice->id + "/subscribe";
    const std::string title =
        notice == nullptr ? words.text("subscribe_title", {{"page", face.name}}) : words.text("subscribe_to_notice");
    Fields fields;
    fields.text("root", to_root)
        .text("back", words.text("back", {{"page", face.name}}))
        .text("title", title)
        .text("intro", words.text("subscribe_intro"))
        .text("ways_label", words.text("channels"))
        .list("ways", notice == nullptr ? way_fields(face, form, to_root, words) : std::vector<Fields>{})
        .text_if_any("action", face.files ? root_of_forms(face, to_root) + action : "")
        .text("choice", render_view("choice", choice))
        .text_if_any("feed", way.file.empty() ? "" : feed_address(face, form))
        .text_if_any("feed_warning", form.programs_token.empty() ? "" : words.text("feed_private"))
        .text("feed_label", words.text("field_feed"))
        .text_if_any("follow", way.path == "x" ? twitter_name(face.twitter) : "")
        .text("follow_label", words.text("follow_account", {{"name", twitter_name(face.twitter)}}));
    add_address(fields, form, words);
    fields.text("address_fields", render_view("address", fields));
    return framed(words, {.face = &face,
                          .title = title_on(face, words, words.text("subscribe")),
                          .description = title,
                          .tone = 'n',
                          .to_root = to_root,
                          .path = notice == nullptr && form.errors.empty() ? std::optional(path) : std::nullopt,
                          .main = render_view("subscribe", fields),
                          .has_times = false});
}

Document render_manage(const PageView& view, const SubscribeForm& form, const std::string& address,
                       const std::string& end, bool saved) {
    const PageFace& face = view.face;
    const Words& words = Words::of(face.language);
    Fields choice = choice_fields(view, form, words);
    std::vector<Fields> followed, zones;
    for (const auto& [id, name] : form.notice_names) followed.emplace_back().text("id", id).text("name", name);
    const std::string chosen = form.choice.time_zone.value_or(face.zone);
    for (const std::string& name : zone_names()) zones.emplace_back().text("name", name).flag("chosen", name == chosen);
    choice.flag("has_followed", !followed.empty())
        .text("followed_label", words.text("manage_notices"))
        .list("followed", std::move(followed))
        .flag("has_zones", true)
        .list("zones", std::move(zones));
    Fields fields;
    fields.text("root", "../")
        .text("back", words.text("back", {{"page", face.name}}))
        .text("title", words.text("manage_title"))
        .text("detail", words.text("manage_detail", {{"address", address}, {"page", face.name}}))
        .text_if_any("saved", saved ? words.text("saved") : "")
        .text("choice", render_view("choice", choice))
        .text("save", words.text("save"))
        .text("unsubscribe_url", end)
        .text("unsubscribe", words.text("unsubscribe"));
    return framed(words, {.face = &face,
                          .title = title_on(face, words, words.text("manage_title")),
                          .description = {},
                          .tone = 'n',
                          .to_root = "../",
                          .path = {},
                          .main = render_view("manage", fields),
                          .has_times = false});
}

Document render_said(const PageFace& face, const Said& said, const std::string& to_root) {
    const Words& words = Words::of(face.language);
    Fields fields = said_fields(words, said, said.link.empty() ? said.way_out : to_root + said.link);
    fields.text("home", to_root).text("home_label", words.text("go_home", {{"page", face.name}}));
    return framed(words, {.face = &face,
                          .title = title_on(face, words, said.title),
                          .description = {},
                          .tone = 'n',
                          .to_root = to_root,
                          .path = {},
                          .main = render_view("said", fields),
                          .has_times = false});
}

Document render_said(const Words& words, const Said& said) {
    return framed(words, {.face = nullptr,
                          .title = said.title,
                          .description = {},
                          .tone = 'n',
                          .to_root = {},
                          .path = {},
                          .main = render_view("said", said_fields(words, said, said.way_out)),
                          .has_times = false});
}

}  // namespace daymark::site
