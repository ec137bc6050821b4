// Each answer carries every property that the contract lists for it (§2 to §4, §11), of the right type, also when
// empty.
#include "app/routes.h"
#include "contract/endpoint_table.h"
#include "contract/story.h"
#include "platform/base/time_text.h"

#include <algorithm>
#include <sstream>

namespace daymark::contract {
namespace {

// "name:type", a question mark for "or null". Types: text, time, flag, whole, number, object, list, null.
constexpr std::string_view page_properties =
    "id:text subdomain:text name:text workspaceId:text logoUrl:text? faviconUrl:text? websiteUrl:text? "
    "customDomain:text? publicEmail:text? twitter:text? status:text mainStatus:text subscribeBySms:flag? "
    "sendSmsNotifications:flag language:text useLargeHeader:flag brandColor:text okColor:text disruptedColor:text? "
    "degradedColor:text? downColor:text? noticeColor:text? unknownColor:text? googleAnalytics:text? smsService:text? "
    "htmlInMeta:text? htmlAboveHeader:text? htmlBelowHeader:text? htmlAboveFooter:text? htmlBelowFooter:text? "
    "htmlBelowSummary:text? uptimeDaysDisplay:text uptimeOutageDisplay:text launchDate:time? cssGlobal:text? "
    "onboarded:flag? createdAt:time updatedAt:time secureLink:text?";
constexpr std::string_view page_full_properties =
    "color:null disableDarkMode:flag? dateFormat:text dateFormatShort:text timeFormat:text private:flag "
    "useAllowList:flag allowList:list allowedEmailDomains:list links:list logoUrlDark:text? "
    "searchEngineVisibility:text metaTitle:text? "
    "metaDescription:text? metaOgImage:text? components:list translations:object workspaceSlug:text "
    "warnings:list";
constexpr std::string_view workspace_properties =
    "id:text createdAt:time updatedAt:time name:text slug:text avatar:text? sites:list sso:flag "
    "organizationDomains:text? allowDomainEmails:flag allowedDomainsDefaultPermission:text ssoActive:flag "
    "directorySyncActive:flag enableMultipleOrgs:flag allowedDomains:text? allowedEmailDomains:list referralId:text? "
    "referralCoupon:text? referralCode:text? sendNewWorkspaceMembersStatusPageUpdates:flag "
    "sendNewWorkspaceMembersAutomationIntegrationNotifications:flag "
    "sendNewWorkspaceMembersInvalidCustomDomainNotifications:flag "
    "sendNewWorkspaceMembersPhoneCallNotifications:flag sendNewWorkspaceMembersWeeklyReportsNotifications:flag "
    "longRunningIncidentNotificationSettings:list useSSOLogin:flag useGoogleLogin:flag useMagiclinkLogin:flag "
    "usePasswordLogin:flag useGithubLogin:flag";
constexpr std::string_view component_properties =
    "id:text name:text uniqueEmail:text? description:text? status:text? internalStatus:text order:whole? "
    "group:object? nameTranslationId:text? descriptionTranslationId:text? showUptime:flag createdAt:time "
    "updatedAt:time archivedAt:time? archived:flag siteId:text groupId:text? nameHtml:text? "
    "nameHtmlTranslationId:text? descriptionHtml:text? descriptionHtmlTranslationId:text? isThirdParty:flag "
    "thirdPartyStatus:text? thirdPartyComponentId:text? thirdPartyComponentServiceId:text? "
    "importedFromStatuspage:flag startDate:time? translations:object oldGroup:text? isParent:flag isCollapsed:flag "
    "monitorId:text? incidents:list";
constexpr std::string_view incident_properties =
    "id:text name:text status:text started:time duration:whole? resolved:time? updates:list components:list "
    "translations:object nameTranslationId:text? notify:flag createdAt:time updatedAt:time automated:flag? "
    "impact:text appId:text? siteId:text importedFromStatuspage:flag visibilityState:text createdByType:text "
    "createdByWorkspaceMemberId:text? createdByMonitorLogId:text? createdByThirdPartyMonitorId:text? "
    "assignedWorkspaceMemberId:text? subscribersNotified:flag isMigratedToOutageDurations:flag";
constexpr std::string_view update_properties =
    "id:text message:text messageHtml:text status:text notify:flag started:time ended:time? duration:whole? "
    "createdAt:time updatedAt:time incidentId:text messageTranslationId:text? messageHtmlTranslationId:text? "
    "importedFromStatuspage:flag translations:object";
constexpr std::string_view postmortem_properties =
    "incidentId:text message:text messageHtml:text notify:flag published:flag started:time createdAt:time "
    "updatedAt:time translations:object";
constexpr std::string_view maintenance_properties =
    "id:text name:text nameTranslationId:text? status:text start:time end:time? duration:whole? resolved:time? "
    "impact:text notify:flag notifyStart:flag notifyEnd:flag notifyEarly:flag notifyMinutes:whole? "
    "notifyEarlySent:flag autoStart:flag autoEnd:flag isCollapsed:flag expandAt:time? createdAt:time updatedAt:time "
    "siteId:text importedFromStatuspage:flag updates:list components:list translations:object";
constexpr std::string_view maintenance_update_properties =
    "id:text message:text messageHtml:text status:text notify:flag started:time ended:time? duration:whole? "
    "createdAt:time updatedAt:time maintenanceId:text messageTranslationId:text? messageHtmlTranslationId:text? "
    "importedFromStatuspage:flag translations:object";
constexpr std::string_view general_notice_properties =
    "id:text siteId:text name:text message:text messageHtml:text components:list notify:flag published:flag "
    "started:time ends:time? createdAt:time updatedAt:time translations:object";
constexpr std::string_view upload_properties =
    "id:text url:text type:text width:whole height:whole size:whole createdAt:time";
constexpr std::string_view site_properties =
    "id:text name:text subdomain:text color:text? nameTranslationId:null logoUrl:text? publicEmail:text? "
    "websiteUrl:text? customDomain:text? language:text status:text mainStatus:text workspaceId:text uniqueEmail:text "
    "faviconUrl:text? twitter:text? subscribeBySms:flag sendSmsNotifications:flag useLargeHeader:flag brandColor:text "
    "okColor:text disruptedColor:text degradedColor:text downColor:text noticeColor:text unknownColor:text "
    "googleAnalytics:text? uptimeDaysDisplay:text uptimeOutageDisplay:text launchDate:time? onboarded:flag? "
    "disableDarkMode:flag? dateFormat:text dateFormatShort:text timeFormat:text private:flag useAllowList:flag "
    "timezone:text translations:object createdAt:time updatedAt:time";
constexpr std::string_view template_properties =
    "id:text type:text name:text nameTranslationId:text? message:text messageTranslationId:text? messageHtml:text "
    "messageHtmlTranslationId:text? status:text notify:flag createdAt:time siteId:text importedFromStatuspage:flag "
    "deletedAt:time? origin:text components:list translations:object label:text?";
constexpr std::string_view template_component_properties =
    "id:text status:text componentId:text templateId:text importedFromStatuspage:flag";
constexpr std::string_view metric_properties =
    "id:text name:text active:flag order:whole? suffix:text data:list lastDataAt:whole?";
constexpr std::string_view point_properties = "id:text timestamp:whole value:number";
constexpr std::string_view subscriber_properties =
    "id:text name:null email:text? phone:text? webhook:text? webhookEmail:text? confirmed:flag all:flag "
    "components:list "
    "createdAt:time updatedAt:time siteId:text unsubscribeToken:text discord:null discordTeam:null slack:null "
    "slackTeam:null language:text company:null microsoftTeamsWebhook:null googleChatWebhook:null googleChatSpace:null "
    "failedAttempts:whole approved:flag importedFromStatuspage:flag importedFrom:null hideUnsubLink:flag "
    "webhookIncidentBody:text? webhookMaintenanceBody:text? webhookComponentBody:text? webhookHttpMethod:text "
    "webhookHeaders:object? webhookQueryParams:object? webhookSecret:text? webhookStandardSecret:text? site:object";
constexpr std::string_view person_properties = "id:text name:text? email:text avatar:text?";
constexpr std::string_view user_properties = "id:text email:text name:text? slug:text avatar:text?";

bool is_of(const json::value& value, std::string_view type) {
    if (type.ends_with('?')) return value.is_null() || is_of(value, type.substr(0, type.size() - 1));
    if (type == "text") return value.is_string();
    if (type == "flag") return value.is_bool();
    if (type == "whole") return value.is_int64();
    if (type == "number") return value.is_number();
    if (type == "object") return value.is_object();
    if (type == "list") return value.is_array();
    if (type == "null") return value.is_null();
    if (type != "time" || !value.is_string()) return false;
    const std::string text(value.as_string());
    const auto at = parse_time(text);
    return at && iso_time(*at) == text;
}

void expect_has(const json::value& answer, std::string_view properties) {
    ASSERT_TRUE(answer.is_object()) << json::text(answer);
    std::istringstream words{std::string(properties)};
    for (std::string word; words >> word;) {
        const std::size_t colon = word.find(':');
        const json::value* found = answer.as_object().if_contains(word.substr(0, colon));
        ASSERT_NE(found, nullptr) << "no " << word << " in " << json::text(answer);
        EXPECT_TRUE(is_of(*found, word.substr(colon + 1))) << word << " is " << json::text(*found);
    }
}

class Superset : public OnTestApp {
protected:
    void SetUp() override {
        OnTestApp::SetUp();
        if (!app) return;
        app->put("bob", app->acme("/components/" + app->id("mail")),
                 body({{"group", app->id("api")},
                       {"description", "Mail"},
                       {"startDate", minute(0)},
                       {"archived", true},
                       {"translations", {{"name", {{"fr", "Courriel"}}}}}}));
        incident_ = app->post(
            "edna", app->acme("/incidents"),
            body({{"name", "A"}, {"status", "IDENTIFIED"}, {"components", {app->id("website"), app->id("mail")}}}));
        path_ = app->acme("/incidents/" + incident_.word("id"));
    }
    Answer incident_;
    std::string path_;
};
INSTANTIATE_TEST_SUITE_P(Databases, Superset, test::both(), test::kind_name);

TEST_P(Superset, Pages) {
    const Answer full = app->get("vera", app->acme());
    expect_has(full.body, page_properties);
    expect_has(full.body, page_full_properties);
    for (const json::value& component : full.at("components").as_array()) expect_has(component, component_properties);
    const Answer list = app->get("vera", "/v2/pages");
    ASSERT_EQ(list.body.as_array().size(), 1U);
    expect_has(list.at("0"), page_properties);
    const Answer changed = app->put(
        "bob", app->acme(),
        body({{"launchDate", minute(0)}, {"logoUrl", "https://a.test/l"}, {"smsService", "sns"}, {"onboarded", true}}));
    expect_has(changed.body, page_properties);
    expect_has(changed.body, page_full_properties);
    const Answer made =
        app->post("alice", "/v1/pages", R"({"email":"a@a.test","name":"B","subdomain":"b","components":["C"]})");
    expect_has(made.body, page_properties);
    expect_has(made.body, page_full_properties);
}

TEST_P(Superset, Workspaces) {
    expect_has(app->get("alice", "/v1/workspaces").at("0"), workspace_properties);
    expect_has(app->post("alice", "/v1/workspaces", "{}").body, workspace_properties);
}

TEST_P(Superset, Components) {
    const Answer list = app->get("vera", app->acme("/components"));
    ASSERT_EQ(list.body.as_array().size(), 3U);
    for (const json::value& component : list.body.as_array()) expect_has(component, component_properties);
    EXPECT_TRUE(list.at("1.status").is_null()) << "a parent";
    expect_has(list.at("2.group"), component_properties);
    EXPECT_TRUE(list.at("2.group.isParent").as_bool());
    expect_has(list.at("2.translations"), "name:object description:null");
    expect_has(app->post("bob", app->acme("/components"), R"({"name":"CDN"})").body, component_properties);
    expect_has(app->get("vera", app->acme("/components/" + app->id("mail"))).body, component_properties);
    expect_has(app->put("bob", app->acme("/components/" + app->id("mail")), R"({"grouped":false})").body,
               component_properties);
}

TEST_P(Superset, Incidents) {
    app->clock().tick(one_minute);
    const Answer over = app->put("edna", path_, R"({"status":"RESOLVED","message":"Done"})");
    const Answer list = app->get("vera", app->acme("/incidents"));
    for (const json::value& incident : {incident_.body, over.body, app->get("vera", path_).body, list.at("0")}) {
        expect_has(incident, incident_properties);
        EXPECT_EQ(incident.at("components").as_array().size(), 2U);
        for (const json::value& update : incident.at("updates").as_array()) expect_has(update, update_properties);
        for (const json::value& component : incident.at("components").as_array()) {
            expect_has(component, component_properties);
            expect_has(component.at("site"), site_properties);
        }
        expect_has(incident.at("translations"), "name:null");
        expect_has(incident.at("updates").at(0).at("translations"), "message:null messageHtml:null");
    }
}

TEST_P(Superset, IncidentUpdates) {
    const Answer made = app->post("edna", path_ + "/incident-updates", R"({"status":"MONITORING","message":"M"})");
    const std::string here = path_ + "/incident-updates/" + made.word("id");
    const Answer changed = app->put("edna", here, R"({"message":"N"})");
    for (const Answer& update : {made, changed, app->get("vera", here)}) {
        expect_has(update.body, update_properties);
        expect_has(update.at("incident"), "id:text name:text started:time status:text components:list");
        for (const json::value& component : update.at("incident.components").as_array()) {
            expect_has(component, component_properties);
            expect_has(component, "site:object subscribers:list");
            expect_has(component.at("site"), site_properties);
            expect_has(component.at("site"), "slackIntegrations:list subscribers:list");
        }
    }
}

TEST_P(Superset, Postmortems) {
    app->put("edna", path_, R"({"status":"RESOLVED"})");
    const std::string here = "/x/" + app->id("acme") + "/incidents/" + incident_.word("id") + "/postmortem";
    for (const Answer& one : {app->put("edna", here, R"({"message":"A"})"), app->get("vera", here)}) {
        expect_has(one.body, postmortem_properties);
        expect_has(one.at("translations"), "message:null messageHtml:null");
    }
}

TEST_P(Superset, Uploads) {
    const std::string all = "/x/" + app->id("acme") + "/uploads";
    const Answer made = app->post("alice", all, std::string(one_pixel_gif));
    expect_has(made.body, upload_properties);
    expect_has(app->get("vera", all).at("0"), upload_properties);
}

TEST_P(Superset, GeneralNotices) {
    const std::string all = "/x/" + app->id("acme") + "/general-notices";
    const Answer made = app->post("edna", all, R"({"name":"A"})");
    const std::string here = all + "/" + made.word("id");
    for (const json::value& one : {made.body, app->put("edna", here, R"({"message":"B"})").body,
                                   app->get("vera", here).body, app->get("vera", all).at("0")}) {
        expect_has(one, general_notice_properties);
        expect_has(one.at("translations"), "name:null message:null messageHtml:null");
    }
}

TEST_P(Superset, Maintenances) {
    const Answer made = app->post("edna", app->acme("/maintenances"),
                                  body({{"name", "A"}, {"components", {app->id("website"), app->id("mail")}}}));
    const std::string here = app->acme("/maintenances/" + made.word("id"));
    const Answer over = app->put("edna", here, R"({"status":"COMPLETED","duration":5})");
    const Answer list = app->get("vera", app->acme("/maintenances"));
    for (const json::value& maintenance : {made.body, over.body, app->get("vera", here).body, list.at("0")}) {
        expect_has(maintenance, maintenance_properties);
        for (const json::value& update : maintenance.at("updates").as_array()) {
            expect_has(update, maintenance_update_properties);
        }
        EXPECT_EQ(maintenance.at("components").as_array().size(), 2U);
        for (const json::value& component : maintenance.at("components").as_array()) {
            expect_has(component, component_properties);
            expect_has(component.at("site"), site_properties);
        }
    }
    const Answer update = app->post("edna", here + "/maintenance-updates", R"({"message":"M"})");
    expect_has(update.body, maintenance_update_properties);
    expect_has(update.at("maintenance"), "id:text name:text start:time status:text components:list");
    expect_has(update.at("maintenance.components.0"), "site:object subscribers:list");
}

TEST_P(Superset, Templates) {
    const std::string all = app->acme("/templates");
    const Answer made = app->post("bob", all,
                                  body({{"type", "INCIDENT"},
                                        {"name", "A"},
                                        {"status", "RESOLVED"},
                                        {"components", {{{"id", app->id("api")}, {"status", "OPERATIONAL"}}}}}));
    const std::string here = all + "/" + made.word("id");
    const Answer changed = app->put("bob", here, R"({"message":"Over."})");
    for (const json::value& one :
         {made.body, changed.body, app->get("vera", here).body, app->get("vera", all).at("0")}) {
        expect_has(one, template_properties);
        expect_has(one.at("components").at(0), template_component_properties);
        expect_has(one.at("translations"), "name:null message:null");
    }
    const Answer opened = app->post("edna", app->acme("/incidents/A"), "");
    expect_has(opened.body, incident_properties);
    const Answer told = app->post("edna", path_ + "/incident-updates/A", "");
    expect_has(told.body, update_properties);
    const Answer gone = app->erase("bob", here);
    expect_has(gone.body, "id:text name:text message:text createdAt:time site:object");
    expect_has(gone.at("site"), "id:text");
}

TEST_P(Superset, Metrics) {
    const std::string all = app->acme("/metrics");
    const Answer made = app->post("bob", all, R"({"name":"Load","suffix":""})");
    const std::string here = all + "/" + made.word("id");
    expect_has(app->post("bob", here, R"({"timestamp":1770107475250,"value":1})").body, point_properties);
    const Answer many = app->post("bob", here + "/data", R"([{"timestamp":1770107415250,"value":0.5}])");
    expect_has(many.at("0"), point_properties);
    const Answer changed = app->put("bob", here, R"({"suffix":"%"})");
    for (const json::value& one :
         {made.body, changed.body, app->get("vera", here).body, app->get("vera", all).at("0")}) {
        expect_has(one, metric_properties);
        for (const json::value& point : one.at("data").as_array()) expect_has(point, point_properties);
    }
    EXPECT_EQ(changed.at("data").as_array().size(), 2U);
    const Answer cleared = app->erase("bob", here + "/data");
    expect_has(cleared.body, "name:text order:whole? suffix:text site:object");
    expect_has(cleared.at("site"), "id:text subdomain:text");
    expect_has(app->erase("bob", here).body, "id:text name:text");
}

TEST_P(Superset, TeamAndAudienceGroups) {
    expect_has(app->post("alice", app->acme("/team"), R"({"email":"zoe@acme.test"})").body, "email:text");
    const Answer team = app->get("vera", app->acme("/team"));
    for (const json::value& one : team.body.as_array()) {
        expect_has(one, "id:text user:object");
        expect_has(one.at("user"), person_properties);
    }
    const std::string all = app->acme("/audience-groups");
    const std::string zoe = team.word("5.id");
    const Answer made = app->post("bob", all, body({{"components", {app->id("api")}}, {"teammates", {zoe}}}));
    const std::string here = all + "/" + made.word("id");
    for (const json::value& group : {app->get("bob", here).body, app->get("bob", all).at("0")}) {
        expect_has(group, "id:text siteId:text name:text teammates:list components:list");
        expect_has(group.at("teammates").at(0), "id:text audienceGroupId:text teammateId:text teammate:object");
        expect_has(group.at("teammates").at(0).at("teammate").at("user"), person_properties);
        expect_has(group.at("components").at(0), "id:text audienceGroupId:text componentId:text component:object");
        expect_has(group.at("components").at(0).at("component"), component_properties);
    }
    for (const Answer& changed : {made, app->put("bob", here, "{}"), app->erase("bob", here)}) {
        expect_has(changed.body, "id:text siteId:text name:text site:object");
        expect_has(changed.at("site"), "id:text");
    }
    expect_has(app->erase("alice", app->acme("/team/" + zoe)).body, "memberId:text");
}

TEST_P(Superset, Subscribers) {
    const std::string all = app->acme("/subscribers");
    const Answer made = app->post("bob", all, body({{"email", "kim@acme.test"}, {"components", {app->id("api")}}}));
    const Answer hook = app->post("bob", all, R"({"webhook":"https://example.com/","webhookEmail":"a@acme.test"})");
    for (const json::value& one : {made.body, hook.body, app->get("bob", all).at("0"), app->get("bob", all).at("1")}) {
        expect_has(one, subscriber_properties);
        expect_has(one.at("site"), "id:text");
    }
    expect_has(made.at("components.0"), "id:text name:text");
    expect_has(app->erase("bob", all + "/" + hook.word("id")).body,
               "id:text name:null email:text? phone:text? webhook:text webhookEmail:text discord:null "
               "microsoftTeamsWebhook:null company:null site:object");
}

TEST_P(Superset, UsersKeysAndActivity) {
    expect_has(app->get("alice", "/v1/user").body, user_properties);
    constexpr std::string_view key_properties =
        "id:text name:text hint:text createdAt:time lastUsedAt:time? expiresAt:time? revokedAt:time? key:text?";
    expect_has(app->post("alice", "/x/keys", body({{"name", "A"}, {"expiresAt", minute(9)}})).body, key_properties);
    const Answer keys = app->get("alice", "/x/keys");
    for (const json::value& key : keys.body.as_array()) expect_has(key, key_properties);
    const Answer log = app->get("bob", "/x/" + app->id("acme") + "/activity");
    for (const json::value& row : log.body.as_array()) {
        expect_has(row,
                   "id:text sequence:whole event:text actorKind:text actorId:text remoteAddress:text subjectId:text "
                   "announced:flag detail:object createdAt:time");
    }
}

TEST_P(Superset, RemovalsAnswerTheIdAlone) {
    const std::string update = incident_.word("updates.0.id");
    for (const auto& [path, id] :
         {std::pair{path_ + "/incident-updates/" + update, update}, std::pair{path_, incident_.word("id")},
          std::pair{app->acme("/components/" + app->id("mail")), app->id("mail")},
          std::pair{app->acme(), app->id("acme")},
          std::pair{"/v1/workspaces/" + app->id("workspace"), app->id("workspace")}}) {
        const Answer gone = app->erase("alice", path);
        EXPECT_EQ(gone.status, 200);
        EXPECT_EQ(gone.text, R"({"id":")" + id + "\"}");
    }
}

TEST_P(Superset, ErrorsHaveACodeAndAMessage) {
    const std::pair<Answer, const char*> errors[] = {
        {app->get("", "/v1/user"), "unauthorized"},
        {app->get("nokey", "/v1/user"), "forbidden"},
        {app->get("alice", "/v1/" + app->id("mallorys_page")), "forbidden"},
        {app->get("alice", app->acme("/incidents/cnone")), "not_found"},
        {app->get("alice", "/v1/a/b/c/d"), "not_found"},
        {app->erase("alice", "/v1/pages"), "forbidden"},  // a page named "pages"
        {app->put("alice", app->acme("/incidents"), "{}"), "method_not_allowed"},
        {app->post("alice", app->acme("/incidents"), "{"), "bad_request"},
        {app->post("alice", app->acme("/incidents"), "{}"), "bad_request"},
        {app->post("alice", "/v1/workspaces", body({{"slug", app->get("alice", app->acme()).word("workspaceSlug")}})),
         "conflict"},
    };
    for (const auto& [error, code] : errors) {
        EXPECT_GE(error.status, 400);
        EXPECT_EQ(error.error_code(), code) << error.text;
        expect_has(error.at("error"), "code:text message:text");
        EXPECT_EQ(error.body.as_object().size(), 1U);
    }
}

TEST_P(Superset, EveryAnswerIsJsonThatIsNotCachedNorSniffed) {
    const std::vector<std::pair<std::string, std::string>> expected{{"content-type", "application/json; charset=utf-8"},
                                                                    {"cache-control", "no-store"},
                                                                    {"x-content-type-options", "nosniff"}};
    const auto expect_headers = [&](const http::Response& response, const std::string& what) {
        for (const auto& header : expected) {
            EXPECT_EQ(std::ranges::count(response.headers, header), 1) << what << " " << header.first;
        }
        for (const auto& [name, value] : response.headers) {
            EXPECT_TRUE(name != "server" && name != "x-powered-by" && name != "access-control-allow-origin") << what;
        }
    };
    for (const std::string& key : {app->key_of("alice"), std::string(32, 'a'), std::string()}) {
        for (const api::Endpoint& endpoint : app::endpoints()) {
            http::Request request;
            request.method = endpoint.route->method;
            request.path = filled(endpoint.pattern, [&](const std::string& name) {
                return name == "page_id" ? app->id("acme") : std::string("cnone");
            });
            if (endpoint.route->needs == team::Needs::OwnPage) request.path = "/v1/" + app->id("mallorys_page");
            if (!key.empty()) request.headers.emplace_back("authorization", "Bearer " + key);
            const http::Response response = send(*app, request);
            // A table for spreadsheets, when there is one.
            if (!endpoint.route->gives_table || response.status >= 400) expect_headers(response, endpoint.pattern);
        }
    }
}

TEST_P(Superset, TimesAreUtcWithMilliseconds) {
    app->clock().set(test::FakeClock::start + 1);
    const Answer made = app->post("edna", app->acme("/incidents"), R"({"name":"A","status":"IDENTIFIED"})");
    EXPECT_EQ(made.word("started"), "2026-02-03T10:00:00.001Z");
    EXPECT_EQ(made.word("createdAt"), "2026-02-03T10:00:00.001Z");
}

TEST_P(Superset, IdsAreShortWordsThatClientsAccept) {
    for (const std::string& id : {app->id("acme"), app->id("website"), incident_.word("id"), app->user_id("vera")}) {
        EXPECT_EQ(id.size(), 25U);
        EXPECT_EQ(id.front(), 'c');
        EXPECT_TRUE(std::ranges::all_of(id, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); }));
    }
}

}  // namespace
}  // namespace daymark::contract
