// What visitors send, and what they are told.
#include "site/visitors.h"

#include "pages/page_store.h"
#include "platform/crypto/signature.h"
#include "site/compile.h"
#include "site/domain_proof.h"
#include "site/gather_notices.h"
#include "site/local_path.h"
#include "site/oauth.h"
#include "site/render_frame.h"
#include "site/render_subscribe.h"
#include "site/render_words.h"
#include "subscribers/address.h"
#include "subscribers/self_service.h"
#include "subscribers/subscriber_actions.h"
#include "subscribers/subscriber_store.h"
#include "workspaces/member_letters_actions.h"

#include <algorithm>
#include <array>

namespace daymark::site {
namespace {

using subscribers::Asked;
using subscribers::Channel;
using subscribers::Subscriber;

struct Answer {
    Document document;
    int status = 200;
    std::string goes_on = {};  // where the browser goes by itself
};

/// One visit of a page.
struct Visit {
    db::Tx& tx;
    const Act& act;
    const pages::Page& page;
    const Address& address;
    const Audience& audience;
    const http::Request& request;
    const std::string& programs_token;
    const std::string& main_url;
    const OAuthMeans& means;
    std::string language;
    std::string rest;     // of the path, behind its first part
    std::string to_root;  // from its address to the page's root in this language

