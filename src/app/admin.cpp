// Answers for operators.
#include "app/admin.h"

#include "api/errors.h"

namespace daymark::app {
namespace {

using telemetry::Labels;
using telemetry::Measure;

void collect_server(telemetry::Metrics& metrics, const http::ServerCounts& counts) {
    static const Measure open{"daymark_http_connections_open", "Connections now open"};
    static const Measure accepted{"daymark_http_connections_accepted_total", "Connections that were accepted"};
    static const Measure refused{"daymark_http_connections_refused_total", "Connections over a limit"};
    static const Measure answered{
        "daymark_http_requests_total",
        "Requests by who answered: ready bytes, a worker, or nobody (refused as malformed, shed "
        "under load)"};
    static const Measure streams{"daymark_http_streams_open", "Readers who listen to changes now"};
    static const Measure not_streamed{
        "daymark_http_streams_lost_total",
        "Streams by why there is none: refused over the limit, dropped because their reader was too slow"};
    static const Measure waiting{"daymark_http_worker_queue", "Requests that wait for a worker"};
    metrics.set(open, {}, static_cast<double>(counts.connections_open));
    metrics.count_up_to(accepted, {}, static_cast<double>(counts.connections_accepted));
    metrics.count_up_to(refused, {}, static_cast<double>(counts.connections_refused));
    metrics.count_up_to(answered, {{"answered", "ready"}}, static_cast<double>(counts.requests_ready));
    metrics.count_up_to(answered, {{"answered", "worked"}}, static_cast<double>(counts.requests_worked));
    metrics.count_up_to(answered, {{"answered", "refused"}}, static_cast<double>(counts.requests_refused));
    metrics.count_up_to(answered, {{"answered", "shed"}}, static_cast<double>(counts.requests_shed));
    metrics.set(streams, {}, static_cast<double>(counts.streams_open));
    metrics.count_up_to(not_streamed, {{"why", "refused"}}, static_cast<double>(counts.streams_refused));
    metrics.count_up_to(not_streamed, {{"why", "dropped"}}, static_cast<double>(counts.streams_dropped));
    metrics.set(waiting, {}, static_cast<double>(counts.worker_queue));
}

void collect_site(telemetry::Metrics& metrics, const site::SiteCounts& counts) {
    static const Measure pages{"daymark_site_pages", "Pages that stand ready in memory"};
    static const Measure compiled{"daymark_site_compilations_total", "Pages compiled since the start"};
    static const Measure caught_up{"daymark_site_caught_up", "1 when every page was looked at since the start"};
    metrics.set(pages, {}, static_cast<double>(counts.pages));
    metrics.count_up_to(compiled, {}, static_cast<double>(counts.compiled));
    metrics.set(caught_up, {}, counts.caught_up ? 1 : 0);
}

void collect_messages(telemetry::Metrics& metrics, const notify::Dispatcher& dispatcher) {
    static const Measure attempts{"daymark_message_attempts_total",
                                  "Attempts to tell somebody, by channel and outcome"};
    static const Measure under_way{"daymark_messages_under_way", "Messages that wait for the other side's answer"};
    for (const auto& [channel, count] : dispatcher.counts()) {
        metrics.count_up_to(attempts, {{"channel", channel}, {"outcome", "sent"}}, static_cast<double>(count.sent));
        metrics.count_up_to(attempts, {{"channel", channel}, {"outcome", "again"}}, static_cast<double>(count.again));
        metrics.count_up_to(attempts, {{"channel", channel}, {"outcome", "failed"}}, static_cast<double>(count.failed));
    }
    metrics.set(under_way, {}, static_cast<double>(dispatcher.under_way()));
}

void collect_checks(telemetry::Metrics& metrics, const Readiness& readiness) {
    static const Measure ok{"daymark_check_ok", "1 when a readiness check passed at its last look"};
    for (const Check& check : readiness.checks())
        metrics.set(ok, {{"check", std::string(check.name)}}, check.ok ? 1 : 0);
}

}  // namespace

http::Response AdminDoor::handle(http::Request request) {
    try {
        return answer(request);
    } catch (const Error& error) {
        return api::error_response(error);
    } catch (const std::exception& error) {
        return api::error_response(Error(ErrorCode::Internal, error.what()));
    }
}

http::Response AdminDoor::answer(const http::Request& request) {
    if (request.path == "/healthz") return show_health();
    if (request.path == "/readyz") return show_readiness(request);
    if (request.path != "/metrics") throw Error(ErrorCode::NotFound, "Here are /healthz, /readyz and /metrics");
    http::Response response;
    response.headers = {{"content-type", "text/plain; version=0.0.4; charset=utf-8"}, {"cache-control", "no-store"}};
    response.body = instruments_.metrics.text();
    return response;
}

http::Response AdminDoor::show_health() const {
    const Millis age = instruments_.program.clock().now() - started_at_;
    return api::json_response(
        json::text(json::object{{"status", "ok"}, {"version", DAYMARK_VERSION}, {"uptimeSeconds", age / one_second}}));
}

http::Response AdminDoor::show_readiness(const http::Request& request) const {
    const std::size_t mark = request.target.find('?');
    const std::string query = mark == std::string::npos ? "" : request.target.substr(mark + 1);
    const bool ready = is_ready(instruments_.readiness, query);
    json::object checks;
    for (const Check& check : instruments_.readiness.checks()) {
        checks[check.name] = json::object{
            {"ok", check.ok}, {"role", check.role == Role::Public ? "public" : "write"}, {"about", check.about}};
    }
    http::Response response = api::json_response(
        json::text(json::object{{"status", ready ? "ok" : "unavailable"}, {"checks", std::move(checks)}}));
    response.status = ready ? 200 : 503;
    return response;
}

void collect(telemetry::Metrics& metrics, const Counted& counted) {
    static const Measure build{"daymark_build_info", "1, with the version as label"};
    metrics.set(build, {{"version", DAYMARK_VERSION}}, 1);
    collect_server(metrics, counted.server.counts());
    collect_site(metrics, counted.site.counts());
    collect_checks(metrics, counted.readiness);
    if (counted.dispatcher != nullptr) collect_messages(metrics, *counted.dispatcher);
}

}  // namespace daymark::app
