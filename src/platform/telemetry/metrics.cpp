// Measurements through prometheus-cpp; the only file that sees its headers.
#include "platform/telemetry/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <mutex>
#include <vector>

namespace daymark::telemetry {
namespace {

const std::vector<double> bounds{0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10};

}  // namespace

class Metrics::Impl {
public:
    /// Families by name: the registry's own look-up would build and compare all names anew.
    template <class Builder, class Kind>
    prometheus::Family<Kind>& family(std::map<std::string, prometheus::Family<Kind>*>& known, Builder (*build)(),
                                     const Measure& measure) {
        const std::lock_guard lock(mutex_);
        auto& found = known[measure.name];
        if (found == nullptr) found = &build().Name(measure.name).Help(measure.about).Register(registry);
        return *found;
    }

    prometheus::Counter& counter(const Measure& measure, const Labels& labels) {
        return family(counters_, prometheus::BuildCounter, measure).Add(labels);
    }
    prometheus::Gauge& gauge(const Measure& measure, const Labels& labels) {
        return family(gauges_, prometheus::BuildGauge, measure).Add(labels);
    }
    prometheus::Histogram& histogram(const Measure& measure, const Labels& labels) {
        return family(histograms_, prometheus::BuildHistogram, measure).Add(labels, bounds);
    }

    prometheus::Registry registry;
    std::function<void(Metrics&)> collect;
    std::mutex counting_up;

private:
    std::mutex mutex_;
    std::map<std::string, prometheus::Family<prometheus::Counter>*> counters_;
    std::map<std::string, prometheus::Family<prometheus::Gauge>*> gauges_;
    std::map<std::string, prometheus::Family<prometheus::Histogram>*> histograms_;
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

void Metrics::count(const Measure& measure, const Labels& labels, double by) {
    impl_->counter(measure, labels).Increment(by);
}

void Metrics::count_up_to(const Measure& measure, const Labels& labels, double total) {
    // Two collections at once must not both add the difference.
    const std::lock_guard lock(impl_->counting_up);
    prometheus::Counter& counter = impl_->counter(measure, labels);
    if (total > counter.Value()) counter.Increment(total - counter.Value());
}

void Metrics::set(const Measure& measure, const Labels& labels, double value) {
    impl_->gauge(measure, labels).Set(value);
}

void Metrics::time(const Measure& measure, const Labels& labels, double seconds) {
    impl_->histogram(measure, labels).Observe(seconds);
}

void Metrics::on_collect(std::function<void(Metrics&)> collect) { impl_->collect = std::move(collect); }

std::string Metrics::text() {
    if (impl_->collect) impl_->collect(*this);
    return prometheus::TextSerializer().Serialize(impl_->registry.Collect());
}

}  // namespace daymark::telemetry
