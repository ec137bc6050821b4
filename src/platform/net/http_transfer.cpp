// The rules of libcurl, and what it calls while a request is under way.
#include "platform/net/http_transfer.h"

#include "platform/text/trim.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace daymark::net {
namespace {

using Fault = HttpAnswer::Fault;

constexpr std::size_t most_headers = 128;  // Guess: of an answer; what comes after them is not kept

long as_milliseconds(Millis time) { return std::max(static_cast<long>(time), 1L); }

/// "192.0.2.7", "2001:db8::1"; "" for what is no address of the Internet.
std::string numeric(const curl_sockaddr& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* bytes = nullptr;
    if (address.family == AF_INET) bytes = &reinterpret_cast<const sockaddr_in&>(address.addr).sin_addr;
    if (address.family == AF_INET6) bytes = &reinterpret_cast<const sockaddr_in6*>(&address.addr)->sin6_addr;
    if (bytes == nullptr || ::inet_ntop(address.family, bytes, text.data(), text.size()) == nullptr) return {};
    return text.data();
}

bool always_has_body(const std::string& method) { return method == "POST" || method == "PUT" || method == "PATCH"; }

bool is_about_tls(CURLcode result) {
    constexpr std::array codes = {CURLE_SSL_CONNECT_ERROR,     CURLE_PEER_FAILED_VERIFICATION,
                                  CURLE_SSL_CERTPROBLEM,       CURLE_SSL_CIPHER,
                                  CURLE_SSL_CACERT_BADFILE,    CURLE_SSL_ISSUER_ERROR,
                                  CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH};
    return std::ranges::find(codes, result) != codes.end();
}

}  // namespace

Transfer::Transfer(const AddressGuard& guard, const HttpClient::Limits& limits)
    : guard_(guard), limits_(limits), handle_(curl_easy_init(), curl_easy_cleanup) {
    if (!handle_) throw std::runtime_error("The HTTP library could not be started");
}

Transfer& Transfer::of(CURL* handle) {
    void* transfer = nullptr;
    curl_easy_getinfo(handle, CURLINFO_PRIVATE, &transfer);
    return *static_cast<Transfer*>(transfer);
}

template <class T>
void Transfer::set(CURLoption option, T value) {
    if (curl_easy_setopt(handle_.get(), option, value) != CURLE_OK) {
        throw std::runtime_error("The HTTP library does not know option " + std::to_string(option));
    }
}

void Transfer::begin(Job job) {
    job_ = std::move(job);
    answer_ = {};
    room_ = limits_.answer_bytes;
    head_done_ = cut_ = refused_ = false;
    curl_easy_reset(handle_.get());  // it keeps an address and a count of retries from before, otherwise
    set_rules();
    set(CURLOPT_CURLU, job_.target.url.get());
    set_body();
    set_headers();
}

/// The same for all requests. Nothing is followed, kept, unpacked, or taken from the environment.
void Transfer::set_rules() {
    set(CURLOPT_PRIVATE, static_cast<void*>(this));
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOPROXY, "*");
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_USERAGENT, "daymark/" DAYMARK_VERSION);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_QUICK_EXIT, 1L);  // or the thread waits for name servers that do not answer
    set(CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_socket);
    set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
    set(CURLOPT_PREREQFUNCTION, &Transfer::before_sending);
    set(CURLOPT_PREREQDATA, static_cast<void*>(this));
    set(CURLOPT_HEADERFUNCTION, &Transfer::take_line);
    set(CURLOPT_HEADERDATA, static_cast<void*>(this));
    set(CURLOPT_WRITEFUNCTION, &Transfer::take_body);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
    set(CURLOPT_CONNECTTIMEOUT_MS, as_milliseconds(limits_.connect));
    set(CURLOPT_TIMEOUT_MS, as_milliseconds(limits_.whole));
}

void Transfer::set_body() {
    const HttpRequest& request = job_.request;
    if (request.method == "HEAD") {
        set(CURLOPT_NOBODY, 1L);
    } else if (!request.body.empty() || always_has_body(request.method)) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_POSTFIELDS, request.body.data());
    }
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

