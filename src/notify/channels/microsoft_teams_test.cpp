#include "support/sample_notice.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

using test::answered, test::composed, test::in_words, test::repeated;

const std::string flow = "https://prod-1.westeurope.logic.azure.com:443/workflows/x/triggers/manual/paths/invoke?sig=s";
const std::string connector = "https://kestrel.webhook.office.com/webhookb2/x/IncomingWebhook/y/z";

json::value body_of(const Notice& notice, const std::string& address = flow) {
    return json::parse(composed(microsoft_teams_channel, notice, address).body);
}

TEST(MicrosoftTeams, PostsACardToAWorkflow) {
    const auto request = composed(microsoft_teams_channel, test::sample_notice(), flow);
    EXPECT_EQ(request.url, flow);
    EXPECT_EQ(json::parse(request.body), json::parse(R"({
        "type": "message",
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": {
            "type": "AdaptiveCard", "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "version": "1.4",
            "msteams": {"width": "Full"},
            "body": [
                {"type": "Container", "style": "warning", "items": [
                    {"type": "RichTextBlock", "inlines": [
                        {"type": "TextRun", "text": "Kestrel has updated their incident", "size": "Small"}]},
                    {"type": "RichTextBlock", "inlines": [
                        {"type": "TextRun", "text": "Delayed webhook deliveries", "size": "Large", "weight": "Bolder"}]},
                    {"type": "RichTextBlock", "inlines": [
                        {"type": "TextRun", "text": "Identified · Nov 23, 14:38 UTC", "weight": "Bolder"}]}]},
                {"type": "RichTextBlock", "inlines": [
                    {"type": "TextRun", "text": "A queue in eu-west is full.\n\nWe are adding workers; see "},
                    {"type": "TextRun", "text": "https://kestrel.example/queues?a=1&b=2", "selectAction":
                        {"type": "Action.OpenUrl", "url": "https://kestrel.example/queues?a=1&b=2"}},
                    {"type": "TextRun", "text": "."}]},
                {"type": "RichTextBlock", "inlines": [
                    {"type": "TextRun", "text": "Webhooks – Partial outage\nREST API – Degraded performance"}]}],
            "actions": [{"type": "Action.OpenUrl", "title": "View incident",
                         "url": "https://status.kestrel.example/incident/cmincident000000000000001"}]}}]})"));
}

TEST(MicrosoftTeams, PostsAnotherCardToAConnector) {
    EXPECT_EQ(body_of(test::sample_notice(), connector), json::parse(R"({
        "@type": "MessageCard", "@context": "https://schema.org/extensions", "themeColor": "f2933f",
        "summary": "Kestrel has updated their incident", "title": "Delayed webhook deliveries",
        "sections": [{"markdown": false, "text": "<p>Identified · Nov 23, 14:38 UTC</p><p>A queue in eu-west is full.<br><br>We are adding workers; see https://kestrel.example/queues?a=1&amp;b=2.</p><p>Webhooks – Partial outage<br>REST API – Degraded performance</p>"}],
        "potentialAction": [{"@type": "OpenUri", "name": "View incident", "targets": [
            {"os": "default", "uri": "https://status.kestrel.example/incident/cmincident000000000000001"}]}]})"));
    EXPECT_TRUE(body_of(test::sample_notice(), "https://outlook.office.com/webhook/x").as_object().contains("@type"));
    // Only by its host.
    EXPECT_FALSE(body_of(test::sample_notice(), flow + "&x=.webhook.office.com/").as_object().contains("@type"));
}

TEST(MicrosoftTeams, TonesHaveStyles) {
    Notice notice = test::sample_notice();
    const auto style = [&](Tone tone) {
        notice.tone = tone;
        return std::string(
            body_of(notice).at("attachments").at(0).at("content").at("body").at(0).at("style").as_string());
    };
    EXPECT_EQ(style(Tone::Good), "good");
    EXPECT_EQ(style(Tone::Planned), "accent");
    EXPECT_EQ(style(Tone::Degraded), "warning");
    EXPECT_EQ(style(Tone::Major), "attention");
}

TEST(MicrosoftTeams, KeepsToItsLimit) {
    for (const std::string& address : {flow, connector}) {
        for (const std::string& part :
             {std::string("a"), std::string("<&\">"), std::string("漢字"), std::string("😀"), std::string("word "),
              std::string("https://a.example "), std::string("\x01"), std::string("\"\n")}) {
            Notice notice = test::sample_notice();
            const std::string much = repeated(part);
            notice.text = notice.title = notice.headline = notice.state = notice.when = notice.view = much;
            notice.affected.assign(500, {much, {}, much});
            const std::string body = composed(microsoft_teams_channel, notice, address).body;
            // A connector counts each letter twice.
            EXPECT_LE(body.size(), address == connector ? 14'000U : 28'000U) << part;
            EXPECT_NE(body.find("\"" + notice.url + "\""), std::string::npos) << part;
            EXPECT_NE(body.find("+490"), std::string::npos) << part;
        }
    }
}

/// A run shows its text as it is; HTML for connectors is escaped.
TEST(MicrosoftTeams, WhatPeopleWriteIsNoMarkup) {
    const std::string evil = "[View incident](https://evil.example) <b>x</b> **y** <at>all</at>";
    Notice notice = test::sample_notice();
    notice.title = notice.text = evil;
    const std::string body = composed(microsoft_teams_channel, notice, flow).body;
    EXPECT_EQ(body.find("TextBlock\",\"text"), std::string::npos);
    EXPECT_EQ(body.find("FactSet"), std::string::npos);
    EXPECT_EQ(body_of(notice, connector).at("title"),
              "[View incident](https://evil.example) &lt;b&gt;x&lt;/b&gt; **y** &lt;at&gt;all&lt;/at&gt;");
    EXPECT_EQ(composed(microsoft_teams_channel, notice, connector).body.find("<b>"), std::string::npos);
}

TEST(MicrosoftTeams, AnswersAreJudged) {
    for (const auto& [status, body, expected] : {
             std::tuple{202, "", "sent"},
             {200, "1", "sent"},
             {400, R"({"error":{"code":"WorkflowTriggerIsNotEnabled"}})", "failed: 400 Bad Request"},
             {401, R"({"error":{"code":"DirectApiAuthorizationRequired"}})", "gone: 401 Unauthorized"},
             {403, "", "gone: 403 Forbidden"},
             {404, R"({"error":{"code":"WorkflowNotFound"}})", "gone: 404 Not Found"},
             {410, "", "gone: 410 Gone"},
             {413, "", "failed: 413 Content Too Large"},
             {500, "", "again: 500 Internal Server Error"},
             {502, R"({"error":{"code":"NoResponse"}})", "again: 502 Bad Gateway"},
             {200,
              "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with x",
              "again: 429 Too Many Requests"},
             {200,
              "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413 with x",
              "failed: the connector did not post it"},
         }) {
        EXPECT_EQ(in_words(microsoft_teams_channel.judge(answered(status, body))), expected);
    }
    EXPECT_EQ(in_words(microsoft_teams_channel.judge(answered(429, "", {{"retry-after", "11"}}))),
              "again, 11000 ms: 429 Too Many Requests");
}

}  // namespace
}  // namespace daymark::notify
