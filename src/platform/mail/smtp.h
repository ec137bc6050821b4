// Mails to one mail server (a relay) by SMTP, on a few connections that stay open.
#pragma once

#include "platform/base/clock.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace daymark::mail {

struct Letter {
    std::string envelope_from, to;  // addresses
    std::string bytes;              // of the whole mail, CRLF
};

/// What came of a mail. It was taken when `code` is 2xx.
struct SmtpAnswer {
    enum class Fault { None, Unreachable, BadTls, TimedOut, Broken, LoginRefused };
    Fault fault = Fault::None;
    bool sent = false;     // the server may have taken the mail: nothing came after its last byte
    int code = 0;          // of the reply that decided: taken, or refused by 4xx or 5xx; 0 when none did
    std::string text;      // that reply, "250 2.0.0 Ok: queued as 1A2B", or why there is none; ASCII, at most 500 bytes
    bool greeted = false;  // the refusal was about this mail or its receiver, not about the whole connection
    Millis took = 0;
};

/// A pool of threads, one connection each. Opportunistic STARTTLS with smtp://, TLS from the first byte with smtps://.
class SmtpClient {
public:
    struct Options {
        /// "smtp://user:password@host:port" or "smtps://…"; user and password percent-encoded. With a user, or with
        /// `?tls=required`, the connection must be encrypted. `?tls=never`: it is not.
        std::string url;
        std::size_t connections = 20;
        std::size_t mails_per_connection = 100;
        std::size_t mails_per_minute = 0;  // over all connections, evenly; 0: as many as it takes
        Millis connect = 10 * one_second;  // until the server is ready for a mail
        Millis whole = 60 * one_second;    // for a mail
        std::string ca_file;               // "" for the system's
        std::string own_name;              // said in EHLO; "" for this machine's
    };
    /// Throws std::runtime_error for the operator when the URL is none of those.
    explicit SmtpClient(Options options);
    /// Waits for mails under way, no longer than their time limit; those in the queue answer Unreachable.
    ~SmtpClient();
    SmtpClient(const SmtpClient&) = delete;
    SmtpClient& operator=(const SmtpClient&) = delete;

    /// Returns at once, from any thread. `done` is called exactly once, on one of the pool's threads, and throws
    /// nothing. A mail with bare CR or LF, or whose addresses are none, is Broken and never sent.
    void send(Letter letter, std::function<void(SmtpAnswer)> done);

private:
    class Pool;
    std::unique_ptr<Pool> pool_;
};

}  // namespace daymark::mail
