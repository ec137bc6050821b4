// The access log and the request metrics.
#include "app/traffic.h"

#include "app/target.h"
#include "platform/telemetry/log.h"

namespace daymark::app {
namespace {

const telemetry::Measure requests{"daymark_requests_total", "Worked requests by route and status class"};
const telemetry::Measure durations{"daymark_request_seconds", "Time that workers took for requests, by route"};

/// Contract §1: PATCH is what some clients call PUT, and HEAD is routed as GET.
http::Method routed(http::Method method) {
    if (method == http::Method::Patch) return http::Method::Put;
    return method == http::Method::Head ? http::Method::Get : method;
}

bool only_reads(http::Method method) {
    return method == http::Method::Get || method == http::Method::Head || method == http::Method::Options;
}

telemetry::Level level_of(http::Method method, int status) {
    if (status >= 500) return telemetry::Level::Warning;
    return only_reads(method) ? telemetry::Level::Debug : telemetry::Level::Info;
}

}  // namespace

Traffic::Traffic(const std::deque<api::Endpoint>& endpoints, telemetry::Metrics& metrics)
    : endpoints_(endpoints), metrics_(metrics) {
    for (std::size_t i = 0; i < endpoints.size(); ++i) router_.add(endpoints[i].route->method, endpoints[i].pattern, i);
}

void Traffic::note_call(const http::Request& request, int status, std::chrono::nanoseconds took) {
    const auto match = router_.match(routed(request.method), request.path);
    if (!match) return note(request, {"unknown", request.path}, status, took);
    const api::Endpoint& endpoint = endpoints_[match->number];
    note(request, {endpoint.route->name, endpoint.pattern}, status, took);
}

void Traffic::note_other(const http::Request& request, std::string_view door, int status,
                         std::chrono::nanoseconds took) {
    const std::string path = without_tokens(request.path);
    note(request, {door, path}, status, took);
}

void Traffic::note(const http::Request& request, const Seen& seen, int status, std::chrono::nanoseconds took) {
    const double seconds = std::chrono::duration<double>(took).count();
    const std::string route(seen.route);
    metrics_.count(requests, {{"route", route}, {"class", std::to_string(status / 100) + "xx"}});
    metrics_.time(durations, {{"route", route}}, seconds);
    telemetry::log(level_of(request.method, status), "request",
                   {{"method", std::string(http::method_name(request.method))},
                    {"path", std::string(seen.path)},
                    {"status", std::to_string(status)},
                    {"ms", std::to_string(static_cast<int>(seconds * 1000))}});
}

}  // namespace daymark::app