    [[nodiscard]] bool posts() const { return request.method == http::Method::Post; }
    [[nodiscard]] const Words& words() const { return Words::of(language); }
    [[nodiscard]] PageFace face() const { return face_of(page, address, language); }
    [[nodiscard]] PageView view() const { return gather(tx, page, act.now, address, audience, language); }
    [[nodiscard]] std::optional<NoticeView> notice(const std::string& id) const {
        return find_notice(tx, page.id, id, act.now, {language, page.settings.language}, audience);
    }
    [[nodiscard]] Answer say(const Said& said, int status = 200) const {
        return {render_said(face(), said, to_root), status};
    }
    /// By which the way's channel can be connected here; null when the operator has no app there.
    [[nodiscard]] const OAuthService* service_of(const Way& way) const {
        const OAuthService* service = find_oauth_service(way.channel);
        return service != nullptr && means.app_at(*service) != nullptr ? service : nullptr;
    }
    /// "check_email" → its title and detail.
    [[nodiscard]] Said said(const std::string& key, const std::string& about) const {
        return {words().text(key + "_title"),
                words().text(key + "_detail", {{"address", about}, {"page", face().name}})};
    }
};

Answer dead_link(const Visit& visit) { return visit.say(visit.said("dead_link", ""), 410); }

/// As the person knows it: of a webhook only its host, since the rest is a secret.
std::string shown_address(const Visit& visit, const Subscriber& subscriber) {
    if (subscriber.team) return *subscriber.team;
    if (subscriber.email) return *subscriber.email;
    if (subscriber.phone) return "+" + *subscriber.phone;
    return subscribers::host_of(subscribers::webhook_of(visit.act, subscriber).value_or(""));
}

/// Who does not see all of a page hears of no more than they see. Error BadRequest names the component.
void limit(subscribers::Choice& choice, const Audience& audience) {
    if (audience.sees_all()) return;
    if (choice.all) choice.components = audience.components();
    choice.all = false;
    for (std::size_t i = 0; i < choice.components.size(); ++i) {
        if (!audience.sees(choice.components[i]))
            throw Error::bad_field("components[" + std::to_string(i) + "]", "is not a component of this page");
    }
}

// --- subscribe -------------------------------------------------------------------------------------------------------

Answer outcome(const Visit& visit, const Asked& asked) {
    const std::string about = shown_address(visit, asked.subscriber);
    const bool by_mail = asked.subscriber.channel == Channel::Email;
    switch (asked.outcome) {
        case Asked::Outcome::Pending:
            return visit.say({visit.words().text(by_mail ? "check_email_title" : "check_phone_title"),
                              visit.words().text("check_email_detail", {{"address", about}})});
        case Asked::Outcome::Done: {
            Said said = visit.said("subscribed", about);
            said.secret = asked.secret;
            said.link = "manage/" + subscribers::manage_token(visit.act.world.key, asked.subscriber.id);
            said.link_label = visit.words().text("manage_link");
            return visit.say(said);
        }
        case Asked::Outcome::Known:
        case Asked::Outcome::TooOften:
            break;
    }
    return visit.say(visit.said("too_often", about), 429);
}

/// The reader goes on to the main host, and from there to the service. Error BadRequest as from `ask`.
Answer connect(const Visit& visit, const SubscribeForm& form, const OAuthService& service) {
    subscribers::check(visit.tx, visit.act, form.choice);
    const bool on_main_host = visit.request.path.starts_with("/p/");
    const auto consent =
        pages::ask_consent(visit.tx, visit.act, std::string(service.name), consent_detail(form.choice, on_main_host));
    if (!consent) return visit.say(visit.said("too_often", ""), 429);
    const std::pair<std::string_view, std::string_view> brand("service", service.brand);
    Said said{visit.words().text("connect_go_title", {brand}),
              visit.words().text("connect_go_detail", {{"page", visit.face().name}})};
    said.way_out = start_url(visit.main_url, visit.act.world.key, *consent, visit.language);
    said.link_label = said.title;
    // A form's answer may not lead to another site: its policy says so, and browsers hold each redirect to it.
    Answer answer = visit.say(said);
    answer.goes_on = said.way_out;
    return answer;
}

/// "<service>/<outcome>": what those are told who come back without a channel. Whoever makes up such a link only says
/// what is said here.
Answer connected(const Visit& visit) {
    const std::size_t slash = std::min(visit.rest.find('/'), visit.rest.size());
    const OAuthService* service = find_oauth_service(std::string_view(visit.rest).substr(0, slash));
    const std::string_view key =
        words_of_outcome(std::string_view(visit.rest).substr(std::min(slash + 1, visit.rest.size())));
    const PageFace face = visit.face();
    if (service == nullptr || key.empty()) return {render_missing(&face, MissingReason::NotFound), 404};
    const std::pair<std::string_view, std::string_view> brand("service", service->brand);
    Said said{visit.words().text("connect_failed", {brand}), visit.words().text(key, {brand})};
    said.link = "subscribe/" + std::string(service->name);
    said.link_label = visit.words().text("connect_again");
    return visit.say(said);
}

/// "<way>", and for one notice what "notices/<id>/subscribe" says of it.
Answer subscribe(const Visit& visit, const std::string& way, const std::string& notice_id) {
    const PageFace face = visit.face();
    SubscribeForm form;
    form.way = find_way(face, way);
    if (form.way == nullptr || !form.way->channel) return {render_missing(&face, MissingReason::NotFound), 404};
    const Form sent(visit.request);
    form.read(sent);
    const OAuthService* service = visit.service_of(*form.way);
    form.connects = service != nullptr;
    if (form.choice.language.empty()) form.choice.language = visit.language;
    std::optional<NoticeView> notice;
    if (!notice_id.empty()) {
        notice = visit.notice(notice_id);
        if (!notice) return {render_missing(&face, MissingReason::NotFound), 404};
        form.choice.all = false;
        form.choice.components.clear();
        form.choice.notices = {notice_id};
    } else {
        form.choice.notices.clear();
    }
    try {
        limit(form.choice, visit.audience);
        // An address that was filled in is what is meant: its field sends the form by the first button.
        if (service != nullptr && form.address.empty() && sent.value("connect")) return connect(visit, form, *service);
        const Asked asked = subscribers::ask(
            visit.tx, visit.act,
            {*form.way->channel, form.address,
             form.webhook_email.empty() ? std::nullopt : std::optional(form.webhook_email), form.choice});
        if (asked.outcome != Asked::Outcome::Known) return outcome(visit, asked);
        form.errors["address"] = "error_known";
    } catch (const Error& error) {
        if (error.code() != ErrorCode::BadRequest) throw;
        form.note(error);
    }
    return {render_subscribe(visit.view(), form, visit.to_root, notice ? &*notice : nullptr), 400};
}

/// The form as OnDemand makes it for everybody, with the visitor's token in addresses that programs will ask for.
Answer subscription_form(const Visit& visit) {
    const PageView view = visit.view();
    SubscribeForm form;
    form.way = find_way(view.face, visit.rest);
    form.programs_token = visit.programs_token;
    if (form.way == nullptr) return {render_missing(&view.face, MissingReason::NotFound), 404};
    form.connects = visit.service_of(*form.way) != nullptr;
    return {render_subscribe(view, form, visit.to_root, nullptr)};
}

Answer subscribe_to_page(const Visit& visit) {
    return visit.posts() ? subscribe(visit, visit.rest, "") : subscription_form(visit);
}

/// "<id>/subscribe"
Answer subscribe_to_notice(const Visit& visit) {
    return subscribe(visit, "", visit.rest.substr(0, visit.rest.find('/')));
}

// --- links out of messages -------------------------------------------------------------------------------------------

Answer confirm(const Visit& visit) {
    const auto confirmation = subscribers::confirmation_of(visit.act.world.key, visit.rest, visit.act.now);
    if (!confirmation) return dead_link(visit);
    if (!visit.posts()) {
        const auto known = subscribers::find(visit.tx, visit.page.id, confirmation->subscriber_id);
        if (!known) return dead_link(visit);
        Said said = visit.said("confirm", shown_address(visit, *known));
        said.button = visit.words().text("confirm_button");
        return visit.say(said);
    }
    const auto subscriber = subscribers::confirm(visit.tx, visit.act, *confirmation);
    if (!subscriber) return dead_link(visit);
    return outcome(visit, {Asked::Outcome::Done, *subscriber, {}});
}

SubscribeForm form_of(const Visit& visit, const Subscriber& subscriber) {
    SubscribeForm form;
    form.choice.all = subscriber.all;
    for (const auto& component : subscriber.components) form.choice.components.push_back(component.id);
    form.choice.notices = subscriber.notices;
    form.choice.language = subscriber.language;
    form.choice.time_zone = subscriber.time_zone;
    for (const std::string& id : subscriber.notices) {
        if (const auto notice = visit.notice(id)) form.notice_names[id] = notice->name;
    }
    return form;
}

/// Only notices that are followed already can be kept; others come by a message to their address.
void keep_known(std::vector<std::string>& wanted, const std::vector<std::string>& followed) {
    std::erase_if(wanted, [&](const std::string& id) { return std::ranges::find(followed, id) == followed.end(); });
}

Answer manage(const Visit& visit) {
    const auto id = subscribers::subscriber_of(visit.act.world.key, visit.rest);
    auto subscriber = id ? subscribers::find(visit.tx, visit.page.id, *id) : std::nullopt;
    if (!subscriber) return dead_link(visit);
    SubscribeForm form = form_of(visit, *subscriber);
    const std::string about = shown_address(visit, *subscriber);
    bool saved = false;
    if (visit.posts()) {
        form.read(Form(visit.request));
        keep_known(form.choice.notices, subscriber->notices);
        if (form.choice.language.empty()) form.choice.language = subscriber->language;
        try {
            limit(form.choice, visit.audience);
            form = form_of(visit, subscribers::change(visit.tx, visit.act, *id, form.choice));
            saved = true;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::BadRequest) throw;
            form.note(error);
        }
    }
    const std::string end = "../unsubscribe/" + visit.rest;
    return {render_manage(visit.view(), form, about, end, saved), form.errors.empty() ? 200 : 400};
}

/// Somebody of the page's people ends letters of one kind.
Answer end_letters(const Visit& visit) {
    const auto ended = workspaces::ended_by(visit.act.world.key, visit.rest);
    const auto reader = ended ? workspaces::reader_who_ends(visit.tx, visit.act, *ended) : std::nullopt;
    if (!reader) return dead_link(visit);
    const auto detail = [&](std::string_view key) {
        return visit.words().text(key, {{"address", reader->email}, {"page", visit.face().name}});
    };
    if (visit.posts()) {
        workspaces::end_letters(visit.tx, visit.act, *reader, ended->letter);
        return visit.say({visit.words().text("unsubscribed_title"), detail("unsubscribed_kind_detail")});
    }
    Said said{visit.words().text("unsubscribe_title"), detail("unsubscribe_kind_detail")};
    said.button = visit.words().text("unsubscribe");
    return visit.say(said);
}

/// The link in messages, also in the shape that Instatus gives it.
Answer unsubscribe(const Visit& visit) {
    const std::string token = !visit.rest.empty() ? visit.rest
                                                  : std::string(visit.request.query_value("id").value_or("")) + "." +
                                                        std::string(visit.request.query_value("token").value_or(""));
    const auto id = subscribers::subscriber_of(visit.act.world.key, token);
    const auto subscriber = id ? subscribers::find(visit.tx, visit.page.id, *id) : std::nullopt;
    if (!subscriber) return end_letters(visit);
    const std::string about = shown_address(visit, *subscriber);
    if (visit.posts()) {
        subscribers::unsubscribe(visit.tx, visit.act, *id);
        return visit.say(visit.said("unsubscribed", about));
    }
    Said said = visit.said("unsubscribe", about);
    said.button = visit.words().text("unsubscribe");
    said.link = "manage/" + token;
    said.link_label = visit.words().text("manage_link");
    return visit.say(said);
}

/// Tells the server that asks whether this domain leads to the page; nobody else learns anything.
Answer prove_domain(const Visit& visit) {
    const DomainProof proof = domain_proof(visit.act.world.key, visit.page.id);
    if (visit.posts() || !crypto::same_proof(".well-known/" + visit.rest, proof.path))
        return {render_missing(nullptr, MissingReason::NotFound), 404};
    return {{"text/plain; charset=utf-8", proof.answer, {}}, 200};
}

enum class Reads { No, OnPrivatePages, Always };  // whether GET is answered here too

struct Place {
    std::string_view first;  // part of the path
    Reads reads;
    bool for_strangers;  // a token out of a message is enough where the page is closed
    Answer (*answer)(const Visit&);
};
constexpr std::array<Place, 7> places = {{
    {"subscribe", Reads::OnPrivatePages, false, subscribe_to_page},
    {"notices", Reads::No, false, subscribe_to_notice},
    {"connect", Reads::Always, false, connected},
    {"confirm", Reads::Always, true, confirm},
    {"manage", Reads::Always, false, manage},
    {"unsubscribe", Reads::Always, true, unsubscribe},
    {".well-known", Reads::Always, true, prove_domain},
}};

const Place* place_of(const CompiledPage& page, std::string_view path, http::Method method) {
    const auto place = std::ranges::find(places, path.substr(0, path.find('/')), &Place::first);
    if (place == places.end() || (page.gate && !place->for_strangers)) return nullptr;
    const bool reads_here =
        place->reads == Reads::Always || (place->reads == Reads::OnPrivatePages && !page.audience.is_everybody());
    return method == http::Method::Post || reads_here ? place : nullptr;
}

/// "../" for each part of the path but the last.
std::string to_root_from(std::string_view path) {
    std::string root;
    for (const char c : path) root += c == '/' ? "../" : "";
    return root.empty() ? "./" : root;
}

}  // namespace

