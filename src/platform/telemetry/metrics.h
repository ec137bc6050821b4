// Our own measurements, for Prometheus to collect.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace daymark::telemetry {

/// Label names and values. Values must be few and never come from callers or tenants.
using Labels = std::map<std::string, std::string>;

/// What is measured: its name ("daymark_http_requests_total") and one sentence for those who read it.
struct Measure {
    std::string name;
    std::string about;
};

/// A set of measurements. Safe from any thread; each series comes to be when it is first touched.
class Metrics {
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    /// Adds to a counter.
    void count(const Measure& measure, const Labels& labels, double by = 1);
    /// Brings a counter up to a total that is kept elsewhere; a smaller one changes nothing.
    void count_up_to(const Measure& measure, const Labels& labels, double total);
    /// Sets a gauge.
    void set(const Measure& measure, const Labels& labels, double value);
    /// Notes a duration in a histogram whose bounds go from half a millisecond to ten seconds.
    void time(const Measure& measure, const Labels& labels, double seconds);

    /// Called before each text, to bring in what is counted elsewhere. To be set before the first text.
    void on_collect(std::function<void(Metrics&)> collect);
    /// All series in Prometheus' text format.
    [[nodiscard]] std::string text();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace daymark::telemetry
