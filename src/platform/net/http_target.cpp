// The URL by libcurl's own parser, the rest by HTTP's grammar.
#include "platform/net/http_target.h"

#include "platform/http/characters.h"
#include "platform/http/message.h"
#include "platform/text/number.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace daymark::net {
namespace {

using Fault = HttpAnswer::Fault;

constexpr std::size_t longest_url = 8 * 1024;  // Guess: what servers commonly take
constexpr std::size_t longest_method = 20;

/// Headers that say where a message ends or what becomes of its connection: the client's own business.
constexpr std::array<std::string_view, 11> own_headers = {
    "connection",     "content-length", "expect",           "host",
    "http2-settings", "keep-alive",     "proxy-connection", "te",
    "trailer",        "upgrade",        "transfer-encoding"};

bool is_method(std::string_view method) {
    const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    return !method.empty() && method.size() <= longest_method && std::ranges::all_of(method, is_letter);
}

bool is_header(const std::string& name, std::string_view value) {
    return !name.empty() && http::skip_while(name, 0, http::InToken) == name.size() &&
           http::skip_while(value, 0, http::InValue) == value.size() &&
           std::ranges::find(own_headers, http::to_lower(name)) == own_headers.end();
}

bool may_go_out(const HttpRequest& request) {
    return is_method(request.method) && std::ranges::all_of(request.headers, [](const auto& header) {
               return is_header(header.first, header.second);
           });
}

std::optional<std::string> part(const Target& target, CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(target.url.get(), which, &text, CURLU_DEFAULT_PORT) != CURLUE_OK) return std::nullopt;
    const std::unique_ptr<char, void (*)(void*)> freed(text, curl_free);
    return std::string(text);
}

/// Without a user, dot segments left as they are, bytes that no URL may have percent-encoded.
bool parse(const std::string& url, Target& target) {
    if (url.size() > longest_url || url.find_first_of(std::string_view("\0 ", 2)) != std::string::npos) return false;
    target.url.reset(curl_url());
    constexpr unsigned rules = CURLU_DISALLOW_USER | CURLU_PATH_AS_IS | CURLU_URLENCODE;
    return target.url && curl_url_set(target.url.get(), CURLUPART_URL, url.c_str(), rules) == CURLUE_OK;
}

}  // namespace

Fault find_target(const HttpRequest& request, const std::vector<int>& ports, Target& target) {
    if (!may_go_out(request) || !parse(request.url, target)) return Fault::BadAddress;
    const auto scheme = part(target, CURLUPART_SCHEME);
    const auto host = part(target, CURLUPART_HOST);
    const auto port_text = part(target, CURLUPART_PORT);
    if ((scheme != "http" && scheme != "https") || !host || host->empty() || !port_text) return Fault::BadAddress;
    const auto port = text::whole_number<int>(*port_text);
    if (!port || *port == 0) return Fault::BadAddress;
    if (!ports.empty() && std::ranges::find(ports, *port) == ports.end()) return Fault::Refused;
    target.place = http::to_lower(*host) + ":" + *port_text;
    return Fault::None;
}

}  // namespace daymark::net
