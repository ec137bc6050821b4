// The API door.
#include "api/api.h"

#include "api/errors.h"
#include "api/idempotency.h"
#include "platform/telemetry/log.h"

#include <set>
#include <stdexcept>

namespace daymark::api {
namespace {

std::vector<std::string_view> prefixes_of(Under under) {
    switch (under) {
        case Under::V1:
            return {"/v1"};
        case Under::V2:
            return {"/v2"};
        case Under::V1AndV2:
            return {"/v1", "/v2"};
        case Under::Extension:
            return {"/x"};
    }
    return {};
}

/// Contract §1: PATCH is what some clients call PUT; HEAD is GET without the body, which the server drops.
http::Method routed_method(http::Method method) {
    if (method == http::Method::Patch) return http::Method::Put;
    if (method == http::Method::Head) return http::Method::Get;
    return method;
}

/// For the header Allow: the methods of the rows and those that are led to them.
std::string allowed(const std::vector<http::Method>& methods) {
    std::string list;
    for (const http::Method method : methods) {
        list += std::string(http::method_name(method)) + ", ";
        if (method == http::Method::Get) list += "HEAD, ";
        if (method == http::Method::Put) list += "PATCH, ";
    }
    return list + "OPTIONS";
}

http::Response logged(const Error& error, const http::Request& request) {
    if (error.code() == ErrorCode::Internal || error.code() == ErrorCode::Unavailable) {
        telemetry::log(telemetry::Level::Error, "api.failed",
                       {{"method", std::string(http::method_name(request.method))},
                        {"path", request.path},
                        {"message", error.message()},
                        {"detail", error.log_detail()}});
    }
    return error_response(error);
}

}  // namespace

Api::Api(db::Db& db, const World& world, std::vector<std::span<const Route>> tables, std::int64_t calls_per_minute)
    : gate_(db, world), limits_(calls_per_minute) {
    std::set<std::string_view> names;
    for (const auto table : tables) {
        for (const Route& route : table) {
            if (!names.insert(route.name).second)
                throw std::logic_error("two routes are named " + std::string(route.name));
            for (const std::string_view prefix : prefixes_of(route.under)) {
                endpoints_.push_back({&route, std::string(prefix) + std::string(route.path)});
                router_.add(route.method, endpoints_.back().pattern, endpoints_.size() - 1);
            }
        }
    }
}

http::Response Api::handle(const http::Request& request) {
    std::optional<Buckets::Taken> taken;
    // The one place where errors become answers.
    http::Response response = [&] {
        try {
            return dispatch(request, taken);
        } catch (const Error& error) {
            return logged(error, request);
        } catch (const std::exception& error) {
            return logged(Error(ErrorCode::Internal, "Internal error", {error.what()}), request);
        }
    }();
    if (taken) limits_.tell(response, *taken);
    return response;
}

http::Response Api::dispatch(const http::Request& request, std::optional<Buckets::Taken>& taken) {
    const auto match = router_.match(routed_method(request.method), request.path);
    if (!match) return unrouted(request);
    const Route& route = *endpoints_[match->number].route;
    Call call = identified(route, request, match->params, taken);
    gate_.permit(route, call);
    call.walks = &walks_;
    if (route.raw != nullptr) return route.raw(call);
    const std::string_view key = request.header("idempotency-key");
    if (keeps_answers(route) && !key.empty()) return once(call, route, key);
    return json_response(answered(call, route));
}

Call Api::identified(const Route& route, const http::Request& request, const http::Params& params,
                     std::optional<Buckets::Taken>& taken) {
    const auto refuse_if_empty = [&] {
        if (taken->granted) return;
        throw Error(ErrorCode::TooManyRequests, "Too many requests; wait as long as Retry-After says");
    };
    try {
        Call call = gate_.identify(route, request, params);
        if (route.needs == team::Needs::Nothing) return call;
        const bool publishes = route.needs == team::Needs::EditNotices;
        taken = limits_.take_call(call.key.id, publishes, call.act.now);
        refuse_if_empty();
        return call;
    } catch (const Error& error) {
        const bool no_good_key = error.code() == ErrorCode::Unauthorized || error.code() == ErrorCode::Forbidden;
        if (no_good_key) {
            taken = limits_.take_failure(request.remote_address, gate_.now());
            refuse_if_empty();
        }
        throw;
    }
}

http::Response Api::unrouted(const http::Request& request) const {
    const std::vector<http::Method> methods = router_.methods_of(request.path);
    if (methods.empty()) throw Error(ErrorCode::NotFound, "There is no such path; see /docs");
    const std::string allow = allowed(methods);
    if (request.method == http::Method::Options) return {204, {{"allow", allow}}, {}, {}};
    const std::string method(http::method_name(request.method));
    http::Response response = error_response(Error(ErrorCode::MethodNotAllowed, "This path does not know " + method));
    response.headers.emplace_back("allow", allow);
    return response;
}

}  // namespace daymark::api
