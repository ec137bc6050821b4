// A queue and threads, each with a connection of its own.
#include "platform/mail/smtp.h"

#include "platform/mail/address.h"
#include "platform/mail/smtp_connection.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace daymark::mail {
namespace {

using Moment = std::chrono::steady_clock::time_point;

/// After that long without a mail a connection is given back: servers count those that are open.
constexpr std::chrono::seconds longest_idle{5};

Millis since(Moment start) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
}

/// Whether its lines end by CRLF and by nothing else: servers differ on where the mail ends in others.
bool has_clean_lines(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\0' || bytes[i] == '\n') return false;
        if (bytes[i] == '\r' && (++i == bytes.size() || bytes[i] != '\n')) return false;
    }
    return !bytes.empty();
}

/// "" too, a host's name or an address in brackets.
bool is_own_name(std::string_view name) {
    return name.size() <= 255 && std::ranges::all_of(name, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      std::string_view("-.:[]_").find(c) != std::string_view::npos;
           });
}

}  // namespace

class SmtpClient::Pool {
public:
    explicit Pool(Options options)
        : whole_(options.whole),
          mails_per_connection_(options.mails_per_connection),
          apart_(options.mails_per_minute == 0
                     ? Moment::duration{}
                     : Moment::duration{std::chrono::minutes(1)} / static_cast<long>(options.mails_per_minute)),
          manner_{read_smtp_url(options.url), std::move(options.ca_file), std::move(options.own_name),
                  options.connect} {
        if (!is_own_name(manner_.own_name))
            throw std::runtime_error("The name said to the mail server is no host's name");
        const std::size_t count = std::max<std::size_t>(options.connections, 1);
        for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
    }

    ~Pool() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        changed_.notify_all();
        for (std::thread& thread : threads_) thread.join();
    }

    void send(Letter letter, std::function<void(SmtpAnswer)> done) {
        {
            const std::lock_guard lock(mutex_);
            queue_.push_back({std::move(letter), std::move(done)});
        }
        changed_.notify_one();
    }

private:
    struct Job {
        Letter letter;
        std::function<void(SmtpAnswer)> done;
    };
    using Connection = std::optional<SmtpConnection>;

    void work() {
        Connection connection;
        while (const auto job = next(connection)) {
            const Moment start = std::chrono::steady_clock::now();
            SmtpAnswer answer = deliver(job->letter, connection, start);
            answer.took = since(start);
            job->done(std::move(answer));
        }
    }

    /// Waits for one. Nothing when there will be none.
    std::optional<Job> next(Connection& connection) {
        std::unique_lock lock(mutex_);
        const auto awake = [this] { return stopping_ || !queue_.empty(); };
        if (connection && !changed_.wait_for(lock, longest_idle, awake)) {
            lock.unlock();
            connection.reset();
            lock.lock();
        }
        changed_.wait(lock, awake);
        if (queue_.empty()) return std::nullopt;
        std::optional<Job> job = std::move(queue_.front());
        queue_.pop_front();
        const Moment turn = std::max(next_turn_, std::chrono::steady_clock::now());
        next_turn_ = turn + apart_;
        changed_.wait_until(lock, turn, [this] { return stopping_.load(); });
        return job;
    }

    SmtpAnswer deliver(const Letter& letter, Connection& connection, Moment start) {
        using Fault = SmtpAnswer::Fault;
        if (stopping_) return {.fault = Fault::Unreachable, .text = "The server is being stopped"};
        if (!is_address(letter.envelope_from) || !is_address(letter.to) || !has_clean_lines(letter.bytes))
            return {.fault = Fault::Broken, .text = "The mail or an address of it cannot go over the wire"};
        for (;;) {
            if (!connection) connection.emplace(manner_);
            SmtpAnswer answer = connection->give(letter, whole_ - since(start));
            const bool again = connection->was_stale();  // never so when it is new
            const bool failed = answer.fault != Fault::None || answer.code >= 400;
            if (failed || connection->given() >= mails_per_connection_) connection.reset();
            if (!again) return answer;
        }
    }

    const Millis whole_;
    const std::size_t mails_per_connection_;
    const Moment::duration apart_;  // of two mails
    const SmtpConnection::Manner manner_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::atomic<bool> stopping_ = false;
    std::deque<Job> queue_;
    Moment next_turn_{};
    std::vector<std::thread> threads_;
};

SmtpClient::SmtpClient(Options options) : pool_(std::make_unique<Pool>(std::move(options))) {}

SmtpClient::~SmtpClient() = default;

void SmtpClient::send(Letter letter, std::function<void(SmtpAnswer)> done) {
    pool_->send(std::move(letter), std::move(done));
}

}  // namespace daymark::mail
