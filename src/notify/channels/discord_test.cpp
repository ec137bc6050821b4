#include "notify/chat_text.h"
#include "support/sample_notice.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

using test::answered, test::composed, test::in_words, test::repeated;

const std::string address = "https://discord.com/api/webhooks/1/secret";

json::value body_of(const Notice& notice) { return json::parse(composed(discord_channel, notice, address).body); }

std::string text_of(const json::value& value) { return std::string(std::string_view(value.as_string())); }

std::string description_of(const std::string& text) {
    Notice notice = test::sample_notice();
    notice.text = text;
    return text_of(body_of(notice).at("embeds").at(0).at("description"));
}

TEST(Discord, PostsAnEmbed) {
    const auto request = composed(discord_channel, test::sample_notice(), address);
    EXPECT_EQ(request.url, address + "?wait=true");
    EXPECT_EQ(json::parse(request.body), json::parse(R"({
        "content": "Kestrel has updated their incident",
        "embeds": [{
            "title": "Delayed webhook deliveries",
            "url": "https://status.kestrel.example/incident/cmincident000000000000001",
            "description": "**Identified · Nov 23, 14:38 UTC**\n\nA queue in eu-west is full.\n\nWe are adding workers; see https://kestrel.example/queues?a=1&b=2.\n\nWebhooks – Partial outage\nREST API – Degraded performance",
            "color": 15897407,
            "author": {"name": "Kestrel", "url": "https://status.kestrel.example",
                       "icon_url": "https://status.kestrel.example/uploads/logo.png"}}],
        "allowed_mentions": {"parse": []}})"));
}

TEST(Discord, AsksForTheMessageAndKeepsTheThread) {
    const auto url = [](const std::string& query) {
        return composed(discord_channel, test::sample_notice(), address + query).url;
    };
    EXPECT_EQ(url("?thread_id=7"), address + "?thread_id=7&wait=true");
    EXPECT_EQ(url("?wait=true"), address + "?wait=true");
    EXPECT_EQ(url("?wait=false&thread_id=7"), address + "?thread_id=7&wait=true");
}

TEST(Discord, OnlyLogosThatItCanFetchAreNamed) {
    Notice notice = test::sample_notice();
    for (const char* logo : {"", "http://status.kestrel.example/logo.png", "/logo.png"}) {
        notice.logo_url = logo;
        EXPECT_FALSE(body_of(notice).at("embeds").at(0).at("author").as_object().contains("icon_url")) << logo;
    }
}

