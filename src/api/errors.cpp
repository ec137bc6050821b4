// The table of errors: code, status, word on the wire (contract §1.2).
#include "api/errors.h"

#include "platform/json/json.h"

#include <algorithm>
#include <array>

namespace daymark::api {
namespace {

// Guess: the contract names `forbidden`; the other words follow it in style.
constexpr std::array error_table{
    ErrorRow{ErrorCode::BadRequest, 400, "bad_request"},
    ErrorRow{ErrorCode::Unauthorized, 401, "unauthorized"},
    ErrorRow{ErrorCode::Forbidden, 403, "forbidden"},
    ErrorRow{ErrorCode::NotFound, 404, "not_found"},
    ErrorRow{ErrorCode::MethodNotAllowed, 405, "method_not_allowed"},
    ErrorRow{ErrorCode::Conflict, 409, "conflict"},
    ErrorRow{ErrorCode::PayloadTooLarge, 413, "payload_too_large"},
    ErrorRow{ErrorCode::UnsupportedMediaType, 415, "unsupported_media_type"},
    ErrorRow{ErrorCode::TooManyRequests, 429, "too_many_requests"},
    ErrorRow{ErrorCode::Unavailable, 503, "unavailable"},
    ErrorRow{ErrorCode::Internal, 500, "internal_server_error"},
};
static_assert(error_table.size() == error_code_count);

}  // namespace

const ErrorRow& row_of(ErrorCode code) { return *std::ranges::find(error_table, code, &ErrorRow::code); }

http::Response error_response(const Error& error) {
    const ErrorRow& row = row_of(error.code());
    json::object inside{{"code", row.word}, {"message", error.message()}};
    if (!error.field().empty()) inside["field"] = error.field();
    http::Response response = json_response(json::text(json::object{{"error", std::move(inside)}}));
    response.status = row.status;
    if (row.status == 503) response.headers.emplace_back("retry-after", "1");
    if (row.status == 401) response.headers.emplace_back("www-authenticate", "Bearer");
    return response;
}

http::Response json_response(std::string body) {
    http::Response response;
    response.headers = {{"content-type", "application/json; charset=utf-8"},
                        {"cache-control", "no-store"},
                        {"x-content-type-options", "nosniff"}};
    response.body = std::move(body);
    return response;
}

}  // namespace daymark::api
