// Leaving for a service, coming back, and what came of it.
#include "site/oauth.h"

#include "pages/page_store.h"
#include "pages/x_connection.h"
#include "platform/http/cookie.h"
#include "platform/http/pairs.h"
#include "platform/telemetry/log.h"
#include "site/compile.h"
#include "site/render_frame.h"
#include "site/render_subscribe.h"
#include "team/permission.h"

#include <array>

namespace daymark::site {
namespace {

// Of the workers that readers share, so many may wait for services.
constexpr int most_asking = 2;

/// A consent's detail.
struct Detail {
    bool all = true;
    std::vector<std::string> components;
    std::string language;
    std::optional<std::string> time_zone;
    bool on_main_host = false;

    static constexpr auto fields = std::tuple{
        json::field("all", &Detail::all),
        json::field("components", &Detail::components),
        json::field("language", &Detail::language),
        json::field("zone", &Detail::time_zone),
        json::field("onMainHost", &Detail::on_main_host),
    };
};

/// Of the consent to an account at X.
struct Asker {
    std::string user_id, key_id;

    static constexpr auto fields =
        std::tuple{json::field("userId", &Asker::user_id), json::field("keyId", &Asker::key_id)};
};

/// For PKCE. It follows from the consent's id and the server's key, so that it need not be kept.
std::string verifier_of(const crypto::SecretKey& key, const std::string& consent_id) {
    return key.hash("consents.verifier/" + consent_id);
}

// Where outcomes are told of, and by which words.
struct Told {
    std::string_view outcome, words;
};
constexpr std::array<Told, 7> told = {{
    {"denied", "connect_denied"},
    {"expired", "connect_expired"},
    {"used", "connect_used"},
    {"refused", "connect_refused"},
    {"silent", "connect_silent"},
    {"known", "error_known"},
    {"too-often", "too_often_detail"},
}};

/// Nobody's page: whoever comes has proved nothing by which a page could be named.
http::Response say(std::string_view language, const OAuthService& service, std::string_view key,
                   const http::Request& request) {
    const Words& words = Words::of(language);
    const std::pair<std::string_view, std::string_view> brand("service", service.brand);
    const Said said{words.text("connect_failed", {brand}), words.text(key, {brand})};
    return respond(pack(render_said(words, said), 400, Caching::None), request);
}

http::Response lead_to(const std::string& url, const std::string& cookie) {
    return {
        303,
        {{"location", url}, {"set-cookie", cookie}, {"cache-control", "no-store"}, {"referrer-policy", "no-referrer"}},
        {},
        {}};
}

/// One of so many that wait.
class Turn {
public:
    explicit Turn(std::atomic<int>& count) : count_(count), mine_(count.fetch_add(1) < most_asking) {}
    ~Turn() { count_.fetch_sub(1); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    [[nodiscard]] bool mine() const { return mine_; }

private:
    std::atomic<int>& count_;
    bool mine_;
};

}  // namespace

/// Somebody who came back in the browser in which they left.
struct OAuth::Return {
    const OAuthService& service;
    const net::OAuthApp& app;
    const http::Request& request;
    pages::Consent consent;
    pages::Page page;
    std::string root;  // of the page in their language, where they came from
};

std::string consent_detail(const subscribers::Choice& choice, bool on_main_host) {
    return json::text(
        json::write(Detail{choice.all, choice.components, choice.language, choice.time_zone, on_main_host}));
}

std::string consent_detail(const Actor& asker) { return json::text(json::write(Asker{asker.user_id, asker.id})); }

std::string start_url(const std::string& main_url, const crypto::SecretKey& key, const pages::Consent& consent,
                      const std::string& language) {
    const std::string ticket = pages::consent_ticket(key, consent.service, {consent.id, language, consent.expires_at});
    return main_url + "/oauth/" + consent.service + "/start?ticket=" + ticket;
}

std::string_view words_of_outcome(std::string_view outcome) {
    const auto* found = std::ranges::find(told, outcome, &Told::outcome);
    return found == told.end() ? std::string_view() : found->words;
}

http::Response OAuth::answer(std::string_view path, const http::Request& request) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const OAuthService* service = find_oauth_service(path.substr(0, slash));
    const net::OAuthApp* app = service == nullptr ? nullptr : means_.app_at(*service);
    const std::string_view step = path.substr(slash);
    if (app == nullptr || (step != "/start" && step != "/callback")) throw Error::not_found("Path");
    // A look ahead by HEAD must not use up what can be used once.
    if (request.method != http::Method::Get) throw Error(ErrorCode::MethodNotAllowed, "Browsers come here with GET");
    return step == "/start" ? start(*service, *app, request) : callback(*service, *app, request);
}

http::Response OAuth::start(const OAuthService& service, const net::OAuthApp& app, const http::Request& request) const {
    const std::string_view ticket = request.query_value("ticket").value_or("");
    const auto named = pages::named_by_ticket(world_.key, service.name, ticket);
    const Millis now = world_.clock.now();
    if (!named || named->expires_at <= now) return say(pages::language_in(ticket), service, "connect_expired", request);
    if (!service.channel && !request.query_value("agreed")) return name_page(service, *named, request);
    const std::string nonce = world_.random.text(32, "0123456789abcdef");
    const std::string state = pages::consent_state(world_.key, service.name, *named, nonce);
    net::Parameters parameters = {
        {"redirect_uri", redirect_uri(service)}, {"scope", std::string(service.scope)}, {"state", state}};
    if (!service.channel) {
        parameters.emplace_back("code_challenge", net::code_challenge(verifier_of(world_.key, named->id)));
        parameters.emplace_back("code_challenge_method", "S256");
    }
    const std::string url = net::authorization_url(means_.page_of(service), app, parameters);
    return lead_to(url, cookie(service, nonce, named->expires_at - now));
}

/// Whoever was handed a link must see which page is to post by their account.
http::Response OAuth::name_page(const OAuthService& service, const pages::Named& named,
                                const http::Request& request) const {
    const auto page = db_.read([&](db::Tx& tx) {
        const auto consent = pages::find_consent(tx, named.id);
        return consent ? pages::find(tx, consent->page_id) : std::nullopt;
    });
    if (!page) return say(named.language, service, "connect_expired", request);
    const Words& words = Words::of(named.language);
    Said said{words.text("connect_go_title", {{"service", service.brand}}),
              words.text("connect_account", {{"page", page->name}})};
    said.way_out = "?ticket=" + std::string(*request.query_value("ticket")) + "&agreed=yes";
    said.link_label = said.title;
    return respond(pack(render_said(words, said), 200, Caching::None), request);
}

http::Response OAuth::callback(const OAuthService& service, const net::OAuthApp& app, const http::Request& request) {
    const std::string_view state = request.query_value("state").value_or("");
    const std::string_view nonce = http::value_in(request.header("cookie"), ';', cookie_name(service));
    const auto named = pages::named_by_state(world_.key, service.name, state, nonce);
    if (!named) return say(pages::language_in(state), service, "connect_elsewhere", request);
    const auto back = db_.read([&](db::Tx& tx) -> std::optional<Return> {
        auto consent = pages::find_consent(tx, named->id);
        auto page = consent ? pages::find(tx, consent->page_id) : std::nullopt;
        if (!page) return std::nullopt;
        std::string root = root_of(*page, *consent, named->language);
        return Return{service, app, request, *std::move(consent), *std::move(page), std::move(root)};
    });
    if (!back) return say(named->language, service, "connect_expired", request);
    std::string to;
    const std::string outcome = finish(*back, to);
    if (!service.channel) return tell_owner(*back, named->language, outcome);
    if (!outcome.empty()) to = back->root + "connect/" + std::string(service.name) + "/" + outcome;
    return lead_to(to, cookie(service, "", 0));
}

/// Who connects an account is no reader of the page: they are told here.
http::Response OAuth::tell_owner(const Return& back, const std::string& language, const std::string& outcome) const {
    const Words& words = Words::of(language);
    const std::pair<std::string_view, std::string_view> brand("service", back.service.brand);
    const Said said =
        outcome.empty()
            ? Said{words.text("connected_title", {brand}), words.text("connected_detail", {{"page", back.page.name}})}
            : Said{words.text("connect_failed", {brand}), words.text(words_of_outcome(outcome), {brand})};
    http::Response response =
        respond(pack(render_said(words, said), outcome.empty() ? 200 : 400, Caching::None), back.request);
    response.headers.emplace_back("set-cookie", cookie(back.service, "", 0));
    return response;
}

std::string OAuth::root_of(const pages::Page& page, const pages::Consent& consent, const std::string& language) const {
    PageFace face = face_of(page, address_, language);
    if (json::read<Detail>(json::parse(consent.detail)).on_main_host)
        face.root_url = main_url_ + "/p/" + page.subdomain;
    return local_root(face);
}

std::string OAuth::finish(const Return& back, std::string& to) {
    if (back.consent.used) return "used";
    if (back.consent.expires_at <= world_.clock.now()) return "expired";
    const std::string code(back.request.query_value("code").value_or(""));
    const Turn turn(asking_);
    if (!code.empty() && !turn.mine()) return "silent";
    if (!db_.write([&](db::Tx& tx) { return pages::use_consent(tx, back.consent.id); })) return "used";
    if (code.empty()) {
        const std::string why = protocol_word(back.request.query_value("error").value_or(""));
        return why == "access_denied" ? "denied" : refused(back.service, why);
    }
    net::Parameters parameters = {
        {"grant_type", "authorization_code"}, {"code", code}, {"redirect_uri", redirect_uri(back.service)}};
    if (!back.service.channel) parameters.emplace_back("code_verifier", verifier_of(world_.key, back.consent.id));
    const GrantAnswer answer = read_grant(
        back.service, means_.ask(net::token_request(means_.token_url_of(back.service), back.app, parameters)));
    if (!answer.grant) {
        const std::string outcome = refused(back.service, answer.why);
        return answer.silent ? "silent" : outcome;
    }
    return back.service.channel ? subscribe(back, *answer.grant, to) : connect(back, *answer.grant);
}

/// The same way to subscribe as any other, but that nobody has to be asked: who may connect a channel has agreed.
std::string OAuth::subscribe(const Return& back, const Grant& grant, std::string& to) {
    using subscribers::Asked;
    const Detail detail = json::read<Detail>(json::parse(back.consent.detail));
    const Act act = act_of(back, {ActorKind::Visitor, {}, {}});
    try {
        const Asked asked = db_.write([&](db::Tx& tx) {
            return subscribers::ask(tx, act,
                                    {.channel = *back.service.channel,
                                     .address = grant.webhook,
                                     .webhook_email = {},
                                     .choice = {detail.all, detail.components, {}, detail.language, detail.time_zone},
                                     .team = grant.team});
        });
        if (asked.outcome == Asked::Outcome::Known) return "known";
        if (asked.outcome != Asked::Outcome::Done) return "too-often";
        to = back.root + "manage/" + subscribers::manage_token(world_.key, asked.subscriber.id);
        return {};
    } catch (const Error& error) {
        if (error.code() != ErrorCode::BadRequest) throw;
        return refused(back.service, "not_subscribed");  // or a component went meanwhile
    }
}

/// By whoever asked for it, if they still may.
std::string OAuth::connect(const Return& back, const Grant& grant) {
    const auto asker = json::read<Asker>(json::parse(back.consent.detail));
    const Act act = act_of(back, {ActorKind::Key, asker.key_id, asker.user_id});
    const bool connected = db_.write([&](db::Tx& tx) {
        const auto held = pages::find_held(tx, back.page.id, asker.user_id);
        if (!held || !team::may(held->permission, team::Needs::EditPage)) return false;
        pages::connect_x(tx, act, {grant.access_token, grant.refresh_token}, act.now + grant.lasts);
        return true;
    });
    return connected ? std::string() : refused(back.service, "may_not");
}

Act OAuth::act_of(const Return& back, const Actor& actor) const {
    return {world_, actor, back.request.remote_address, world_.clock.now(), back.page.workspace_id, back.page.id};
}

std::string OAuth::refused(const OAuthService& service, const std::string& why) {
    telemetry::log(telemetry::Level::Warning, "oauth.refused",
                   {{"service", std::string(service.name)}, {"why", why.empty() ? "unknown" : why}});
    return "refused";
}

std::string OAuth::redirect_uri(const OAuthService& service) const {
    return main_url_ + "/oauth/" + std::string(service.name) + "/callback";
}

/// With this prefix a browser takes it from this very host only, so that no page's host can put one in its place.
std::string OAuth::cookie_name(const OAuthService& service) const {
    return (address_.scheme == "https" ? "__Host-" : "") + ("daymark-oauth-" + std::string(service.name));
}

/// Lax: it comes along when the service leads back, and never with what another site sends by itself.
std::string OAuth::cookie(const OAuthService& service, const std::string& value, Millis lasts) const {
    return http::set_cookie({.name = cookie_name(service),
                             .value = value,
                             .seconds = lasts / one_second,
                             .secure = address_.scheme == "https"});
}

}  // namespace daymark::site
