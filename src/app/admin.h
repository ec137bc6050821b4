// The operators' listener: health with details, and metrics.
#pragma once

#include "app/program.h"
#include "app/readiness.h"
#include "notify/dispatcher.h"
#include "platform/http/server.h"
#include "platform/telemetry/metrics.h"

namespace daymark::app {

/// What operators can ask about. All must outlive the door.
struct Instruments {
    const Program& program;
    const Readiness& readiness;
    telemetry::Metrics& metrics;
};

class AdminDoor final : public http::Handler {
public:
    explicit AdminDoor(Instruments instruments)
        : instruments_(instruments), started_at_(instruments.program.clock().now()) {}

    [[nodiscard]] std::optional<http::Ready> ready(const http::RequestHead&) override { return std::nullopt; }
    [[nodiscard]] http::Plan plan(const http::RequestHead&) override { return {.max_body = 1024}; }
    [[nodiscard]] http::Response handle(http::Request request) override;

private:
    [[nodiscard]] http::Response answer(const http::Request& request);
    [[nodiscard]] http::Response show_health() const;
    [[nodiscard]] http::Response show_readiness(const http::Request& request) const;

    Instruments instruments_;
    Millis started_at_;
};

/// Brings what servers, site and checks count themselves into the metrics; called at each collection.
struct Counted {
    const http::Server& server;
    const site::Site& site;
    const Readiness& readiness;
    const notify::Dispatcher* dispatcher = nullptr;
};
void collect(telemetry::Metrics& metrics, const Counted& counted);

}  // namespace daymark::app
