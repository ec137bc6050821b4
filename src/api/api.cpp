// The API door.
#include "api/api.h"

#include "api/errors.h"
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

Api::Api(db::Db& db, const World& world, std::vector<std::span<const Route>> tables) : gate_(db, world) {
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
    // The one place where errors become answers.
    try {
        return dispatch(request);
    } catch (const Error& error) {
        return logged(error, request);
    } catch (const std::exception& error) {
        return logged(Error(ErrorCode::Internal, "Internal error", {error.what()}), request);
    }
}

http::Response Api::dispatch(const http::Request& request) {
    const auto match = router_.match(routed_method(request.method), request.path);
    if (!match) {
        if (request.method == http::Method::Options)
            return http::Response{204, {{"allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"}}, {}, {}};
        refuse_unrouted(request);
    }
    const Route& route = *endpoints_[match->number].route;
    Call call = gate_.admit(route, request, match->params);
    return json_response(json::text(route.handler(call)));
}

void Api::refuse_unrouted(const http::Request& request) const {
    if (router_.methods_of(request.path).empty()) throw Error(ErrorCode::NotFound, "There is no such path; see /docs");
    throw Error(ErrorCode::MethodNotAllowed,
                "This path does not know " + std::string(http::method_name(request.method)));
}

}  // namespace daymark::api
