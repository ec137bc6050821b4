// What goes over the wire is watched, for libcurl's codes do not tell a refused receiver from a broken connection.
#include "platform/mail/smtp_connection.h"

#include "platform/mail/address.h"
#include "platform/text/number.h"
#include "platform/text/trim.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include <sys/socket.h>
#include <unistd.h>

namespace daymark::mail {
namespace {

using Answer = SmtpAnswer;

constexpr std::size_t longest_text = 500;

class List {
public:
    explicit List(const std::string& item) : list_(curl_slist_append(nullptr, item.c_str())) {}
    ~List() { curl_slist_free_all(list_); }
    List(const List&) = delete;
    List& operator=(const List&) = delete;
    [[nodiscard]] curl_slist* get() const { return list_; }

private:
    curl_slist* list_;
};

/// Whatever a server says, fit for logs and databases.
void append_printable(std::string& text, std::string_view line) {
    for (const char c : line) text += c >= ' ' && c <= '~' ? c : '?';
    if (text.size() > longest_text) text.erase(0, text.size() - longest_text);
}

/// Refusals that are about how this client behaves, whatever the mail (RFC 5321, RFC 4954).
bool is_about_connection(int code) {
    return code == 421 || code == 454 || code == 530 || code == 534 || code == 535 || code == 538;
}

Answer::Fault fault_of(CURLcode result) {
    switch (result) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_CONNECT:
        case CURLE_FAILED_INIT:
            return Answer::Fault::Unreachable;
        case CURLE_OPERATION_TIMEDOUT:
            return Answer::Fault::TimedOut;
        case CURLE_LOGIN_DENIED:
            return Answer::Fault::LoginRefused;
        case CURLE_USE_SSL_FAILED:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_PEER_FAILED_VERIFICATION:
            return Answer::Fault::BadTls;
        default:
            return Answer::Fault::Broken;
    }
}

/// libcurl says EHLO with what stands as the path.
std::string url_of(const SmtpConnection::Manner& manner, CURL* curl) {
    const int size = static_cast<int>(manner.own_name.size());
    const std::unique_ptr<char, decltype(&curl_free)> name(curl_easy_escape(curl, manner.own_name.c_str(), size),
                                                           &curl_free);
    return manner.url.server + (manner.own_name.empty() || !name ? "" : name.get());
}

}  // namespace

SmtpConnection::SmtpConnection(const Manner& manner) : manner_(manner), curl_(nullptr, &curl_easy_cleanup) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready == CURLE_OK) curl_.reset(curl_easy_init());
    if (curl_) set_up();
}

SmtpConnection::~SmtpConnection() {
    stop_listening();
    curl_.reset();  // it calls back
}

void SmtpConnection::set_up() {
    CURL* const curl = curl_.get();
    const SmtpUrl& url = manner_.url;
    const bool checked = url.tls == SmtpUrl::Tls::First || url.tls == SmtpUrl::Tls::Required;
    const curl_usessl starttls = url.tls == SmtpUrl::Tls::Required    ? CURLUSESSL_ALL
                                 : url.tls == SmtpUrl::Tls::IfOffered ? CURLUSESSL_TRY
                                                                      : CURLUSESSL_NONE;
    curl_easy_setopt(curl, CURLOPT_URL, url_of(manner_, curl).c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);  // a name server that hangs must not hold up the pool
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, trouble_);
    curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(starttls));
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, checked ? 1L : 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, checked ? 2L : 0L);
    if (checked) curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!manner_.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, manner_.ca_file.c_str());
    if (!url.user.empty()) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, url.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, url.password.c_str());
        curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
        curl_easy_setopt(curl, CURLOPT_SASL_IR, 1L);
    }
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);  // without a size: stuffed dots would count towards it
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read);
    curl_easy_setopt(curl, CURLOPT_READDATA, this);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, watch);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, this);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(curl, CURLOPT_CLOSESOCKETFUNCTION, close);
    curl_easy_setopt(curl, CURLOPT_CLOSESOCKETDATA, this);
}

SmtpAnswer SmtpConnection::give(const Letter& letter, Millis within) {
    left_ = letter.bytes;
    step_ = Step::Greeting;
    whole_ = complete_ = stale_ = false;
    code_ = 0;
    reply_.clear();
    *trouble_ = '\0';
    CURL* const curl = curl_.get();
    if (curl == nullptr) return judge(CURLE_FAILED_INIT);

    const std::string from = "<" + with_ascii_host(letter.envelope_from) + ">";
    const List to("<" + with_ascii_host(letter.to) + ">");
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to.get());
    set_times(within);
    const CURLcode result = curl_easy_perform(curl);

    long opened = 0;
    curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &opened);
    SmtpAnswer answer = judge(result);
    const bool unheard = answer.fault == Answer::Fault::Broken || answer.code == 421;
    stale_ = opened == 0 && step_ == Step::Sender && unheard;
    ++given_;
    return answer;
}

