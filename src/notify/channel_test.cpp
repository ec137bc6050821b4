#include "notify/channel.h"

#include "pages/page.h"
#include "platform/text/percent.h"
#include "support/sample_notice.h"

#include <gtest/gtest.h>

#include <set>

namespace daymark::notify {
namespace {

using test::answered, test::in_words, test::repeated;
using Fault = net::HttpAnswer::Fault;

std::string judged(int status, net::Headers headers = {}) {
    return in_words(judge_by_status(answered(status, "", std::move(headers))));
}

std::string judged(Fault fault) {
    net::HttpAnswer answer;
    answer.fault = fault;
    return in_words(judge_by_status(answer));
}

TEST(JudgeByStatus, SaysWhatAnswersMeanToMostServers) {
    for (const int status : {200, 201, 202, 204, 299}) EXPECT_EQ(judged(status), "sent") << status;
    EXPECT_EQ(judged(408), "again: 408 Request Timeout");
    EXPECT_EQ(judged(425), "again: 425");
    EXPECT_EQ(judged(429), "again: 429 Too Many Requests");
    for (const int status : {500, 501, 502, 503, 504, 520, 599})
        EXPECT_TRUE(judged(status).starts_with("again")) << status;
    EXPECT_EQ(judged(404), "gone: 404 Not Found");
    EXPECT_EQ(judged(410), "gone: 410 Gone");
    for (const int status :
         {0, -1, 100, 199, 301, 302, 304, 307, 308, 400, 401, 403, 405, 409, 413, 422, 451, 499, 600, 999}) {
        EXPECT_TRUE(judged(status).starts_with("failed: " + std::to_string(status))) << judged(status);
    }
}

TEST(JudgeByStatus, WithoutAnAnswerItIsTriedAgainWhereThatCanHelp) {
    EXPECT_EQ(judged(Fault::BadAddress), "failed: no address to which a request can be sent");
    EXPECT_EQ(judged(Fault::Refused), "failed: could not be reached");
    EXPECT_EQ(judged(Fault::NoName), "again: could not be reached");
    EXPECT_EQ(judged(Fault::Unreachable), "again: could not be reached");
    EXPECT_EQ(judged(Fault::BadTls), "again: could not prove who it is (TLS)");
    EXPECT_EQ(judged(Fault::TimedOut), "again: no answer in time");
    EXPECT_EQ(judged(Fault::Broken), "again: the connection broke");
}

TEST(JudgeByStatus, WaitsAsLongAsAsked) {
    const auto after = [](std::string asked) { return judged(503, {{"retry-after", std::move(asked)}}); };
    EXPECT_EQ(after("120"), "again, 120000 ms: 503 Service Unavailable");
    EXPECT_EQ(after("0"), "again, 1000 ms: 503 Service Unavailable");
    EXPECT_EQ(after("86401"), "again, 86400000 ms: 503 Service Unavailable");
    EXPECT_EQ(after("4294967295"), "again, 86400000 ms: 503 Service Unavailable");
    for (const std::string& nothing : {std::string(), std::string("-5"), std::string("1.5"), std::string("soon"),
                                       std::string("99999999999999999999"), repeated("9"), repeated("Tue, "),
                                       std::string("Tue, 07 May 2024 15:03:47 GMT")}) {
        EXPECT_EQ(after(nothing), "again: 503 Service Unavailable") << nothing.substr(0, 40);
    }
    EXPECT_EQ(judged(400, {{"retry-after", "120"}}), "failed: 400 Bad Request");
    EXPECT_EQ(judged(200, {{"retry-after", "120"}}), "sent");
}

TEST(JudgeByStatus, AnAskedDateIsMeasuredByTheClockOfWhoAsks) {
    const auto between = [](std::string said, std::string asked) {
        return judged(429, {{"date", std::move(said)}, {"retry-after", std::move(asked)}});
    };
    EXPECT_EQ(between("Tue, 07 May 2024 23:59:30 GMT", "Wed, 08 May 2024 00:01:00 GMT"),
              "again, 90000 ms: 429 Too Many Requests");
    EXPECT_EQ(between("Wed, 08 May 2024 00:01:00 GMT", "Tue, 07 May 2024 23:59:30 GMT"),
              "again, 1000 ms: 429 Too Many Requests");
    EXPECT_EQ(between("Tue, 07 May 2024 23:59:30 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"),
              "again, 86400000 ms: 429 Too Many Requests");
    EXPECT_EQ(between("yesterday", "Wed, 08 May 2024 00:01:00 GMT"), "again: 429 Too Many Requests");
    EXPECT_EQ(between("Tue, 07 May 2024 23:59:30 GMT", "Wed, 99 Foo 2024"), "again: 429 Too Many Requests");
}

TEST(Reasons, TakeOverWordsAndNothingElse) {
    EXPECT_EQ(reason_of(answered(404), "no_service"), "404 Not Found: no_service");
    EXPECT_EQ(reason_of(answered(400), "50035"), "400 Bad Request: 50035");
    for (const std::string& none : {std::string(), std::string("two words"), std::string("<b>"), std::string(41, 'a'),
                                    std::string("https://hooks.example/secret"), std::string("caf\xC3\xA9")}) {
        EXPECT_EQ(reason_of(answered(404), none), "404 Not Found") << none;
    }
    EXPECT_EQ(reason_of(answered(404), std::string(40, 'a')), "404 Not Found: " + std::string(40, 'a'));
}

TEST(Answers, AreReadAsJsonWhereTheyAreSome) {
    EXPECT_EQ(text_at(json_of(answered(200, R"({"error":{"status":"X"}})")), {"error", "status"}), "X");
    for (const std::string& body :
         {std::string(), std::string("<html>"), std::string("{"), std::string("[1]"), std::string(R"({"error":1})"),
          std::string(R"({"error":{"status":1}})"), std::string(R"({"error":{}})"), std::string(60'000, '[')}) {
        EXPECT_EQ(text_at(json_of(answered(200, body)), {"error", "status"}), "") << body.substr(0, 40);
    }
}

TEST(Shortened, CutsAtTheEndOfAWord) {
    EXPECT_EQ(shortened("one two three", 13), "one two three");
    EXPECT_EQ(shortened("one two three", 12), "one two…");
    EXPECT_EQ(shortened("one two three", 8), "one two…");
    EXPECT_EQ(shortened("one two three", 7), "one…");
    EXPECT_EQ(shortened("one  \n two", 6), "one…");
    EXPECT_EQ(shortened("onetwothree", 5), "onet…");
    EXPECT_EQ(shortened("a onetwothreefour", 10), "a onetwot…");
    EXPECT_EQ(shortened("one two", 1), "…");
    EXPECT_EQ(shortened("one two", 0), "");
    EXPECT_EQ(shortened("", 0), "");
    EXPECT_EQ(shortened("   ", 2), "…");
}

TEST(Shortened, CountsCharactersAndCutsNone) {
    EXPECT_EQ(shortened("éééé", 4), "éééé");
    EXPECT_EQ(shortened("漢字漢字漢字", 4), "漢字漢…");
    EXPECT_EQ(shortened("😀😀😀", 2), "😀…");
    EXPECT_EQ(shortened("مرحبا بالعالم الكبير", 14), "مرحبا بالعالم…");
    EXPECT_EQ(shortened(repeated("漢"), 1'000).size(), 3U * 1'000);
}

TEST(Shortened, BearsWhatIsNoText) {
    EXPECT_LE(shortened(repeated("\x80"), 10).size(), 10U * 4 + 3);
    EXPECT_EQ(shortened("\xF0", 1), "\xF0");
    EXPECT_EQ(shortened(std::string("a\0b", 3), 3), std::string("a\0b", 3));
}

TEST(Requests, FormsArePercentEncoded) {
    EXPECT_EQ(form_of({}), "");
    EXPECT_EQ(form_of({{"To", "+1 415"}, {"Body", "a&b=c é\n"}}), "To=%2B1%20415&Body=a%26b%3Dc%20%C3%A9%0A");
    EXPECT_EQ(text::percent_encoded("AZaz09-._~"), "AZaz09-._~");
    EXPECT_EQ(text::percent_encoded(std::string("\0\xFF%+/", 5)), "%00%FF%25%2B%2F");
}

TEST(Requests, QueriesAreSetInAUrl) {
    EXPECT_EQ(with_query("https://a.example/x", {{"b", "1"}}), "https://a.example/x?b=1");
    EXPECT_EQ(with_query("https://a.example", {{"b", "1 2"}, {"b", "&"}}), "https://a.example?b=1%202&b=%26");
    EXPECT_EQ(with_query("https://a.example/?a=1&b=2&bb=3&b#f?g", {{"b", "4"}}), "https://a.example/?a=1&bb=3&b=4#f?g");
    EXPECT_EQ(with_query("https://a.example/?a=1#f", {}), "https://a.example/?a=1#f");
    EXPECT_EQ(with_query("https://a.example/?&&a=%20?", {{"b", ""}}), "https://a.example/?a=%20?&b=");
    EXPECT_EQ(with_query("", {}), "");
}

TEST(Requests, JsonIsPosted) {
    const net::HttpRequest request = json_post("https://a.example", json::object{{"a", "é/"}});
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.url, "https://a.example");
    EXPECT_EQ(request.headers, (net::Headers{{"Content-Type", "application/json"}}));
    EXPECT_EQ(request.body, R"({"a":"é/"})");
}

TEST(Channels, AreFoundByTheirNames) {
    std::set<std::string_view> names;
    for (const Channel& channel : channels()) {
        EXPECT_TRUE(names.insert(channel.name).second) << channel.name;
        EXPECT_EQ(find_channel(channel.name), &channel);
        EXPECT_FALSE(channel.patience.waits.empty()) << channel.name;
    }
    EXPECT_EQ(find_channel("email"), nullptr);
    EXPECT_EQ(find_channel(""), nullptr);
}

TEST(Channels, BearANoticeWithNothingInIt) {
    for (const Channel& channel : channels()) {
        if (!channel.account.empty()) continue;
        const auto request = test::composed(channel, Notice(), "https://hooks.example/x");
        EXPECT_TRUE(json::parse(request.body).is_object()) << channel.name;
    }
}

/// Whatever a service answers ends in a verdict, and its reason holds none of it but a word.
TEST(Channels, BearAnyAnswer) {
    const std::string secret = "https://hooks.example/services/T0/B0/secret";
    for (const Channel& channel : channels()) {
        if (!channel.account.empty()) continue;
        for (const int status : {0, 200, 202, 204, 302, 400, 401, 403, 404, 410, 413, 429, 500, 503}) {
            for (const std::string& body :
                 {std::string(), secret, "{\"message\":\"" + secret + "\",\"code\":\"" + secret + "\"}",
                  std::string("null"), std::string("[]"), std::string("{\"retry_after\":\"x\",\"error\":[],\"id\":{}}"),
                  std::string("{\"retry_after\":-1e300,\"code\":1e300}"), std::string("{\"retry_after\":1e300}"),
                  std::string(60'000, '['), repeated("\xFF"), std::string("ok\0", 3)}) {
                const Verdict verdict = channel.judge(answered(status, body, {{"retry-after", body}}));
                const std::string words = in_words(verdict) + verdict.remote_id;
                EXPECT_EQ(words.find("hooks.example"), std::string::npos) << channel.name << ' ' << words;
                EXPECT_LT(words.size(), 400U) << channel.name;
                EXPECT_EQ(verdict.reason.empty(), verdict.result == Verdict::Result::Sent)
                    << channel.name << ' ' << words;
                if (verdict.wait) {
                    EXPECT_GE(*verdict.wait, one_second) << channel.name;
                    EXPECT_LE(*verdict.wait, one_day) << channel.name;
                }
            }
        }
    }
}

TEST(Channels, TryAgainWhenNoAnswerCame) {
    for (const Channel& channel : channels()) {
        if (!channel.account.empty()) continue;
        net::HttpAnswer answer;
        answer.fault = Fault::TimedOut;
        EXPECT_EQ(in_words(channel.judge(answer)), "again: no answer in time") << channel.name;
        answer.fault = Fault::Refused;
        EXPECT_EQ(in_words(channel.judge(answer)), "failed: could not be reached") << channel.name;
    }
}

TEST(Channels, HaveNamesForPeopleAndAccountsThatAPageCanKeep) {
    const json::object kept = json::write(pages::PageAccounts{});
    std::set<std::string_view> labels;
    for (const Channel& channel : channels()) {
        EXPECT_FALSE(channel.label.empty()) << channel.name;
        EXPECT_TRUE(labels.insert(channel.label).second) << channel.label << " twice";
        for (const AccountField& field : channel.account) {
            EXPECT_TRUE(kept.contains(field.name)) << field.name;
            EXPECT_FALSE(field.label.empty()) << field.name;
        }
        const bool is_word = json::from_word<pages::SmsService>(channel.name).has_value();
        EXPECT_EQ(is_word, channel.reaches == subscribers::Channel::Sms) << channel.name << ": a page's smsService";
    }
}

}  // namespace
}  // namespace daymark::notify