std::optional<http::Response> Visitors::answer(const CompiledPage& compiled, std::string_view path,
                                               const http::Request& request, const std::string& programs_token) {
    const auto [language, rest] = local_path(path);
    const Place* place = place_of(compiled, rest, request.method);
    if (place == nullptr) return std::nullopt;
    const auto visited = [&](db::Tx& tx) -> Answer {
        const auto page = pages::find(tx, compiled.page_id);
        const bool shown = page && (compiled.gate || is_shown_to(*page, compiled.audience));
        if (!shown) return {render_missing(nullptr, MissingReason::NoSuchPage), 404};
        const Act act{
            world_,  {ActorKind::Visitor, {}, {}}, request.remote_address, world_.clock.now(), page->workspace_id,
            page->id};
        return place->answer({tx, act, *page, address_, compiled.audience, request, programs_token, main_url_, means_,
                              language.empty() ? page->settings.language : std::string(language),
                              std::string(rest.substr(std::min(place->first.size() + 1, rest.size()))),
                              to_root_from(rest)});
    };
    const Answer answer = request.method == http::Method::Post ? db_.write(visited) : db_.read(visited);
    const bool good_token = answer.status < 400;
    if (compiled.gate && !good_token) return std::nullopt;
    http::Response response = respond(pack(answer.document, answer.status, Caching::None), request);
    if (!answer.goes_on.empty()) response.headers.emplace_back("refresh", "0; url=" + answer.goes_on);
    return response;
}

}  // namespace daymark::site
