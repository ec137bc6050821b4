// Ways in to private pages.
#include "site/entrance.h"

#include "pages/entry_requests.h"
#include "pages/page_store.h"
#include "platform/http/cookie.h"
#include "platform/http/pairs.h"
#include "site/compile.h"
#include "site/form.h"
#include "site/render_gate.h"
#include "subscribers/address.h"
#include "team/teammate_store.h"
#include "users/user_store.h"

#include <algorithm>
#include <array>

namespace daymark::site {
namespace {

constexpr Millis visit_lasts = 30 * one_day;
constexpr std::int64_t tries_a_minute = 10;  // of passwords, by one network address
constexpr std::string_view secure_folder = "secure/", entry_folder = "enter/";

/// What programs read: feeds, calendars, JSON, badges. All of it bears its kind in its name.
bool is_for_programs(std::string_view path) {
    static constexpr std::array<std::string_view, 10> ends = {".json", ".rss", ".atom", ".ics", ".svg",
                                                              ".png",  ".ico", ".xml",  ".txt", ".webmanifest"};
    return std::ranges::any_of(ends, [&](std::string_view end) { return path.ends_with(end); }) ||
           path.find("embed-status/") != std::string_view::npos;
}

/// A cookie of this name is accepted by browsers from this very host only, where the page has a host of its own.
std::string cookie_name(const Address& address, Mount mount) {
    const std::string name = "daymark-visit";
    if (address.scheme != "https") return name;
    return (mount == Mount::OwnHost ? "__Host-" : "__Secure-") + name;
}

std::string_view bearer_of(std::string_view authorization) {
    constexpr std::string_view scheme = "Bearer ";
    const bool is_bearer = authorization.size() > scheme.size() &&
                           http::same_ignoring_case(authorization.substr(0, scheme.size()), scheme);
    return is_bearer ? authorization.substr(scheme.size()) : std::string_view();
}

template <class Message>
Reader read(const Message& message, std::string_view name_of_cookie, std::string_view path, std::string_view token) {
    Reader reader;
    reader.visit = http::value_in(message.header("cookie"), ';', name_of_cookie);
    if (!is_for_programs(path)) return reader;
    reader.programs = bearer_of(message.header("authorization"));
    if (reader.programs.empty()) reader.programs = token;
    return reader;
}

/// To the same address: relative, so that it leads nowhere else whatever was asked for.
std::string same_address(std::string_view path) { return "./" + std::string(path.substr(path.rfind('/') + 1)); }

/// "https://status.example.com/tools" → "/tools"
std::string path_in(const std::string& url) {
    const std::size_t host = url.find("://");
    const std::size_t slash = host == std::string::npos ? host : url.find('/', host + 3);
    std::string path = slash == std::string::npos ? std::string() : url.substr(slash);
    while (path.ends_with('/')) path.pop_back();
    return path;
}

http::Response gate_answer(const GateForm& form, const std::string& language, int status,
                           const http::Request& request) {
    return respond(pack(render_gate(form, language), status, Caching::None), request);
}

}  // namespace

Entrance::Entrance(db::Db& db, const World& world, Address address)
    : db_(db), world_(world), address_(std::move(address)), tries_(tries_a_minute) {}

Reader Entrance::reader_of(const http::Request& request, std::string_view path, Mount mount) const {
    Reader reader = read(request, cookie_name(address_, mount), path, request.query_value("token").value_or(""));
    reader.address = request.remote_address;
    return reader;
}

Reader Entrance::reader_of(const http::RequestHead& head, std::string_view path, Mount mount) const {
    return read(head, cookie_name(address_, mount), path, http::value_in(head.query, '&', "token"));
}

http::Response Entrance::let_in(const CompiledPage& page, const Pass& pass, const std::string& to, Mount mount) const {
    const Millis expires_at = world_.clock.now() + visit_lasts;
    const bool own_host = mount == Mount::OwnHost;
    const std::string cookie =
        http::set_cookie({.name = cookie_name(address_, mount),
                          .value = page.gate->token_of(pass, PassUse::Visit, expires_at),
                          .path = own_host ? "/" : path_in(world_.base_url) + "/p/" + page.subdomain + "/",
                          .seconds = visit_lasts / one_second,
                          .secure = address_.scheme == "https"});
    return {
        303,
        {{"location", to}, {"set-cookie", cookie}, {"cache-control", "no-store"}, {"referrer-policy", "no-referrer"}},
        {},
        {}};
}

std::optional<http::Response> Entrance::begin(const CompiledPage& page, std::string_view path,
                                              const http::Request& request, Mount mount) {
    const Gate& gate = *page.gate;
    if (request.method != http::Method::Post) {
        if (path.starts_with(secure_folder)) {
            if (const auto pass = gate.by_link(path.substr(secure_folder.size())))
                return let_in(page, *pass, "../", mount);
        }
        if (path.starts_with(entry_folder)) {
            const std::string_view token = path.substr(entry_folder.size());
            if (const auto pass = gate.pass_of(token, PassUse::Entry, world_.clock.now()))
                return let_in(page, *pass, "../", mount);
        }
        return std::nullopt;
    }
    const auto typed = Form(request).value("password");
    if (!typed || !gate.has_password()) return std::nullopt;
    const std::string& language = page.language;
    const Buckets::Taken taken = tries_.take(page.page_id + "/" + request.remote_address, world_.clock.now());
    if (!taken.granted) {
        http::Response response = gate_answer({.has_password = true, .too_often = true}, language, 429, request);
        response.headers.emplace_back("retry-after", std::to_string(taken.until_next / one_second + 1));
        return response;
    }
    if (const auto pass = gate.by_password(*typed)) return let_in(page, *pass, same_address(request.path), mount);
    return gate_answer({.has_password = true, .wrong_password = true}, language, 401, request);
}

http::Response Entrance::ask_for_link(const CompiledPage& page, const std::string& email,
                                      const http::Request& request) {
    GateForm form{.has_password = page.gate->has_password(), .email = email};
    int status = 200;
    db_.write([&](db::Tx& tx) {
        const auto record = pages::find(tx, page.page_id);
        if (!record) return;
        const Act act{
            world_,    {ActorKind::Visitor, {}, {}}, request.remote_address, world_.clock.now(), record->workspace_id,
            record->id};
        try {
            const std::string canonical = subscribers::canonical_email(email, "email");
            pages::ask_entry(tx, act, canonical, pass_by_mail(tx, *record, *page.gate, canonical).has_value());
            form.sent = true;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::BadRequest) throw;
            form.wrong_email = true;
            status = 400;
        }
    });
    return gate_answer(form, page.language, status, request);
}

