#include "subscribers/custom_request.h"

#include "platform/base/error.h"

#include <gtest/gtest.h>

namespace daymark::subscribers {
namespace {

std::string refused_field(const CustomRequestDraft& draft) {
    try {
        (void)changed({}, draft);
    } catch (const Error& error) {
        return error.field();
    }
    return "";
}

TEST(CustomRequests, SayWhatTheyChangeAndNothingElse) {
    CustomRequestDraft draft;
    EXPECT_TRUE(changed({}, draft).is_usual());
    draft.headers = {true, TextPairs{{"X-A", "1"}}};
    const CustomRequest request = changed({}, draft);
    EXPECT_FALSE(request.is_usual());
    EXPECT_EQ(changed(request, {}).headers, request.headers);
    draft.headers = {true, std::nullopt};
    EXPECT_TRUE(changed(request, draft).is_usual());
    draft.headers = {true, TextPairs{}};
    EXPECT_TRUE(changed(request, draft).is_usual());
}

TEST(CustomRequests, AreReadAsTheyWereWritten) {
    CustomRequest request;
    request.method = RequestMethod::Patch;
    request.headers = TextPairs{{"X-B", "caf\xC3\xA9"}, {"X-A", ""}};
    request.component_body = "{{component.name}}";
    CustomRequest read;
    json::patch(read, json::parse(json::text(json::write(request))).as_object());
    EXPECT_EQ(read.method, request.method);
    EXPECT_EQ(read.headers, request.headers) << "in their order";
    EXPECT_EQ(read.component_body, request.component_body);
}

TEST(CustomRequests, HeadersAreOneLineAndNoneOfOurs) {
    for (const std::string_view good : {"X-Token", "authorization", "Content-Type", "User-Agent", "x"})
        EXPECT_TRUE(may_set_header(good, "a value, with = and \t tab")) << good;
    for (const std::string_view bad : {"",
                                       "Host",
                                       "HOST",
                                       "content-length",
                                       "Transfer-Encoding",
                                       "TE",
                                       "Trailer",
                                       "Connection",
                                       "Keep-Alive",
                                       "Proxy-Connection",
                                       "Proxy-Authorization",
                                       "Expect",
                                       "Upgrade",
                                       "Cookie",
                                       "webhook-id",
                                       "Webhook-Timestamp",
                                       "webhook-signature",
                                       "x-instatus-webhook-signature",
                                       "X Y",
                                       "X:",
                                       "X\r\n",
                                       "X\xC3\xA9",
                                       "(X)"})
        EXPECT_FALSE(may_set_header(bad, "x")) << bad;
    for (const std::string_view bad : {"a\nb", "a\rb", "a\x01", "\x7f", "\n"})
        EXPECT_FALSE(may_set_header("X-A", bad)) << bad;
    EXPECT_FALSE(may_set_header("X-A", std::string_view("a\0b", 3)));
}

TEST(CustomRequests, AnErrorNeverHoldsWhatCouldBreakALine) {
    CustomRequestDraft draft;
    draft.headers = {true, TextPairs{{"X\r\nEvil", "1"}}};
    EXPECT_EQ(refused_field(draft), "webhookHeaders");
    draft.headers = {true, TextPairs{{"X-A", "1\r\n"}}};
    EXPECT_EQ(refused_field(draft), "webhookHeaders.X-A");
    draft.headers = {};
    draft.query = {true, TextPairs{{"a\r\n", std::string(2049, 'x')}}};
    EXPECT_EQ(refused_field(draft), "webhookQueryParams");
}

TEST(CustomRequests, PlacesAreThoseOfWhatIsTold) {
    using enum BodyKind;
    for (const std::string_view path :
         {"meta.unsubscribe", "page.status_indicator", "incident", "incident.name", "incident.incident_updates",
          "incident.incident_updates.0", "incident.incident_updates.12.body"})
        EXPECT_TRUE(is_known_place(Incident, path)) << path;
    EXPECT_TRUE(is_known_place(Maintenance, "maintenance.duration"));
    EXPECT_TRUE(is_known_place(Component, "component_update.old_status"));
    for (const std::string_view path :
         {"", "x", "Incident", "incident.x", "incident.name.x", "incident.#", "incident.0", "incident..name",
          ".incident", "incident.", "incident.incident_updates.-1", "incident.incident_updates.x",
          "incident.incident_updates.99999999999", "incident.incident_updates.0.incident_updates", "maintenance.name",
          "component.name", "meta.x", "page.0"})
        EXPECT_FALSE(is_known_place(Incident, path)) << path;
    EXPECT_FALSE(is_known_place(Maintenance, "incident.name"));
}

}  // namespace
}  // namespace daymark::subscribers
