// Leading of requests by host and path.
#include "app/front_door.h"

#include "api/errors.h"
#include "people/import.h"
#include "platform/http/network.h"
#include "platform/telemetry/log.h"
#include "uploads/upload.h"

#include <algorithm>

namespace daymark::app {
namespace {

bool only_reads(http::Method method) { return method == http::Method::Get || method == http::Method::Head; }

bool is_lower_case(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

constexpr std::string_view intercom_root = "/integrations/intercom/", oauth_root = "/oauth/";

/// For the log and the counters.
const char* place_of(Door door) {
    if (door == Door::Own) return "own";
    return door == Door::Public ? "public" : "page";
}

/// To the address with a slash at its end: the page's links are relative. Written anew, since "//p/acme" as sent would
/// lead to a host named p.
http::Response redirect_to_root(const Target& target, const http::Request& request) {
    const std::size_t query = request.target.find('?');
    const std::string rest = query == std::string::npos ? "" : request.target.substr(query);
    http::Response response;
    response.status = 301;
    response.headers = {{"location", "/p/" + std::string(target.subdomain) + "/" + rest},
                        {"cache-control", "public, max-age=300"}};
    return response;
}

http::Response refuse_own(const Documents& documents, const http::Request& request) {
    if (only_reads(request.method) || documents.find(request.path) == nullptr) {
        return api::error_response(Error(ErrorCode::NotFound, "There is no such path; see /docs"));
    }
    http::Response response = api::error_response(Error(ErrorCode::MethodNotAllowed, "This can only be read"));
    response.headers.emplace_back("allow", "GET, HEAD");
    return response;
}

}  // namespace

FrontDoor::FrontDoor(Rooms rooms)
    : rooms_(rooms), ok_(state_bytes(200, "ok")), unavailable_(state_bytes(503, "unavailable")) {}

std::optional<http::Ready> FrontDoor::ready(const http::RequestHead& head) {
    if (!only_reads(head.method)) return std::nullopt;
    const Target target = target_of(head.host, head.path);
    if (target.door == Door::Page) return ready_page(target, head);
    return target.door == Door::Own ? ready_own(head) : std::nullopt;
}

std::optional<http::Stream> FrontDoor::stream(const http::RequestHead& head) {
    const Target target = target_of(head.host, head.path);
    if (target.door != Door::Page) return std::nullopt;
    return rooms_.site.stream(http::to_lower(target.subdomain), target.path, head, target.mount);
}

http::Plan FrontDoor::plan(const http::RequestHead& head) {
    const Target target = target_of(head.host, head.path);
    const bool calls = target.door == Door::Api;
    std::size_t max_body = 1 << 20;
    if (calls && is_upload(head.method, head.path)) max_body = uploads::most_sent_bytes;
    if (calls && is_import(head.method, head.path)) max_body = people::most_import_bytes;
    return {.max_body = max_body, .reserved = calls && is_publishing(head.method, head.path)};
}

http::Response FrontDoor::handle(http::Request request) {
    const auto start = std::chrono::steady_clock::now();
    request.remote_address = http::client_address(request, rooms_.program.config().trusted_proxies);
    const Target target = target_of(request.host, request.path);
    http::Response response = answer(target, request);
    const auto took = std::chrono::steady_clock::now() - start;
    if (target.door == Door::Api)
        rooms_.traffic.note_call(request, response.status, took);
    else
        rooms_.traffic.note_other(request, place_of(target.door), response.status, took);
    return response;
}

Target FrontDoor::target_of(std::string_view host, std::string_view path) const {
    return app::target_of(host, path, rooms_.program.world().base_host);
}

std::optional<http::Ready> FrontDoor::ready_page(const Target& target, const http::RequestHead& head) const {
    if (is_lower_case(target.subdomain)) {
        return rooms_.site.ready(target.subdomain, target.path, head, target.mount);
    }
    return rooms_.site.ready(http::to_lower(target.subdomain), target.path, head, target.mount);
}

std::optional<http::Ready> FrontDoor::ready_own(const http::RequestHead& head) const {
    const bool body_too = head.method != http::Method::Head;
    if (head.path == "/healthz") return http::Ready{ok_, body_too};
    if (head.path == "/readyz")
        return http::Ready{is_ready(rooms_.readiness, head.query) ? ok_ : unavailable_, body_too};
    const site::Variants* document = rooms_.documents.find(head.path);
    return document == nullptr ? std::nullopt : std::optional(site::choose(*document, head));
}

http::Response FrontDoor::answer(const Target& target, const http::Request& request) {
    switch (target.door) {
        case Door::Api:
            return answer_call(request);
        case Door::Public:
            return answer_public(target, request);
        case Door::Page:
            return answer_page(target, request);
        case Door::PageRoot:
            if (only_reads(request.method)) return redirect_to_root(target, request);
            return answer_page(target, request);
        case Door::Own:
            if (request.path.starts_with(intercom_root)) return answer_intercom(request);
            if (request.path.starts_with(oauth_root)) return answer_oauth(request);
            break;
    }
    return refuse_own(rooms_.documents, request);
}

http::Response FrontDoor::answer_call(const http::Request& request) {
    if (rooms_.program.migrated_soon()) return rooms_.api.handle(request);
    return api::error_response(Error(ErrorCode::Unavailable, "The database cannot be reached; try again soon"));
}

http::Response FrontDoor::answer_public(const Target& target, const http::Request& request) {
    http::Response response = [&] {
        if (request.method == http::Method::Options)
            return http::Response{204, {{"allow", "GET, HEAD, OPTIONS"}}, {}, {}};
        try {
            if (!only_reads(request.method)) throw Error(ErrorCode::MethodNotAllowed, "This can only be read");
            return rooms_.site.public_data(http::to_lower(target.subdomain), target.path, request);
        } catch (const Error& error) {
            return api::error_response(error);
        } catch (const std::exception& error) {
            telemetry::log(telemetry::Level::Error, "public.failed", {{"path", request.path}, {"why", error.what()}});
            return api::error_response(Error(ErrorCode::Internal, "Internal error"));
        }
    }();
    if (response.status >= 400) response.headers.emplace_back("access-control-allow-origin", "*");
    if (response.status == 405) response.headers.emplace_back("allow", "GET, HEAD, OPTIONS");
    return response;
}

http::Response FrontDoor::answer_intercom(const http::Request& request) {
    try {
        return rooms_.site.intercom(std::string_view(request.path).substr(intercom_root.size()), request);
    } catch (const Error& error) {
        http::Response response = api::error_response(error);
        if (response.status == 405) response.headers.emplace_back("allow", "POST");
        return response;
    } catch (const std::exception& error) {
        telemetry::log(telemetry::Level::Error, "intercom.failed", {{"why", error.what()}});
        return api::error_response(Error(ErrorCode::Internal, "Internal error"));
    }
}

http::Response FrontDoor::answer_oauth(const http::Request& request) {
    try {
        return rooms_.site.oauth(std::string_view(request.path).substr(oauth_root.size()), request);
    } catch (const Error& error) {
        http::Response response = api::error_response(error);
        if (response.status == 405) response.headers.emplace_back("allow", "GET");
        return response;
    } catch (const std::exception& error) {
        telemetry::log(telemetry::Level::Error, "oauth.failed", {{"why", error.what()}});
        return api::error_response(Error(ErrorCode::Internal, "Internal error"));
    }
}

http::Response FrontDoor::answer_page(const Target& target, const http::Request& request) {
    // Nothing may leave a worker but an answer.
    try {
        return rooms_.site.handle(http::to_lower(target.subdomain), target.path, request, target.mount);
    } catch (const std::exception& error) {
        telemetry::log(telemetry::Level::Error, "page.failed",
                       {{"path", without_tokens(request.path)}, {"why", error.what()}});
        return api::error_response(Error(ErrorCode::Internal, "Internal error"));
    }
}

}  // namespace daymark::app
