// The bytes of an answer's head.
#include "platform/http/response_bytes.h"

#include "platform/http/characters.h"

#include <algorithm>
#include <array>

namespace daymark::http {
namespace {

constexpr std::array<std::string_view, 5> own_headers = {"content-length", "transfer-encoding", "date", "connection",
                                                         "keep-alive"};

bool may_stand(const std::pair<std::string, std::string>& header) {
    const auto& [name, value] = header;
    const bool well_formed =
        !name.empty() && skip_while(name, 0, InToken) == name.size() && skip_while(value, 0, InValue) == value.size();
    return well_formed && std::ranges::none_of(own_headers, [&name = name](std::string_view own) {
               return same_ignoring_case(name, own);
           });
}

bool has_no_body(int status) { return status == 204 || status == 304; }

}  // namespace

ResponseBytes to_bytes(Response response, Method method) {
    // An interim or impossible status would leave the client waiting for another answer.
    if (response.status < 200 || response.status > 599) response = refusal_response(refusal::internal);
    ResponseBytes bytes;
    if (!response.shared_body) response.shared_body = std::make_shared<const std::string>(std::move(response.body));

    std::string& head = bytes.head;
    head = "HTTP/1.1 ";
    head += std::to_string(response.status);
    head += ' ';
    head += reason_of(response.status);
    head += "\r\n";
    for (const auto& header : response.headers) {
        if (!may_stand(header)) continue;
        head += header.first;
        head += ": ";
        head += header.second;
        head += "\r\n";
    }
    if (has_no_body(response.status)) return bytes;
    head += "content-length: ";
    head += std::to_string(response.shared_body->size());
    head += "\r\n";
    if (method != Method::Head) bytes.body = std::move(response.shared_body);
    return bytes;
}

Response refusal_response(const Refusal& refusal) {
    Response response;
    response.status = refusal.status;
    response.headers = {{"content-type", "application/json; charset=utf-8"},
                        {"x-content-type-options", "nosniff"},
                        {"cache-control", "no-store"}};
    if (refusal.status == 405) response.headers.emplace_back("allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    if (refusal.status == 503) response.headers.emplace_back("retry-after", "1");
    response.body = error_body(refusal.code, refusal.message);
    return response;
}

}  // namespace daymark::http
