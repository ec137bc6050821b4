// From answers to values and troubles.
#include "client/server.h"

#include "client/trouble.h"
#include "platform/base/error.h"
#include "platform/base/file.h"
#include "platform/base/random.h"

#include <algorithm>
#include <set>

namespace daymark::client {
namespace {

constexpr const char* default_url = "http://127.0.0.1:8080";

/// A list of a hundred incidents, each with its components, has more values than any request may have.
constexpr json::ParseLimits answer_limits{.depth = 64, .values = 4'000'000, .string_bytes = 8 << 20};

std::string checked_url(std::string url) {
    while (url.ends_with('/')) url.pop_back();
    const bool web = url.starts_with("http://") || url.starts_with("https://");
    const bool clean = std::ranges::all_of(url, [](char c) { return static_cast<unsigned char>(c) > ' ' && c != 127; });
    if (!web || !clean || url.find_first_of("?#") != std::string::npos) {
        throw Trouble(Exit::Usage, "DAYMARK_URL must be an address such as https://status.example.com.");
    }
    return url;
}

std::string checked_key(std::string text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return {};
    text = text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
    if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 127; })) {
        throw Trouble(Exit::Usage, "The API key has spaces or lines inside; it is one word.");
    }
    return text;
}

json::value parsed(const HttpAnswer& answer, const std::string& url) {
    try {
        return json::parse(answer.body, answer_limits);
    } catch (const Error&) {
        throw Trouble(Exit::Unreachable, url +
                                             " answered something that is no whole JSON. Is it a Daymark or Instatus "
                                             "server, and DAYMARK_URL its API's address?");
    }
}

/// {"error":{"code","message","field"}}, as far as it is there.
json::value error_in(const HttpAnswer& answer) {
    try {
        const json::value body = json::parse(answer.body, answer_limits);
        if (const json::value* error = body.is_object() ? body.get_object().if_contains("error") : nullptr) {
            return *error;
        }
    } catch (const Error&) {
        // Something in between may have answered, with a page for people.
    }
    return json::object();
}

std::string sentence(std::string text) {
    if (!text.empty() && !text.ends_with('.')) text += '.';
    return text;
}

[[noreturn]] void refuse(const HttpAnswer& answer, const std::string& url, const Server::FieldPlace& field_place) {
    const json::value error = error_in(answer);
    const std::string message = text_member(error, "message");
    const std::string field = text_member(error, "field");
    const std::string status = std::to_string(answer.status);
    const std::string said = message.empty() ? "" : " " + sentence(message);
    if (answer.status >= 500 || answer.status == 429) {
        const std::string when =
            answer.retry_after > 0 ? " It asks to wait " + std::to_string(answer.retry_after) + " s." : "";
        throw Trouble(Exit::Unreachable,
                      url + " cannot do it now (" + status + ")." + said + when + " Try again later.");
    }
    if (answer.status < 400) {
        throw Trouble(Exit::Unreachable, url + " answered " + status +
                                             " and no JSON; redirects are not followed. Set DAYMARK_URL to where "
                                             "the API really is.");
    }
    std::string hint;
    if (answer.status == 401) hint = " Put an API key into DAYMARK_API_KEY.";
    if (answer.status == 403) hint = " Is it the right key, and may its user do this on this page?";
    const std::string place = field_place && !field.empty() ? field_place(field) : "";
    const std::string what = message.empty() ? "The server refused it (" + status + ")." : sentence(message);
    // The message names the field on Daymark; others may not.
    const std::string named = field.empty() || message.starts_with(field) ? "" : " (" + field + ")";
    throw Trouble(answer.status == 404 ? Exit::NotFound : Exit::Refused, place + what + named + hint);
}

}  // namespace

Address address_from(const Environment& environment, const std::string& key_file) {
    const auto text_of = [&](const char* variable) {
        const char* text = environment(variable);
        return std::string(text == nullptr ? "" : text);
    };
    Address address;
    const std::string url = text_of("DAYMARK_URL");
    address.url = checked_url(url.empty() ? default_url : url);
    if (key_file.empty()) {
        address.key = checked_key(text_of("DAYMARK_API_KEY"));
    } else {
        const auto text = read_file(key_file);
        if (!text) throw Trouble(Exit::Usage, "The key file " + key_file + " cannot be read.");
        address.key = checked_key(*text);
    }
    if (address.key.empty()) {
        throw Trouble(Exit::Usage,
                      "There is no API key: put it into DAYMARK_API_KEY, or name a file that holds it with "
                      "--key-file.");
    }
    return address;
}

std::string make_idempotency_key() {
    SystemRandom random;
    return "cli-" + random.text(24, "0123456789abcdefghijklmnopqrstuvwxyz");
}

std::string text_member(const json::value& from, std::string_view name) {
    const json::value* found = from.is_object() ? from.get_object().if_contains(name) : nullptr;
    return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

json::array Server::list(const std::string& path, const std::string& query) const {
    json::array all;
    std::set<std::string> seen;
    // Some servers answer the whole list whatever the page: a page that brings nothing new is the end. So is one that
    // is shorter than the shortest full page, whether or not the server knows per_page.
    constexpr std::size_t shortest_full_page = 50;
    for (int page = 1; page <= 1'000; ++page) {
        const std::string paging = "page=" + std::to_string(page) + "&per_page=100";
        json::value answer = get(path + "?" + (query.empty() ? "" : query + "&") + paging);
        if (!answer.is_array()) throw Trouble(Exit::Unreachable, url() + " did not answer " + path + " with a list.");
        const std::size_t count = answer.get_array().size();
        bool brought = false;
        for (json::value& one : answer.get_array()) {
            const std::string id = text_member(one, "id");
            if (id.empty() || !seen.insert(id).second) continue;
            all.push_back(std::move(one));
            brought = true;
        }
        if (!brought || count < shortest_full_page) break;
    }
    return all;
}

json::value Server::get(const std::string& path) const { return ask({"GET", path, {}, {}}); }

json::value Server::post(const std::string& path, const json::value& body) const {
    return ask({"POST", path, json::text(body), make_idempotency_key()});
}

json::value Server::put(const std::string& path, const json::value& body) const {
    return ask({"PUT", path, json::text(body), {}});
}

json::value Server::ask(HttpRequest request, const FieldPlace& field_place) const {
    const HttpAnswer answer = http_.send(request);
    if (answer.status < 200 || answer.status > 299) refuse(answer, url(), field_place);
    return parsed(answer, url());
}

}  // namespace daymark::client