void Transfer::set_headers() {
    // Neither a wait for "100 Continue" nor a media type that nobody gave.
    lines_ = {"Expect:", "Content-Type:"};
    for (const auto& [name, value] : job_.request.headers) {
        // To libcurl "name:" means to leave the header out, "name;" that it has no value.
        const std::string_view trimmed = text::trimmed(value);
        lines_.push_back(name + (trimmed.empty() ? ";" : ": ") + std::string(trimmed));
    }
    line_nodes_.resize(lines_.size());
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        line_nodes_[i] = {lines_[i].data(), i + 1 < lines_.size() ? &line_nodes_[i + 1] : nullptr};
    }
    set(CURLOPT_HTTPHEADER, line_nodes_.data());
}

/// Comes when a connection stands, before each time the request is written. The second time is libcurl's own idea,
/// after a connection kept from before broke: the other side may have acted on what it had got by then.
int Transfer::before_sending(void* transfer, char*, char*, int, int) {
    auto& self = *static_cast<Transfer*>(transfer);
    long written = 0;
    curl_easy_getinfo(self.handle(), CURLINFO_REQUEST_SIZE, &written);
    if (written > 0) return CURL_PREREQFUNC_ABORT;
    self.answer_.sent = true;
    return CURL_PREREQFUNC_OK;
}

/// The only place where connections are made, whatever the URL looked like and the name servers said.
curl_socket_t Transfer::open_socket(void* transfer, curlsocktype, curl_sockaddr* address) {
    auto& self = *static_cast<Transfer*>(transfer);
    if (!self.guard_.may_reach(numeric(*address))) {
        self.refused_ = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t Transfer::take_line(char* bytes, std::size_t, std::size_t count, void* transfer) {
    auto& self = *static_cast<Transfer*>(transfer);
    self.cut_ = count > self.room_;
    if (self.cut_) return 0;  // makes libcurl stop
    self.room_ -= count;
    self.take_header({bytes, count});
    return count;
}

std::size_t Transfer::take_body(char* bytes, std::size_t, std::size_t count, void* transfer) {
    auto& self = *static_cast<Transfer*>(transfer);
    const std::size_t taken = std::min(count, self.room_);
    self.cut_ = taken < count;
    self.room_ -= taken;
    self.answer_.body.append(bytes, taken);
    return self.cut_ ? 0 : count;
}

/// One line of a head: the status, a header, the blank line; or of what may follow the body, which is not kept.
void Transfer::take_header(std::string_view line) {
    if (line.starts_with("HTTP/")) {
        answer_.headers.clear();  // a "100 Continue" or the like came before
        head_done_ = false;
        return;
    }
    const std::string_view bare = text::trimmed(line, text::blanks_and_line_ends);
    const std::size_t colon = bare.find(':');
    const bool header =
        !head_done_ && !line.starts_with(' ') && !line.starts_with('\t') && colon != std::string_view::npos;
    head_done_ = head_done_ || bare.empty();
    if (!header || answer_.headers.size() == most_headers) return;
    answer_.headers.emplace_back(http::to_lower(bare.substr(0, colon)), text::trimmed(bare.substr(colon + 1)));
}

HttpAnswer Transfer::end(CURLcode result) {
    long status = 0;
    curl_off_t microseconds = 0;
    curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(handle(), CURLINFO_TOTAL_TIME_T, &microseconds);
    answer_.status = static_cast<int>(status);
    answer_.took = microseconds / 1000;
    answer_.fault = fault_of(result);
    return std::exchange(answer_, {});
}

Fault Transfer::fault_of(CURLcode result) const {
    const bool whole = result == CURLE_OK && head_done_;
    if (whole || cut_) return answer_.status >= 200 ? Fault::None : Fault::Broken;
    if (refused_ && !answer_.sent) return Fault::Refused;
    if (is_about_tls(result)) return Fault::BadTls;
    switch (result) {
        case CURLE_OPERATION_TIMEDOUT:
            return Fault::TimedOut;
        case CURLE_COULDNT_RESOLVE_HOST:
            return Fault::NoName;
        case CURLE_URL_MALFORMAT:
            return Fault::BadAddress;
        default:
            return answer_.sent ? Fault::Broken : Fault::Unreachable;
    }
}

}  // namespace daymark::net
