#include "notify/custom_body.h"

#include "support/sample_notice.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

const json::object told =
    json::parse(
        R"({"incident":{"name":"Say \"hi\"\n\\o/ é\u0001","impact":null,"backfilled":false,"count":3,"share":0.5,
        "incident_updates":[{"body":"first"},{"body":"{{incident.count}} {{x}}"}],"empty":"","with-dash_1":1},
        "page":{"status_indicator":"UP"},"list":[[1,2],{"a":"b"}]})")
        .get_object();

std::string filled(std::string_view form) { return custom_body(form, told).value_or("too long"); }

TEST(CustomBody, TextsAreEscapedForTheInsideOfAString) {
    EXPECT_EQ(filled(R"({"text":"{{incident.name}} on {{page.status_indicator}}"})"),
              R"({"text":"Say \"hi\"\n\\o/ é\u0001 on UP"})");
    EXPECT_EQ(json::parse(filled(R"({"a":"{{incident.name}}"})")).at("a"), told.at("incident").at("name"));
}

TEST(CustomBody, AllElseIsJson) {
    EXPECT_EQ(filled("[{{incident.count}},{{incident.share}},{{incident.impact}},{{incident.backfilled}}]"),
              "[3,0.5,null,false]");
    EXPECT_EQ(filled("{{list}}{{page}}"), R"([[1,2],{"a":"b"}]{"status_indicator":"UP"})");
}

TEST(CustomBody, PathsLeadThroughObjectsAndLists) {
    EXPECT_EQ(filled("{{incident.incident_updates.0.body}},{{list.0.1}},{{list.1.a}},{{incident.with-dash_1}}"),
              "first,2,b,1");
    EXPECT_EQ(filled("{{ page.status_indicator }}{{\tpage.status_indicator}}"), "UPUP");
}

TEST(CustomBody, PathsThatLeadNowhereLeaveNothing) {
    for (const std::string_view path :
         {"x", "incident.x", "incident.name.x", "incident.incident_updates.2", "incident.incident_updates.-1",
          "incident.incident_updates.99999999999999999999", "incident.incident_updates.x", ".", "..", ".incident",
          "incident..name", "incident.empty", "list.0.1.0", "incident.impact.x", "INCIDENT.NAME"}) {
        EXPECT_EQ(filled("<{{" + std::string(path) + "}}>"), "<>") << path;
    }
}

TEST(CustomBody, TextsAreEscapedForTheKindOfBody) {
    const json::object some{{"a", "<b> & \"c\"=1"}, {"n", 5}};
    EXPECT_EQ(custom_body("x={{a}}&n={{n}}", some, BodyForm::Pairs), "x=%3Cb%3E%20%26%20%22c%22%3D1&n=5");
    EXPECT_EQ(custom_body("<p>{{a}}</p>", some, BodyForm::Markup), "<p>&lt;b&gt; &amp; &quot;c&quot;=1</p>");
    EXPECT_EQ(custom_body("{{a}} {{n}}", some, BodyForm::Plain), "<b> & \"c\"=1 5");
    for (const char* json : {"", "application/json", "Application/JSON; charset=utf-8", "application/cloudevents+json",
                             "multipart/form-data", "nonsense"})
        EXPECT_EQ(body_form_of(json), BodyForm::Json) << json;
    EXPECT_EQ(body_form_of("application/x-www-form-urlencoded;charset=utf-8"), BodyForm::Pairs);
    EXPECT_EQ(body_form_of("text/xml"), BodyForm::Markup);
    EXPECT_EQ(body_form_of("application/soap+xml"), BodyForm::Markup);
    EXPECT_EQ(body_form_of("text/html"), BodyForm::Markup);
    EXPECT_EQ(body_form_of(" text/plain "), BodyForm::Plain);
}

TEST(CustomBody, WhatIsPutInIsNotLookedAtAgain) {
    EXPECT_EQ(filled("{{incident.incident_updates.1.body}}"), "{{incident.count}} {{x}}");
    const json::object halves{{"a", "{{b"}, {"b", "secret"}, {"c", "{"}};
    EXPECT_EQ(custom_body("{{a}}}} {{c}}{b}}", halves), "{{b}} {{b}}");
}

TEST(CustomBody, WhatIsNoPlaceStaysAsItIs) {
    for (const std::string_view form :
         {"",     "plain",  "{",       "{{",       "{{}}",    "{{ }}",   "{{a b}}",      "{{a}",
          "{{a",  "{ {a}}", "{{#a}}",  "{{&a}}",   "{{a\n}}", "{{a|b}}", "{{\xC3\xA9}}", "}}",
          "{{{{", "{{a.b",  "{% a %}", "{{a[0]}}", "${a}"}) {
        EXPECT_EQ(filled(form), form);
    }
    EXPECT_EQ(filled(R"({"a":{"b":{{incident.count}}}})"), R"({"a":{"b":3}})");
    EXPECT_EQ(filled("{{{incident.count}}}"), "{3}");
    EXPECT_EQ(filled("{{ x {{incident.count}}"), "{{ x 3");
}

TEST(CustomBody, IsNoLongerThanItsLimit) {
    const std::string most(most_custom_bytes, 'x');
    EXPECT_EQ(filled(most).size(), most_custom_bytes);
    EXPECT_EQ(custom_body(most + "x", told), std::nullopt);

    const json::object large{{"a", std::string(1'000, 'x')}};
    EXPECT_EQ(custom_body(test::repeated("{{a}}", 262 * 5), large)->size(), 262'000U);
    EXPECT_EQ(custom_body(test::repeated("{{a}}", 263 * 5), large), std::nullopt);
    EXPECT_EQ(custom_body(test::repeated("{{a}}", 10'000'000), large), std::nullopt);
}

TEST(CustomBody, TakesNoLongerForHostileForms) {
    for (const std::string_view part : {"{", "{{", "{{a", "{{ ", "{{a.", "}}", "{{.}", "{{x}}{", "{{a b}}"}) {
        const std::string form = test::repeated(part, most_custom_bytes - 10);
        EXPECT_LE(custom_body(form, told)->size(), form.size()) << part;
    }
    EXPECT_EQ(filled("{{" + test::repeated("a.", 200'000) + "}}"), "");
    EXPECT_EQ(filled("{{" + std::string(200'000, ' ') + "incident.count}}"), "3");
}

}  // namespace
}  // namespace daymark::notify
