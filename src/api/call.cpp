// Reading of parameters and bodies.
#include "api/call.h"

namespace daymark::api {
namespace {

json::value parsed_body(const http::Request& request) {
    if (request.body.find_first_not_of(" \t\r\n") == std::string::npos) return json::object();
    return json::parse(request.body);
}

}  // namespace

const std::string& Call::param(std::string_view name) const {
    for (const auto& [parameter, value] : params) {
        if (parameter == name) return value;
    }
    throw Error(ErrorCode::Internal, "Internal error", {"no path parameter " + std::string(name)});
}

json::object Call::body() const {
    json::value parsed = parsed_body(request);
    if (!parsed.is_object()) throw Error(ErrorCode::BadRequest, "The body must be a JSON object");
    return std::move(parsed.get_object());
}

json::object Call::body_or_list(std::string_view name) const {
    json::value parsed = parsed_body(request);
    if (parsed.is_array()) return {{name, std::move(parsed)}};
    if (!parsed.is_object()) throw Error(ErrorCode::BadRequest, "The body must be a JSON object or array");
    return std::move(parsed.get_object());
}

}  // namespace daymark::api
