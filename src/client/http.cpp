// The only file that sees curl.
#include "client/http.h"

#include "client/trouble.h"

#include <memory>

#include <curl/curl.h>

namespace daymark::client {
namespace {

constexpr long connect_milliseconds = 5'000;
constexpr long whole_milliseconds = 30'000;
constexpr std::size_t most_bytes = 32 << 20;  // of an answer
constexpr int most_tries = 3;
constexpr long longest_wait_seconds = 30;

using Handle = std::unique_ptr<CURL, void (*)(CURL*)>;

class Headers {
public:
    Headers() = default;
    ~Headers() { curl_slist_free_all(list_); }
    Headers(const Headers&) = delete;
    Headers& operator=(const Headers&) = delete;

    void add(const std::string& line) {
        curl_slist* longer = curl_slist_append(list_, line.c_str());
        if (longer == nullptr) throw std::bad_alloc();
        list_ = longer;
    }
    [[nodiscard]] curl_slist* list() const { return list_; }

private:
    curl_slist* list_ = nullptr;
};

std::size_t take_bytes(char* bytes, std::size_t, std::size_t count, void* to) {
    auto& body = *static_cast<std::string*>(to);
    if (body.size() + count > most_bytes) return 0;  // makes curl stop
    body.append(bytes, count);
    return count;
}

void add_headers(Headers& headers, const Address& address, const HttpRequest& request) {
    headers.add("Authorization: Bearer " + address.key);
    headers.add("Accept: application/json");
    headers.add("Content-Type: application/json");
    headers.add("Expect:");  // or curl waits for a "100 Continue" before it sends a longer body
    if (!request.idempotency_key.empty()) headers.add("Idempotency-Key: " + request.idempotency_key);
}

void set_up(CURL* curl, const std::string& url, const HttpRequest& request, const Headers& headers, HttpAnswer& answer,
            char* error) {
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, connect_milliseconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, whole_milliseconds);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "daymark/" DAYMARK_VERSION);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.list());
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    if (request.method != "GET") {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
}

std::string reason_of(CURLcode code, const char* error, const HttpAnswer& answer) {
    if (code == CURLE_WRITE_ERROR && answer.body.size() > most_bytes / 2) return "its answer is too large";
    return *error != '\0' ? error : curl_easy_strerror(code);
}

}  // namespace

std::string segment(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '_' || byte == '~';
        if (plain) {
            encoded += c;
        } else {
            encoded += {'%', digits[byte >> 4], digits[byte & 15]};
        }
    }
    return encoded;
}

HttpAnswer Http::send(const HttpRequest& request) const {
    for (int attempt = 1;; ++attempt) {
        HttpAnswer answer = send_once(request);
        // Both words mean that nothing was carried out; all else might have been, and is not sent again.
        const bool busy = answer.status == 429 || answer.status == 503;
        const bool says_when = answer.retry_after > 0 && answer.retry_after <= longest_wait_seconds;
        if (!busy || !says_when || attempt == most_tries) return answer;
        wait_(answer.retry_after);
    }
}

HttpAnswer Http::send_once(const HttpRequest& request) const {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    const Handle curl(ready == CURLE_OK ? curl_easy_init() : nullptr, curl_easy_cleanup);
    if (!curl) throw std::runtime_error("The HTTP library could not be started");
    Headers headers;
    add_headers(headers, address_, request);
    HttpAnswer answer;
    char error[CURL_ERROR_SIZE] = "";
    set_up(curl.get(), address_.url + request.path, request, headers, answer, error);
    const CURLcode code = curl_easy_perform(curl.get());
    if (code != CURLE_OK) {
        throw Trouble(Exit::Unreachable, "No answer from " + address_.url + ": " + reason_of(code, error, answer) +
                                             ". Is DAYMARK_URL right, and does the server run?");
    }
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    curl_off_t seconds = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RETRY_AFTER, &seconds);
    answer.retry_after = static_cast<long>(seconds);
    return answer;
}

}  // namespace daymark::client
