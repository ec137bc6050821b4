// What becomes known of worked requests: the access log and the request metrics.
#pragma once

#include "api/api.h"
#include "platform/http/router.h"
#include "platform/telemetry/metrics.h"

#include <chrono>
#include <deque>
#include <string_view>

namespace daymark::app {

class Traffic {
public:
    /// `endpoints` must live as long as this.
    Traffic(const std::deque<api::Endpoint>& endpoints, telemetry::Metrics& metrics);

    /// Notes an API call under its route's name; any thread.
    void note_call(const http::Request& request, int status, std::chrono::nanoseconds took);
    /// Notes a worked request of a page, or of the main host's own paths.
    void note_other(const http::Request& request, std::string_view door, int status, std::chrono::nanoseconds took);

private:
    struct Seen {
        std::string_view route;  // its name: labels must be few, and say nothing of tenants
        std::string_view path;   // as the log shows it
    };
    void note(const http::Request& request, const Seen& seen, int status, std::chrono::nanoseconds took);

    const std::deque<api::Endpoint>& endpoints_;
    http::Router router_;
    telemetry::Metrics& metrics_;
};

}  // namespace daymark::app
