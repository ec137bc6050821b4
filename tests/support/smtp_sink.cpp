// As much of RFC 5321 as a client needs to hand over a mail.
#include "support/smtp_sink.h"

#include "platform/crypto/base64.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace daymark::test {
namespace {

using Then = SmtpSink::Act::Then;

std::string without_stuffed_dots(const std::string& data) {
    std::string bytes;
    bool line_begins = true;
    for (const char c : data) {
        if (!line_begins || c != '.') bytes += c;
        line_begins = c == '\n';
    }
    return bytes;
}

}  // namespace

class SmtpSink::Session {
public:
    Session(SmtpSink& sink, RudeServer::Peer& peer) : sink_(sink), peer_(peer) {
        const std::lock_guard lock(sink.mutex_);
        writing_ = sink.writing_;
        identity_ = sink.identity_.get();
        if (sink.tls_first_) tls_.emplace(*identity_, peer_);
    }

    void run() {
        if (!act("", {"220 sink.example ESMTP"})) return;
        while (auto line = read_until("\r\n")) {
            if (!take(*line)) return;
        }
    }

private:
    /// False when the connection ends.
    bool take(const std::string& line) {
        if (line.starts_with("QUIT")) {
            const std::lock_guard lock(sink_.mutex_);
            ++sink_.quits_;
            sink_.changed_.notify_all();
        }
        if (line.starts_with("EHLO") || line.starts_with("HELO")) return greet(line);
        if (line.starts_with("STARTTLS")) return encrypt();
        if (line.starts_with("AUTH ")) return log_in(line);
        if (line.starts_with("MAIL FROM:")) mail_ = {argument(line), {}, {}, login_, greeting_, tls_.has_value()};
        if (line.starts_with("RCPT TO:")) mail_.to = argument(line);
        if (line == "DATA") return act(line, {"354 go ahead"}) && data();
        if (line.starts_with("QUIT")) return act(line, {"221 bye", Then::Cut});
        return act(line, {"250 2.0.0 ok"});
    }

    bool greet(const std::string& line) {
        greeting_ = line;
        return act(line, {line.starts_with("EHLO") ? sink_.extensions(tls_.has_value()) : "250 sink.example"});
    }

    bool encrypt() {
        const Act what = sink_.rule_for("STARTTLS").value_or(Act{"220 go ahead", Then::GoOn});
        if (!perform(what)) return false;
        if (!what.say.starts_with("220")) return true;
        if (identity_ != nullptr) {
            tls_.emplace(*identity_, peer_);
        } else {
            (void)peer_.read_bytes();
            say("this is no TLS");
        }
        return true;
    }

    /// AUTH PLAIN or LOGIN, the user's name with it; LOGIN asks for the password then.
    bool log_in(const std::string& line) {
        const std::string word =
            crypto::from_base64(line.substr(std::min(line.size(), line.rfind(' ') + 1))).value_or("");
        if (line.starts_with("AUTH PLAIN ")) {
            login_ = word.substr(std::min<std::size_t>(word.size(), 1));
            std::ranges::replace(login_, '\0', ':');
        } else {
            const auto password = ask("334 UGFzc3dvcmQ6");
            if (!password) return false;
            login_ = word + ":" + crypto::from_base64(*password).value_or("");
        }
        return act("AUTH", {"235 welcome"});
    }

    std::optional<std::string> ask(const std::string& what) {
        say(what);
        return read_until("\r\n");
    }

    bool data() {
        const auto bytes = read_until("\r\n.\r\n");
        if (!bytes) return false;
        mail_.bytes = without_stuffed_dots(*bytes + "\r\n");
        const Act what = sink_.rule_for(".").value_or(Act{"250 2.0.0 taken", Then::GoOn});
        if (what.say.empty() || what.say.starts_with('2')) {
            const std::lock_guard lock(sink_.mutex_);
            sink_.mails_.push_back(mail_);
        }
        return perform(what);
    }

    bool act(const std::string& line, Act usual) { return perform(sink_.rule_for(line).value_or(std::move(usual))); }

    bool perform(const Act& what) {
        if (!what.say.empty()) say(what.say);
        if (what.then == Then::Hang) peer_.wait_for_end();
        return what.then == Then::GoOn;
    }

    void say(const std::string& lines) {
        const bool bare = writing_ == Writing::BareLf;
        std::string bytes;
        for (const char c : lines + '\n') bytes += c == '\n' && !bare ? "\r\n" : std::string(1, c);
        if (writing_ != Writing::Bytewise) return send(bytes);
        for (const char c : bytes) send({&c, 1});
    }

    void send(std::string_view bytes) {
        if (tls_)
            tls_->send(bytes);
        else
            peer_.send(bytes);
    }

    /// What comes before `end`; nothing when the client goes.
    std::optional<std::string> read_until(std::string_view end) {
        std::size_t at = 0;
        while ((at = came_.find(end)) == std::string::npos) {
            const std::string more = tls_ ? tls_->read_bytes() : peer_.read_bytes();
            if (more.empty()) return std::nullopt;
            came_ += more;
        }
        std::string text = came_.substr(0, at);
        came_.erase(0, at + end.size());
        return text;
    }

    static std::string argument(const std::string& line) { return line.substr(line.find(':') + 1); }

    SmtpSink& sink_;
    RudeServer::Peer& peer_;
    Writing writing_ = Writing::Usual;
    TlsIdentity* identity_ = nullptr;
    std::optional<TlsWire> tls_;
    std::string came_, login_, greeting_;
    Mail mail_;
};

SmtpSink::SmtpSink()
    : server_(std::make_unique<RudeServer>([this](RudeServer::Peer& peer) { Session(*this, peer).run(); })) {}

void SmtpSink::on(const std::string& line, Act act, std::size_t times) {
    const std::lock_guard lock(mutex_);
    rules_.push_back({line, std::move(act), times});
}

void SmtpSink::offer(const std::string& extension) {
    const std::lock_guard lock(mutex_);
    extensions_.push_back(extension);
}

void SmtpSink::write(Writing writing) {
    const std::lock_guard lock(mutex_);
    writing_ = writing;
}

void SmtpSink::encrypt(const std::string& subject, bool first) {
    const std::lock_guard lock(mutex_);
    identity_ = std::make_unique<TlsIdentity>(subject);
    tls_first_ = first;
}

std::vector<SmtpSink::Mail> SmtpSink::mails() {
    const std::lock_guard lock(mutex_);
    return mails_;
}

bool SmtpSink::wait_for_quits(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), [&] { return quits_ >= count; });
}

std::optional<SmtpSink::Act> SmtpSink::rule_for(const std::string& line) {
    const std::lock_guard lock(mutex_);
    for (Rule& rule : rules_) {
        const bool fits = rule.line.empty() ? line.empty() : line.starts_with(rule.line);
        if (!fits || rule.times == 0) continue;
        --rule.times;
        return rule.act;
    }
    return std::nullopt;
}

std::string SmtpSink::extensions(bool encrypted) {
    const std::lock_guard lock(mutex_);
    std::string text = "250-sink.example";
    for (const std::string& extension : extensions_) text += "\n250-" + extension;
    if (identity_ && !encrypted) text += "\n250-STARTTLS";
    return text + "\n250 8BITMIME";
}

}  // namespace daymark::test
