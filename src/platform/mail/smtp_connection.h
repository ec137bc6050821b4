// One connection to a mail server, by libcurl. For one thread.
#pragma once

#include "platform/base/clock.h"
#include "platform/mail/smtp.h"
#include "platform/mail/smtp_url.h"

#include <curl/curl.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::mail {

class SmtpConnection {
public:
    struct Manner {
        SmtpUrl url;
        std::string ca_file, own_name;
        Millis connect = 0;
    };
    /// `manner` must outlive it. The first mail opens the connection.
    explicit SmtpConnection(const Manner& manner);
    /// Says QUIT and waits for nothing.
    ~SmtpConnection();
    SmtpConnection(const SmtpConnection&) = delete;
    SmtpConnection& operator=(const SmtpConnection&) = delete;

    /// Waits for the answer, but not longer than `within`. `took` is not set.
    [[nodiscard]] SmtpAnswer give(const Letter& letter, Millis within);
    /// Opens the connection and logs in, in place of a first mail. For a connection that does nothing else.
    [[nodiscard]] SmtpAnswer greet(Millis within);
    /// Whether the server was asked to encrypt, which it is when it says that it can.
    [[nodiscard]] bool asked_for_tls() const { return asked_for_tls_; }
    /// How many mails it gave.
    [[nodiscard]] std::size_t given() const { return given_; }
    /// Whether the server had given it up when the last mail came, which thus was not heard of.
    [[nodiscard]] bool was_stale() const { return stale_; }

private:
    enum class Step { Greeting, Session, Tls, Login, Sender, Receiver };  // Receiver: and what comes then

    void set_up();
    void set_times(Millis within);
    void hear(std::string_view line);
    void say(std::string_view command);
    void stop_listening();
    [[nodiscard]] SmtpAnswer judge(CURLcode result) const;
    static std::size_t read(char* buffer, std::size_t size, std::size_t count, void* self);
    static int watch(CURL*, curl_infotype kind, char* bytes, std::size_t size, void* self);
    static curl_socket_t open(void* self, curlsocktype, curl_sockaddr* address);
    static int close(void* self, curl_socket_t socket);

    const Manner& manner_;
    std::vector<curl_socket_t> sockets_;  // more than one only while addresses are tried
    char trouble_[CURL_ERROR_SIZE] = "";
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl_;
    std::size_t given_ = 0;
    bool stale_ = false;
    bool asked_for_tls_ = false;
    bool over_ = false;  // QUIT was said

    // Of the mail under way.
    std::string_view left_;  // what was not yet asked for
    Step step_ = Step::Greeting;
    bool whole_ = false;     // its last byte is with the socket
    int code_ = 0;           // of the answer to what was said last; 0 as long as there is none
    bool complete_ = false;  // no more lines belong to `reply_`
    std::string reply_;
};

}  // namespace daymark::mail
