// Reading of parameters and bodies.
#include "api/call.h"

#include "platform/http/paging.h"

namespace daymark::api {
namespace {

json::value parsed_body(const http::Request& request) {
    if (request.body.find_first_not_of(" \t\r\n") == std::string::npos) return json::object();
    return json::parse(request.body);
}

/// Names a list for its caller: the path, and every parameter but the page's number.
std::string list_of(const Call& call) {
    std::string list = call.key.id + " " + call.request.path;
    for (const auto& [name, value] : call.request.query) {
        if (name != "page") list += "&" + name + "=" + value;
    }
    return list;
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

db::Slice Call::slice() const {
    const http::Paging paging = http::paging_of(request);
    db::Slice slice{paging.limit, paging.offset(), std::nullopt};
    if (walks != nullptr && paging.page > 1) slice.after = walks->end_of(list_of(*this), paging.page - 1, act.now);
    if (slice.after) slice.offset = 0;
    return slice;
}

void Call::note_end_at(db::Cursor end) const {
    if (walks == nullptr) return;
    walks->note_end(list_of(*this), http::paging_of(request).page, std::move(end), act.now);
}

}  // namespace daymark::api
