// The demo page's components and incidents.
#include "app/seed_story.h"

namespace daymark::app {
namespace {

using components::Status;
using enum incidents::Status;

constexpr int hour = 60;
constexpr int day = 24 * hour;

constexpr DemoComponent components_table[] = {
    {"Website", "acme.example and the blog", ""},
    {"Dashboard", "Where customers manage their shipments", "Product"},
    {"API", "`api.acme.example`, all versions", "Product"},
    {"Webhooks", "Events sent to your systems", "Product"},
    {"Search", "Full text search over shipments", "Product"},
    {"E-mail", "", "Notifications"},
    {"Text messages", "", "Notifications"},
    {"Push messages", "", "Notifications"},
    {"Europe", "Frankfurt", "Regions"},
    {"North America", "Virginia", "Regions"},
    {"Asia Pacific", "Singapore", "Regions"},
    {"Documentation", "docs.acme.example", ""},
};

constexpr DemoMaintenance maintenances_table[] = {
    {2 * day + 4 * hour, 90, "Database upgrade in Frankfurt",
     "We move to a new version of the database. Pages stay readable; **changes may fail for up to two minutes**.",
     "Europe"},
    {19 * day + 6 * hour, 4 * hour, "Yearly failover test",
     "We switch to the second site and back. You should notice nothing.", "API"},
};

}  // namespace

std::span<const DemoMaintenance> demo_maintenances() { return maintenances_table; }

std::span<const DemoComponent> demo_components() { return components_table; }

const std::vector<DemoIncident>& demo_incidents() {
    static const std::vector<DemoIncident> story{
        {83 * day + 7 * hour,
         "Dashboard unreachable after a release",
         {{0,
           Investigating,
           "The dashboard answers with an error page. We are looking into it.",
           {{"Dashboard", Status::MajorOutage}}},
          {14, Identified, "The release of this morning is at fault. We are taking it back.", {}},
          {31, Resolved, "The previous release is in place and everything works again.", {}}}},
        {71 * day + 2 * hour,
         "Delayed webhooks",
         {{0, Investigating, "Webhooks arrive up to ten minutes late.", {{"Webhooks", Status::DegradedPerformance}}},
          {52, Monitoring, "We added workers. The queue is shrinking.", {}},
          {140, Resolved, "The queue is empty. No webhook was lost.", {}}}},
        {58 * day + 16 * hour,
         "Text messages to some countries fail",
         {{0,
           Investigating,
           "Messages to **Brazil** and **Mexico** are not delivered.",
           {{"Text messages", Status::PartialOutage}}},
          {35, Identified, "A carrier has trouble. We are switching to another one.", {}},
          {190, Resolved, "Messages to all countries go out again.", {}}}},
        {44 * day + 11 * hour,
         "Network trouble in Frankfurt",
         {{0,
           Investigating,
           "We see packet loss in our European region.",
           {{"Europe", Status::PartialOutage}, {"API", Status::DegradedPerformance}}},
          {18,
           Identified,
           "A provider's router drops packets. Traffic is being moved away from it.",
           {{"Europe", Status::MajorOutage}}},
          {47, Monitoring, "Traffic takes another way and flows normally.", {{"Europe", Status::DegradedPerformance}}},
          {96, Resolved, "The router was replaced. Sorry for the trouble.", {}}}},
        {29 * day + 5 * hour,
         "Slow search results",
         {{0, Investigating, "Searches take several seconds.", {{"Search", Status::DegradedPerformance}}},
          {75, Resolved, "An index was rebuilt; searches are fast again.", {}}}},
        {17 * day + 9 * hour,
         "API errors",
         {{0, Investigating, "About one in five API calls fails.", {{"API", Status::PartialOutage}}},
          {9, Identified, "A database server failed. The standby is taking over.", {}},
          {22, Monitoring, "The standby works. We keep watching.", {{"API", Status::DegradedPerformance}}},
          {64,
           Resolved,
           "Error rates are back to normal:\n\n- no data was lost\n- calls that failed may be sent again",
           {}}}},
        {5 * day + 3 * hour,
         "E-mails arrive late",
         {{0, Investigating, "E-mails to some providers are delayed.", {{"E-mail", Status::DegradedPerformance}}},
          {110, Resolved, "All delayed e-mails were delivered.", {}}}},
        {2 * day + 13 * hour,
         "Documentation offline",
         {{0, Identified, "A certificate expired. A new one is on its way.", {{"Documentation", Status::MajorOutage}}},
          {12, Resolved, "The new certificate is in place, and renewal is watched from now on.", {}}}},
        {47,
         "Search results are incomplete",
         {{0,
           Investigating,
           "Shipments of the last hour are missing from search results.",
           {{"Search", Status::DegradedPerformance}}},
          {21,
           Identified,
           "An indexing server ran out of disk space. We are adding more; **no shipment is lost**.",
           {{"Search", Status::PartialOutage}}}}},
    };
    return story;
}

std::span<const DemoMetric> demo_metrics() {
    static constexpr DemoMetric metrics[] = {{"API response time", "ms", 140, 45}, {"Orders placed", "/min", 62, 38}};
    return metrics;
}

}  // namespace daymark::app