http::Response Entrance::refuse(const CompiledPage& page, std::string_view path, const http::Request& request) {
    if (is_for_programs(path)) return respond(*page.missing, request);
    if (request.method == http::Method::Post) {
        if (const auto email = Form(request).value("email")) return ask_for_link(page, *email, request);
    }
    http::Response response = respond(*page.closed, request);
    response.headers.emplace_back("www-authenticate", "Bearer");
    return response;
}

std::optional<http::Response> Entrance::past(std::string_view path) {
    const bool is_entry = path.starts_with(secure_folder) || path.starts_with(entry_folder);
    const bool is_one_deep = is_entry && path.find('/') == path.rfind('/');
    if (!is_one_deep) return std::nullopt;
    return http::Response{303, {{"location", "../"}, {"cache-control", "no-store"}}, {}, {}};
}

std::optional<Pass> pass_by_mail(db::Tx& tx, const pages::Page& page, const Gate& gate, const std::string& email) {
    const auto user = users::find_by_email(tx, email);
    const auto teammate = user ? team::find_user(tx, page.workspace_id, user->id) : std::nullopt;
    if (teammate) return Pass{Pass::Way::Teammate, teammate->id};
    const std::string domain = email.substr(email.rfind('@') + 1);
    return gate.welcomes_domain(domain) ? std::optional(Pass{Pass::Way::EmailDomain, domain}) : std::nullopt;
}

std::string entry_path(const Gate& gate, const Pass& pass, Millis now) {
    return std::string(entry_folder) + gate.token_of(pass, PassUse::Entry, now + pages::entry_link_lasts);
}

}  // namespace daymark::site