TEST(Discord, KeepsToItsLimits) {
    for (const std::string& part :
         {std::string("a"), std::string("*"), std::string("漢字"), std::string("😀"), std::string("word "),
          std::string("https://a.example/a_b "), std::string("@everyone\n")}) {
        Notice notice = test::sample_notice();
        notice.text = notice.title = notice.headline = notice.state = notice.when = notice.page_name = repeated(part);
        notice.affected.assign(500, {repeated(part), {}, repeated(part)});
        const json::value body = body_of(notice), embed = body.at("embeds").at(0);
        const std::size_t title = length_of(text_of(embed.at("title"))),
                          description = length_of(text_of(embed.at("description"))),
                          author = length_of(text_of(embed.at("author").at("name")));
        EXPECT_LE(length_of(text_of(body.at("content"))), 2'000U) << part;
        EXPECT_LE(title, 256U) << part;
        EXPECT_LE(description, 4'096U) << part;
        EXPECT_GT(description, 3'500U) << part;
        EXPECT_LE(author, 256U) << part;
        EXPECT_LE(title + description + author, 6'000U) << part;
        EXPECT_EQ(text_of(embed.at("url")), notice.url);
    }
}

TEST(Discord, TitlesAreCutAtTheEdge) {
    Notice notice = test::sample_notice();
    const auto title = [&](std::size_t length) {
        notice.title = std::string(length, 'a');
        return text_of(body_of(notice).at("embeds").at(0).at("title"));
    };
    EXPECT_EQ(title(256), std::string(256, 'a'));
    EXPECT_EQ(title(257), std::string(255, 'a') + "…");
}

TEST(Discord, WhatPeopleWriteIsNoMarkdown) {
    EXPECT_NE(description_of("a_b *c* `d` ~e~ |f| <@1> # g\n> h \\")
                  .find("a\\_b \\*c\\* \\`d\\` \\~e\\~ \\|f\\| \\<@1\\> \\# g\n\\> h \\\\"),
              std::string::npos);
    EXPECT_NE(description_of("[View incident](https://evil.example/a_b)")
                  .find("\\[View incident\\](https://evil.example/a_b)"),
              std::string::npos);
    EXPECT_NE(description_of("xhttps://[a](https://evil.example)").find("\\[a\\]("), std::string::npos);
    EXPECT_NE(description_of("https://a.example](https://evil.example)").find("https://a.example\\]("),
              std::string::npos);
}

TEST(Discord, NobodyIsPinged) {
    Notice notice = test::sample_notice();
    notice.title = notice.headline = notice.text = "@everyone @here <@&1>";
    EXPECT_EQ(body_of(notice).at("allowed_mentions"), json::parse(R"({"parse":[]})"));
    EXPECT_EQ(body_of(notice).at("content"), "@everyone @here \\<@&1\\>");
}

TEST(Discord, AnswersSayHowLongToWait) {
    const std::string limited = R"({"message":"You are being rate limited.","retry_after":64.5701,"global":false})";
    EXPECT_EQ(in_words(discord_channel.judge(answered(429, limited, {{"retry-after", "65"}}))),
              "again, 64571 ms: 429 Too Many Requests");
    EXPECT_EQ(in_words(discord_channel.judge(answered(429, R"({"message":""})", {{"retry-after", "65"}}))),
              "again, 65000 ms: 429 Too Many Requests");
    EXPECT_EQ(in_words(discord_channel.judge(answered(429, R"({"retry_after":0.001})"))),
              "again, 1000 ms: 429 Too Many Requests");
    EXPECT_EQ(in_words(discord_channel.judge(answered(429, R"({"retry_after":1e300})"))),
              "again, 86400000 ms: 429 Too Many Requests");
}

TEST(Discord, AnswersThatAreNotItsOwnMeanABan) {
    for (const int status : {400, 401, 403, 404, 405, 429}) {
        const Verdict verdict = discord_channel.judge(answered(status, "<html>error code: 1015</html>"));
        EXPECT_EQ(verdict.result, Verdict::Result::Again) << status;
        EXPECT_EQ(verdict.wait, 10 * one_minute) << status;
    }
    EXPECT_EQ(in_words(discord_channel.judge(answered(429, "<html>", {{"retry-after", "3600"}}))),
              "again, 3600000 ms: 429 Too Many Requests");
    EXPECT_EQ(in_words(discord_channel.judge(answered(502, "<html>"))), "again: 502 Bad Gateway");
    EXPECT_EQ(in_words(discord_channel.judge(answered(301, "<html>"))), "failed: 301 Moved Permanently");
}

TEST(Discord, AnswersAreRead) {
    const Verdict sent = discord_channel.judge(answered(200, R"({"id":"1234567890","content":"x"})"));
    EXPECT_EQ(in_words(sent), "sent");
    EXPECT_EQ(sent.remote_id, "1234567890");
    EXPECT_EQ(in_words(discord_channel.judge(answered(204))), "sent");
    EXPECT_EQ(in_words(discord_channel.judge(answered(404, R"({"message":"Unknown Webhook","code":10015})"))),
              "gone: 404 Not Found: 10015");
    EXPECT_EQ(in_words(discord_channel.judge(answered(401, R"({"message":"Invalid Webhook Token","code":50027})"))),
              "gone: 401 Unauthorized: 50027");
    EXPECT_EQ(in_words(discord_channel.judge(answered(403, R"({"message":"Missing","code":50013})"))),
              "gone: 403 Forbidden: 50013");
    EXPECT_EQ(in_words(discord_channel.judge(answered(400, R"({"message":"Invalid Form Body","code":50035})"))),
              "failed: 400 Bad Request: 50035");
    EXPECT_EQ(in_words(discord_channel.judge(answered(500, R"({"message":"x","code":0})"))),
              "again: 500 Internal Server Error: 0");
}

}  // namespace
}  // namespace daymark::notify
