// A mail server on the loopback that keeps what it gets, and misbehaves as it is told.
#pragma once

#include "support/rude_server.h"
#include "support/tls_wire.h"

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace daymark::test {

class SmtpSink {
public:
    struct Mail {
        std::string from, to;  // as in the commands: "<kim@example.org>"
        std::string bytes;     // without the dots that were stuffed
        std::string login;     // "user:password"
        std::string greeting;  // "EHLO host"
        bool encrypted = false;
    };
    /// What it says to a line, and what comes of the connection then.
    struct Act {
        enum class Then { GoOn, Hang, Cut };
        std::string say;  // lines by '\n', without the last one; "" for nothing
        Then then = Then::GoOn;
    };
    enum class Writing { Usual, Bytewise, BareLf };

    SmtpSink();

    /// What it does instead when a client's line begins with `line`, the `times` next times. "" is the client's
    /// coming, "." the end of a mail, which is kept unless `say` refuses it.
    void on(const std::string& line, Act act, std::size_t times = 1'000'000);
    /// "AUTH PLAIN", "SIZE 1000": said to EHLO.
    void offer(const std::string& extension);
    void write(Writing writing);
    /// Offers STARTTLS or, if `first`, speaks TLS from the first byte. Not while there are connections.
    void encrypt(const std::string& subject, bool first = false);
    /// What a client must trust then.
    [[nodiscard]] const std::string& certificate() const { return identity_->certificate(); }

    [[nodiscard]] std::string port() const { return std::to_string(server_->port()); }
    /// "smtp://127.0.0.1:12345".
    [[nodiscard]] std::string url() const { return "smtp://127.0.0.1:" + port(); }
    [[nodiscard]] std::vector<Mail> mails();
    [[nodiscard]] std::size_t connections() { return server_->accepted(); }
    /// Until so many clients said QUIT. False when that takes longer than a test should.
    [[nodiscard]] bool wait_for_quits(std::size_t count);

private:
    class Session;
    struct Rule {
        std::string line;
        Act act;
        std::size_t times;
    };

    [[nodiscard]] std::optional<Act> rule_for(const std::string& line);
    [[nodiscard]] std::string extensions(bool encrypted);

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Rule> rules_;
    std::vector<std::string> extensions_;
    std::vector<Mail> mails_;
    std::size_t quits_ = 0;
    Writing writing_ = Writing::Usual;
    bool tls_first_ = false;
    std::unique_ptr<TlsIdentity> identity_;
    std::unique_ptr<RudeServer> server_;  // last: its threads use the others
};

}  // namespace daymark::test
