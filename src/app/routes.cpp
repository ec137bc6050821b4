// Joins the route tables of the slices.
#include "app/routes.h"

#include "activity/activity_api.h"
#include "audience_groups/audience_group_api.h"
#include "components/component_api.h"
#include "deliverability/deliverability_api.h"
#include "general_notices/general_notice_api.h"
#include "incidents/incident_api.h"
#include "incidents/postmortem_api.h"
#include "maintenances/maintenance_api.h"
#include "metrics/metric_api.h"
#include "notify/channel_api.h"
#include "notify/delivery_api.h"
#include "notify/event_api.h"
#include "notify/preview_api.h"
#include "pages/page_api.h"
#include "people/people_api.h"
#include "platform/base/error.h"
#include "recurring_maintenances/recurring_maintenance_api.h"
#include "site/visit_api.h"
#include "site/x_connection_api.h"
#include "structure/structure_api.h"
#include "subscribers/subscriber_api.h"
#include "team/teammate_api.h"
#include "templates/template_api.h"
#include "uploads/upload_api.h"
#include "users/session_api.h"
#include "users/user_api.h"
#include "workspaces/member_letters_api.h"
#include "workspaces/workspace_api.h"

namespace daymark::app {
namespace {

class NoDatabase final : public db::Db {
public:
    [[nodiscard]] bool healthy() override { return false; }
    [[nodiscard]] std::string_view kind() const override { return "none"; }

protected:
    void transact(Mode, const std::function<void(db::Tx&)>&) override {
        throw Error(ErrorCode::Unavailable, "There is no database here");
    }
};

}  // namespace

std::vector<std::span<const api::Route>> route_tables() {
    return {users::routes(),
            users::session_routes(),
            workspaces::routes(),
            workspaces::letter_routes(),
            pages::routes(),
            team::routes(),
            components::routes(),
            incidents::routes(),
            incidents::postmortem_routes(),
            maintenances::routes(),
            recurring_maintenances::routes(),
            general_notices::routes(),
            templates::routes(),
            metrics::routes(),
            audience_groups::routes(),
            subscribers::routes(),
            people::routes(),
            structure::routes(),
            site::visit_routes(),
            site::x_connection_routes(),
            uploads::routes(),
            notify::event_routes(),
            notify::delivery_routes(),
            deliverability::routes(),
            notify::channel_routes(),
            notify::preview_routes(),
            activity::routes()};
}

std::deque<api::Endpoint> endpoints() {
    NoDatabase database;
    const SystemClock clock;
    SystemRandom random;
    IdMaker ids(clock, random);
    const auto key = crypto::SecretKey::of_bytes({});
    const World world{clock, random, ids, key, {}, {}, {}, {}};
    return api::Api(database, world, route_tables()).endpoints();
}

}  // namespace daymark::app