SmtpAnswer SmtpConnection::greet(Millis within) {
    if (!curl_) return judge(CURLE_FAILED_INIT);
    curl_easy_setopt(curl_.get(), CURLOPT_CONNECT_ONLY, 1L);
    set_times(within);
    return judge(curl_easy_perform(curl_.get()));
}

void SmtpConnection::set_times(Millis within) {
    CURL* const curl = curl_.get();
    const Millis whole = std::max<Millis>(within, 1);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(whole));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::clamp<Millis>(manner_.connect, 1, whole)));
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(whole / one_second + 1));
}

SmtpAnswer SmtpConnection::judge(CURLcode result) const {
    const bool refused = code_ >= 400 && step_ != Step::Tls && result != CURLE_OPERATION_TIMEDOUT;
    const bool taken = result == CURLE_OK || (whole_ && code_ / 100 == 2);
    SmtpAnswer answer;
    if (taken || refused) {
        answer.code = code_;
        answer.text = reply_;
        answer.greeted = refused && step_ >= Step::Sender && !is_about_connection(code_);
        if (refused && step_ == Step::Login && code_ != 421) answer.fault = Answer::Fault::LoginRefused;
        return answer;
    }
    answer.fault = fault_of(result);
    if (step_ == Step::Tls && answer.fault == Answer::Fault::Broken) answer.fault = Answer::Fault::BadTls;
    answer.sent = whole_;
    append_printable(answer.text, *trouble_ != '\0' ? trouble_ : curl_easy_strerror(result));
    return answer;
}

void SmtpConnection::hear(std::string_view line) {
    if (over_) return;
    line = text::trimmed(line, text::blanks_and_line_ends);
    if (complete_) reply_.clear();
    if (!reply_.empty()) reply_ += ' ';
    append_printable(reply_, line);
    const int code = text::whole_number<int>(line.substr(0, 3)).value_or(0);
    complete_ = code >= 100 && code < 600 && (line.size() == 3 || line[3] == ' ');
    if (complete_) code_ = code;
}

void SmtpConnection::say(std::string_view command) {
    over_ = command.starts_with("QUIT");
    if (over_) return stop_listening();
    if (command.starts_with("HELO")) return;  // what EHLO was refused with may be all that comes
    code_ = 0;
    reply_.clear();
    if (command.starts_with("EHLO")) step_ = Step::Session;
    if (command.starts_with("STARTTLS")) {
        step_ = Step::Tls;
        asked_for_tls_ = true;
    }
    if (command.starts_with("AUTH ")) step_ = Step::Login;
    if (command.starts_with("MAIL FROM:")) step_ = Step::Sender;
    if (command.starts_with("RCPT TO:")) step_ = Step::Receiver;
}

/// libcurl waits up to two minutes for the answer to its QUIT. It comes at once as the end of the connection.
void SmtpConnection::stop_listening() {
    for (const curl_socket_t socket : sockets_) ::shutdown(socket, SHUT_RD);
}

std::size_t SmtpConnection::read(char* buffer, std::size_t size, std::size_t count, void* self) {
    auto& mine = *static_cast<SmtpConnection*>(self);
    const std::size_t part = std::min(size * count, mine.left_.size());
    std::memcpy(buffer, mine.left_.data(), part);
    mine.left_.remove_prefix(part);
    if (part == 0) {
        mine.whole_ = true;
        mine.code_ = 0;
    }
    return part;
}

int SmtpConnection::watch(CURL*, curl_infotype kind, char* bytes, std::size_t size, void* self) {
    auto& mine = *static_cast<SmtpConnection*>(self);
    if (kind == CURLINFO_HEADER_IN) mine.hear({bytes, size});
    if (kind == CURLINFO_HEADER_OUT) mine.say({bytes, size});
    return 0;
}

curl_socket_t SmtpConnection::open(void* self, curlsocktype, curl_sockaddr* address) {
    const int socket = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (socket < 0) return CURL_SOCKET_BAD;
    auto& mine = *static_cast<SmtpConnection*>(self);
    mine.sockets_.push_back(socket);
    mine.over_ = false;
    return socket;
}

int SmtpConnection::close(void* self, curl_socket_t socket) {
    std::erase(static_cast<SmtpConnection*>(self)->sockets_, socket);
    return ::close(socket);
}

}  // namespace daymark::mail
