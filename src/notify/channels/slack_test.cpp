#include "notify/chat_text.h"
#include "support/sample_notice.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

using test::answered, test::composed, test::in_words, test::repeated;

const std::string address = "https://hooks.slack.com/services/T00000000/B00000000/secret";

json::value body_of(const Notice& notice) { return json::parse(composed(slack_channel, notice, address).body); }

/// Every text of the message, with the name of what holds it.
void collect(const json::value& from, std::vector<std::pair<std::string, std::string>>& texts,
             const std::string& name) {
    if (from.is_string()) texts.emplace_back(name, std::string(std::string_view(from.get_string())));
    if (from.is_array()) {
        for (const json::value& one : from.get_array()) collect(one, texts, name);
    }
    if (!from.is_object()) return;
    const json::value* type = from.get_object().if_contains("type");
    for (const auto& [key, value] : from.get_object()) {
        collect(value, texts, type != nullptr ? std::string(std::string_view(type->as_string())) : std::string(key));
    }
}

std::string all_text(const json::value& body) {
    std::vector<std::pair<std::string, std::string>> texts;
    collect(body, texts, "");
    std::string all;
    for (const auto& [name, text] : texts) all += text + "\n";
    return all;
}

TEST(Slack, PostsBlocksBesideABar) {
    const auto request = composed(slack_channel, test::sample_notice(), address);
    EXPECT_EQ(request.url, address);
    EXPECT_EQ(json::parse(request.body), json::parse(R"({
        "text": "Kestrel has updated their incident: Delayed webhook deliveries https://status.kestrel.example/incident/cmincident000000000000001",
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": "Delayed webhook deliveries"}},
            {"type": "context", "elements": [
                {"type": "mrkdwn", "text": "Kestrel has updated their incident", "verbatim": true}]}],
        "attachments": [{"color": "#f2933f", "blocks": [
            {"type": "section", "text": {"type": "mrkdwn", "verbatim": true, "text": "*Identified · Nov 23, 14:38 UTC*"}},
            {"type": "section", "text": {"type": "mrkdwn", "verbatim": true,
                "text": "A queue in eu-west is full.\n\nWe are adding workers; see <https://kestrel.example/queues?a=1&amp;b=2>."}},
            {"type": "section", "text": {"type": "mrkdwn", "verbatim": true,
                "text": "Webhooks – Partial outage\nREST API – Degraded performance"}},
            {"type": "section", "text": {"type": "mrkdwn", "verbatim": true,
                "text": "<https://status.kestrel.example/incident/cmincident000000000000001|View incident>"}}]}],
        "unfurl_links": false, "unfurl_media": false})"));
}

TEST(Slack, KeepsToItsLimits) {
    for (const std::string& part : {std::string("a"), std::string("&"), std::string("漢字"), std::string("😀"),
                                    std::string("word "), std::string("https://a.example "), std::string("<@U1>\n")}) {
        Notice notice = test::sample_notice();
        const std::string much = repeated(part);
        notice.text = notice.title = notice.headline = notice.state = notice.when = notice.kind = notice.view = much;
        notice.affected.assign(500, {much, {}, much});
        const json::value body = body_of(notice);
        EXPECT_LE(body.at("blocks").as_array().size() + body.at("attachments").at(0).at("blocks").as_array().size(),
                  50U);
        std::vector<std::pair<std::string, std::string>> texts;
        collect(body, texts, "");
        for (const auto& [name, text] : texts) {
            EXPECT_FALSE(text.empty());
            EXPECT_LE(length_of(text), name == "plain_text" ? 150U : 3'000U) << name << ' ' << part;
        }
        EXPECT_NE(all_text(body).find("<" + notice.url + "|"), std::string::npos);
    }
}

TEST(Slack, TextsAreCutAtTheEdge) {
    Notice notice = test::sample_notice();
    const auto title_of = [&](std::size_t length) {
        notice.title = std::string(length, 'a');
        return std::string(body_of(notice).at("blocks").at(0).at("text").at("text").as_string());
    };
    EXPECT_EQ(title_of(150), std::string(150, 'a'));
    EXPECT_EQ(title_of(151), std::string(149, 'a') + "…");
    const auto text_of = [&](std::size_t length) {
        notice.text = std::string(length, 'a');
        return std::string(
            body_of(notice).at("attachments").at(0).at("blocks").at(1).at("text").at("text").as_string());
    };
    EXPECT_EQ(text_of(3'000), std::string(3'000, 'a'));
    EXPECT_EQ(text_of(3'001), std::string(2'999, 'a') + "…");
}

TEST(Slack, NobodyIsPingedByWhatPeopleWrite) {
    for (const std::string& evil : {std::string("<!channel>"), std::string("<@U1>"), std::string("<!here|x>"),
                                    std::string("<https://evil.example|View incident>"),
                                    std::string("&lt;!channel&gt;"), std::string("https://a.example<!channel>"),
                                    std::string("<#C1>"), std::string("https://a.example|<!everyone>")}) {
        Notice notice = test::sample_notice();
        notice.title = notice.text = notice.headline = notice.state = notice.when = notice.view = evil;
        notice.affected = {{evil, {}, evil}};
        const std::string all = all_text(body_of(notice));
        for (const char* mark : {"<!", "<@", "<#", "<https://evil.example|"})
            EXPECT_EQ(all.find(mark), std::string::npos) << evil;
    }
}

TEST(Slack, ABarInALinkCannotEndIt) {
    Notice notice = test::sample_notice();
    notice.url = "https://a.example/x|y>z&a";
    EXPECT_NE(all_text(body_of(notice)).find("<https://a.example/x%7Cy&gt;z&amp;a|View incident>"), std::string::npos);
}

TEST(Slack, AnswersArePlainWords) {
    for (const auto& [status, body, expected] : {
             std::tuple{200, "ok", "sent"},
             {200, "ok\n", "sent"},
             {200, "no_text", "failed: 200 OK: no_text"},
             {200, "<html>", "failed: 200 OK"},
             {200, "", "failed: 200 OK"},
             {400, "invalid_payload", "failed: 400 Bad Request: invalid_payload"},
             {400, "user_not_found", "failed: 400 Bad Request: user_not_found"},
             {400, "no_text", "failed: 400 Bad Request: no_text"},
             {400, "too_many_attachments", "failed: 400 Bad Request: too_many_attachments"},
             {403, "action_prohibited", "failed: 403 Forbidden: action_prohibited"},
             {403, "invalid_token", "gone: 403 Forbidden: invalid_token"},
             {403, "team_disabled", "gone: 403 Forbidden: team_disabled"},
             {404, "channel_not_found", "gone: 404 Not Found: channel_not_found"},
             {404, "no_service", "gone: 404 Not Found: no_service"},
             {404, "no_active_hooks", "gone: 404 Not Found: no_active_hooks"},
             {404, "no_team", "gone: 404 Not Found: no_team"},
             {404, "<html>not found</html>", "failed: 404 Not Found"},
             {410, "channel_is_archived", "gone: 410 Gone: channel_is_archived"},
             {500, "rollup_error", "again: 500 Internal Server Error: rollup_error"},
             {503, "", "again: 503 Service Unavailable"},
             {302, "", "failed: 302 Found"},
         }) {
        EXPECT_EQ(in_words(slack_channel.judge(answered(status, body))), expected);
    }
    EXPECT_EQ(in_words(slack_channel.judge(answered(429, "rate_limited", {{"retry-after", "30"}}))),
              "again, 30000 ms: 429 Too Many Requests: rate_limited");
}

}  // namespace
}  // namespace daymark::notify
