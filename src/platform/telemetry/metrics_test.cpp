// Our own measurements in Prometheus' text format.
#include "platform/telemetry/metrics.h"

#include <gtest/gtest.h>

namespace daymark::telemetry {
namespace {

const Measure requests{"test_requests_total", "Requests"};
const Measure pages{"test_pages", "Pages"};
const Measure durations{"test_seconds", "Durations"};

bool has_line(const std::string& text, const std::string& line) {
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

TEST(Metrics, CountersAddUpBySeries) {
    Metrics metrics;
    metrics.count(requests, {{"class", "2xx"}});
    metrics.count(requests, {{"class", "2xx"}}, 2);
    metrics.count(requests, {{"class", "5xx"}});
    const std::string text = metrics.text();
    EXPECT_TRUE(has_line(text, "# HELP test_requests_total Requests")) << text;
    EXPECT_TRUE(has_line(text, "# TYPE test_requests_total counter")) << text;
    EXPECT_TRUE(has_line(text, "test_requests_total{class=\"2xx\"} 3")) << text;
    EXPECT_TRUE(has_line(text, "test_requests_total{class=\"5xx\"} 1")) << text;
}

TEST(Metrics, TotalsKeptElsewhereNeverFall) {
    Metrics metrics;
    metrics.count_up_to(requests, {}, 5);
    metrics.count_up_to(requests, {}, 3);
    EXPECT_TRUE(has_line(metrics.text(), "test_requests_total 5"));
    metrics.count_up_to(requests, {}, 8);
    EXPECT_TRUE(has_line(metrics.text(), "test_requests_total 8"));
}

TEST(Metrics, GaugesShowTheLastValueAndHistogramsTheirBuckets) {
    Metrics metrics;
    metrics.set(pages, {}, 7);
    metrics.set(pages, {}, 4);
    metrics.time(durations, {{"route", "a"}}, 0.003);
    const std::string text = metrics.text();
    EXPECT_TRUE(has_line(text, "test_pages 4")) << text;
    EXPECT_TRUE(has_line(text, "test_seconds_count{route=\"a\"} 1")) << text;
    EXPECT_TRUE(has_line(text, "test_seconds_bucket{route=\"a\",le=\"0.002\"} 0")) << text;
    EXPECT_TRUE(has_line(text, "test_seconds_bucket{route=\"a\",le=\"0.005\"} 1")) << text;
}

TEST(Metrics, WhatIsCountedElsewhereIsBroughtInBeforeEachText) {
    Metrics metrics;
    int collected = 0;
    metrics.on_collect([&](Metrics& to) { to.set(pages, {}, ++collected); });
    EXPECT_TRUE(has_line(metrics.text(), "test_pages 1"));
    EXPECT_TRUE(has_line(metrics.text(), "test_pages 2"));
}

}  // namespace
}  // namespace daymark::telemetry
