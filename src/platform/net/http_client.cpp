// The thread: takes in what was sent, gives it to libcurl by turns, hands out what comes back.
#include "platform/net/http_client.h"

#include "platform/net/http_queue.h"
#include "platform/net/http_transfer.h"

#include <algorithm>
#include <csignal>
#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include <curl/curl.h>

namespace daymark::net {
namespace {

using Clock = std::chrono::steady_clock;
using Fault = HttpAnswer::Fault;

constexpr int longest_sleep_ms = 1'000;
constexpr int late_check_ms = 50;  // between looks for requests that waited too long

Millis since(Moment moment) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - moment).count();
}

/// Closing a TLS connection writes to it, and the other side may be gone. Blocked on this thread, the signal is
/// nothing.
void block_sigpipe() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

CURLM* new_multi() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    CURLM* multi = ready == CURLE_OK ? curl_multi_init() : nullptr;
    if (multi == nullptr) throw std::runtime_error("The HTTP library could not be started");
    return multi;
}

}  // namespace

std::string HttpAnswer::header(std::string_view name) const {
    const auto found = std::ranges::find(headers, name, &Headers::value_type::first);
    return found == headers.end() ? std::string() : found->second;
}

class HttpClient::Loop {
public:
    Loop(AddressGuard guard, Limits limits);

    void send(HttpRequest request, std::function<void(HttpAnswer)> done);
    /// Gives up all there is and ends the thread.
    void stop();

private:
    using Inbox = std::vector<Job>;

    void run();
    /// False when the client is going away.
    bool take_in();
    void judge(Job job);
    void start();
    void finish();
    void drop_late();
    void give_up();
    void release(Transfer& transfer);
    static void answer(Job job, HttpAnswer answer);
    static void answer_unsent(Job job, Fault fault);
    [[nodiscard]] bool can_start() const { return under_way_ < limits_.connections && queue_.has_next(); }

    const AddressGuard guard_;
    const Limits limits_;
    std::unique_ptr<CURLM, CURLMcode (*)(CURLM*)> multi_;
    HttpQueue queue_;
    std::vector<std::unique_ptr<Transfer>> transfers_;
    std::vector<Transfer*> spare_;
    std::size_t under_way_ = 0;
    Moment late_checked_;

    std::mutex mutex_;
    Inbox inbox_;
    bool stopping_ = false;

    std::thread thread_;
};

/// Libcurl has a limit per host too, but what it holds back for that knows no time limit.
HttpClient::Loop::Loop(AddressGuard guard, Limits limits)
    : guard_(std::move(guard)),
      limits_(std::move(limits)),
      multi_(new_multi(), curl_multi_cleanup),
      queue_(limits_.connections_per_host) {
    const long connections = static_cast<long>(limits_.connections);
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, connections);
    curl_multi_setopt(multi_.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, connections);
    curl_multi_setopt(multi_.get(), CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_NOTHING));
    thread_ = std::thread([this] { run(); });
}

void HttpClient::Loop::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    curl_multi_wakeup(multi_.get());
    thread_.join();
}

void HttpClient::Loop::send(HttpRequest request, std::function<void(HttpAnswer)> done) {
    const Moment now = Clock::now();
    const Moment deadline = now + std::chrono::milliseconds(limits_.whole);
    bool first = false;
    {
        const std::lock_guard lock(mutex_);
        first = inbox_.empty();
        inbox_.push_back({std::move(request), std::move(done), now, deadline, {}});
    }
    // One wake-up serves all that comes until it is heard.
    if (first) curl_multi_wakeup(multi_.get());
}

void HttpClient::Loop::run() {
    block_sigpipe();
    while (take_in()) {
        drop_late();
        start();
        int running = 0;
        curl_multi_perform(multi_.get(), &running);
        finish();
        if (can_start()) continue;
        curl_multi_poll(multi_.get(), nullptr, 0, queue_.empty() ? longest_sleep_ms : late_check_ms, nullptr);
    }
    give_up();
}

bool HttpClient::Loop::take_in() {
    Inbox inbox;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return false;
        inbox.swap(inbox_);
    }
    for (Job& job : inbox) judge(std::move(job));
    return true;
}

void HttpClient::Loop::judge(Job job) {
    const Fault fault = find_target(job.request, limits_.ports, job.target);
    if (fault != Fault::None) return answer_unsent(std::move(job), fault);
    queue_.add(std::move(job));
}

void HttpClient::Loop::start() {
    while (can_start()) {
        if (spare_.empty()) {
            transfers_.push_back(std::make_unique<Transfer>(guard_, limits_));
            spare_.push_back(transfers_.back().get());
        }
        Transfer& transfer = *spare_.back();
        spare_.pop_back();
        transfer.begin(queue_.next());
        transfer.under_way = true;
        ++under_way_;
        curl_multi_add_handle(multi_.get(), transfer.handle());
    }
}

void HttpClient::Loop::finish() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        const CURLcode result = message->data.result;
        Transfer& transfer = Transfer::of(message->easy_handle);
        release(transfer);
        HttpAnswer came = transfer.end(result);
        answer(std::move(transfer.job()), std::move(came));
    }
}

void HttpClient::Loop::release(Transfer& transfer) {
    curl_multi_remove_handle(multi_.get(), transfer.handle());
    queue_.release(transfer.job().target.place);
    transfer.under_way = false;
    --under_way_;
    spare_.push_back(&transfer);
}

void HttpClient::Loop::drop_late() {
    const Moment now = Clock::now();
    if (queue_.empty() || now - late_checked_ < std::chrono::milliseconds(late_check_ms)) return;
    late_checked_ = now;
    for (Job& job : queue_.take_late(now)) answer_unsent(std::move(job), Fault::TimedOut);
}

/// Until nothing is left: whoever is told may send again at once.
void HttpClient::Loop::give_up() {
    for (const auto& transfer : transfers_) {
        if (!transfer->under_way) continue;
        release(*transfer);
        HttpAnswer came = transfer->end(CURLE_OPERATION_TIMEDOUT);
        answer(std::move(transfer->job()), std::move(came));
    }
    for (Job& job : queue_.take_late(Moment::max())) answer_unsent(std::move(job), Fault::TimedOut);
    for (;;) {
        Inbox inbox;
        {
            const std::lock_guard lock(mutex_);
            inbox.swap(inbox_);
        }
        if (inbox.empty()) return;
        for (Job& job : inbox) answer_unsent(std::move(job), Fault::TimedOut);
    }
}

void HttpClient::Loop::answer(Job job, HttpAnswer answer) { job.done(std::move(answer)); }

void HttpClient::Loop::answer_unsent(Job job, Fault fault) {
    HttpAnswer unsent;
    unsent.fault = fault;
    unsent.took = since(job.since);
    answer(std::move(job), std::move(unsent));
}

HttpClient::HttpClient(AddressGuard guard, Limits limits)
    : loop_(std::make_unique<Loop>(std::move(guard), std::move(limits))) {}

HttpClient::~HttpClient() { loop_->stop(); }

void HttpClient::send(HttpRequest request, std::function<void(HttpAnswer)> done) {
    loop_->send(std::move(request), std::move(done));
}

HttpAnswer HttpClient::send_and_wait(HttpRequest request) {
    // Shared, since the other thread is not quite done with it when this one goes on.
    const auto promise = std::make_shared<std::promise<HttpAnswer>>();
    auto answer = promise->get_future();
    send(std::move(request), [promise](HttpAnswer came) { promise->set_value(std::move(came)); });
    return answer.get();
}

}  // namespace daymark::net
