// Metrics on the wire (contract §7).
#pragma once

#include "metrics/metric.h"
#include "pages/page.h"
#include "platform/json/fields.h"

namespace daymark::metrics {

struct MetricDraft {
    std::string name;
    std::string suffix;
    // Guess: what is made over the API is meant to be seen.
    bool active = true;
    std::optional<std::int64_t> order;

    static constexpr std::string_view schema_name = "MetricDraft";
    static constexpr auto fields = std::tuple{
        json::field("name", &MetricDraft::name).required().up_to(255),
        json::field("suffix", &MetricDraft::suffix).up_to(64).described("Shown right behind the number, such as ms"),
        json::field("active", &MetricDraft::active).described("Whether readers see it"),
        json::field("order", &MetricDraft::order).described("Place in the list; the last when left out"),
    };
};

struct MetricEdit {
    std::optional<std::string> name, suffix;
    std::optional<bool> active;
    std::optional<std::int64_t> order;

    static constexpr std::string_view schema_name = "MetricEdit";
    static constexpr auto fields = std::tuple{
        json::field("name", &MetricEdit::name).up_to(255).not_blank(),
        json::field("suffix", &MetricEdit::suffix).up_to(64).described("Shown right behind the number, such as ms"),
        json::field("active", &MetricEdit::active).described("Whether readers see it"),
        json::field("order", &MetricEdit::order).described("Place in the list; the smallest comes first"),
    };
};

struct PointDraft {
    json::Time timestamp;
    double value = 0;

    static constexpr std::string_view schema_name = "DatapointDraft";
    static constexpr auto fields = std::tuple{
        json::field("timestamp", &PointDraft::timestamp).required(),
        json::field("value", &PointDraft::value).required(),
    };
};

struct PointsDraft {
    std::vector<PointDraft> data;

    static constexpr std::string_view schema_name = "DatapointsDraft";
    static constexpr auto fields = std::tuple{
        json::field("data", &PointsDraft::data)
            .required()
            .described("1 to 5000 points; of those in one slot of 30 "
                       "seconds the last is kept"),
    };
};

struct PointView {
    std::string id;
    std::int64_t timestamp = 0;
    double value = 0;

    static constexpr std::string_view schema_name = "Datapoint";
    static constexpr auto fields = std::tuple{
        json::field("id", &PointView::id),
        json::field("timestamp", &PointView::timestamp).described("Milliseconds since 1970"),
        json::field("value", &PointView::value),
    };
};

struct MetricView {
    std::string id, name;
    bool active = true;
    std::int64_t order = 0;
    std::string suffix;
    std::optional<std::int64_t> last_data_at;
    std::vector<PointView> data;

    static constexpr std::string_view schema_name = "Metric";
    static constexpr auto fields = std::tuple{
        json::field("id", &MetricView::id),
        json::field("name", &MetricView::name),
        json::field("active", &MetricView::active).described("Whether readers see it"),
        json::field("order", &MetricView::order),
        json::field("suffix", &MetricView::suffix).described("Shown right behind the number"),
        json::field("lastDataAt", &MetricView::last_data_at).described("Time of the last point, milliseconds"),
        json::field("data", &MetricView::data).described("The newest points, oldest first; at most 500"),
    };
};

struct RemovedMetricView {
    std::string id, name;

    static constexpr std::string_view schema_name = "RemovedMetric";
    static constexpr auto fields = std::tuple{
        json::field("id", &RemovedMetricView::id),
        json::field("name", &RemovedMetricView::name),
    };
};

struct MetricSiteView {
    std::string id, subdomain;

    static constexpr auto fields = std::tuple{
        json::field("id", &MetricSiteView::id).described("Id of its page"),
        json::field("subdomain", &MetricSiteView::subdomain),
    };
};

struct ClearedMetricView {
    std::string name;
    std::int64_t order = 0;
    std::string suffix;
    MetricSiteView site;

    static constexpr std::string_view schema_name = "ClearedMetric";
    static constexpr auto fields = std::tuple{
        json::field("name", &ClearedMetricView::name),
        json::field("order", &ClearedMetricView::order),
        json::field("suffix", &ClearedMetricView::suffix),
        json::field("site", &ClearedMetricView::site),
    };
};

[[nodiscard]] MetricView view(const Metric& metric, const std::vector<Point>& newest);
[[nodiscard]] PointView view_point(const Metric& metric, const Point& point);
[[nodiscard]] ClearedMetricView view_cleared(const Metric& metric, const pages::Page& page);

}  // namespace daymark::metrics
