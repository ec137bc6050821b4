#include "notify/channels/provider_cases.h"

#include "platform/base/time_text.h"

#include <gtest/gtest.h>

#include <set>

namespace daymark::notify {
namespace {

const Account account = {
    {"xConsumerKey", "ck"}, {"xConsumerSecret", "cs"}, {"xAccessToken", "at"}, {"xAccessTokenSecret", "ats"}};
const Account by_bearer = {{"xBearer", "b3arer"}};

Recipient answering(const std::string& first_post) {
    Recipient recipient = sample_recipient();
    recipient.address = first_post;
    return recipient;
}

json::value body_of(const Notice& notice, const Account& with = by_bearer) {
    const std::string text = request_text(x_channel, with, "", notice, answering(""));
    return json::parse(text.substr(text.find("\n\n") + 2));
}
std::string post_of(const Notice& notice, const Account& with = by_bearer) {
    return std::string(body_of(notice, with).at("text").as_string());
}

std::string times(std::size_t count, const std::string& text) {
    std::string all;
    while (count-- > 0) all += text;
    return all;
}

const std::string end = "\n\nNov 23, 14:38 UTC\nhttps://kestrel.test/i/1";
constexpr std::size_t end_weight = 2 + 17 + 1 + 23;
constexpr std::size_t room = 280 - end_weight;

Notice titled(const std::string& title) {
    Notice notice = sample_notice();
    notice.state = notice.text = "";
    notice.title = title;
    return notice;
}

TEST(X, IsAskedAsItsReferenceSays) {
    EXPECT_EQ(request_text(x_channel, account, "", sample_notice(), answering("")),
              "POST https://api.x.com/2/tweets\n"
              "Content-Type: application/json\n"
              "Authorization: OAuth oauth_consumer_key=\"ck\", oauth_nonce=\"8306c866742e476bfd58258894f02be9\", "
              "oauth_signature=\"YdpAIXcW5AAmuRkRPV05CJ6G%2B1w%3D\", oauth_signature_method=\"HMAC-SHA1\", "
              "oauth_timestamp=\"1732372680\", oauth_token=\"at\", oauth_version=\"1.0\"\n"
              "\n"
              R"({"text":"Identified: Delayed webhook deliveries\n\nSome webhooks are late.\n\n)"
              R"(Nov 23, 14:38 UTC\nhttps://kestrel.test/i/1"})");
}

TEST(X, TakesAUsersTokenAsWell) {
    Account both = account;
    both["xBearer"] = " b3arer\r\nX: y ";
    EXPECT_EQ(request_text(x_channel, both, "http://127.0.0.1:9", titled("a"), answering("1460323737035677698")),
              "POST http://127.0.0.1:9/2/tweets\n"
              "Content-Type: application/json\n"
              "Authorization: Bearer b3arerX: y\n"
              "\n"
              R"({"text":"a\n\nNov 23, 14:38 UTC\nhttps://kestrel.test/i/1",)"
              R"("reply":{"in_reply_to_tweet_id":"1460323737035677698"}})");
}

TEST(X, AnswersOnlyWhatIsAPost) {
    for (const char* other : {"", "abc", "1 2", "-1", "14155550100\n"}) {
        EXPECT_EQ(request_text(x_channel, by_bearer, "", sample_notice(), answering(other)).find("reply"),
                  std::string::npos)
            << other;
    }
}

TEST(X, NeverSignsTwoAttemptsAlike) {
    std::set<std::string> nonces;
    const Notice notice = sample_notice();
    for (const char* delivery : {"del-1", "del-2"}) {
        Recipient recipient = answering("");
        recipient.delivery_id = delivery;
        for (const int attempt : {1, 2, 3}) {
            for (const Millis now : {sample_now, sample_now + 1}) {
                const auto request =
                    x_channel.compose({notice, recipient, account, x_channel.provider_url, now, attempt});
                const std::string header = request.headers.back().second;
                const std::size_t from = header.find("oauth_nonce");
                nonces.insert(header.substr(from, header.find(',', from) - from));
            }
        }
    }
    EXPECT_EQ(nonces.size(), 12U);
}

TEST(X, LeavesTheLinkOutForThoseWhoPayForIt) {
    Account without = by_bearer;
    without["xLink"] = "no";
    EXPECT_EQ(post_of(titled("a"), without), "a\n\nNov 23, 14:38 UTC");
    without["xLink"] = "yes";
    EXPECT_EQ(post_of(titled("a"), without), "a" + end);
    Notice notice = titled("a");
    notice.url = "";
    EXPECT_EQ(post_of(notice), "a\n\nNov 23, 14:38 UTC");
    notice.when = "";
    EXPECT_EQ(post_of(notice), "a");
    notice.title = "";
    EXPECT_EQ(post_of(notice), "");
}

TEST(X, HasRoomForSoMuch) {
    EXPECT_EQ(post_of(titled(times(room, "a"))), times(room, "a") + end);
    EXPECT_EQ(post_of(titled(times(room + 1, "a"))), times(room - 2, "a") + "…" + end);
    EXPECT_EQ(post_of(titled(times(room, "é"))), times(room, "é") + end);
    EXPECT_EQ(post_of(titled(times(room / 2, "字"))), times(room / 2, "字") + end);
    EXPECT_EQ(post_of(titled(times(room / 2 + 1, "字"))), times(room / 2 - 1, "字") + "…" + end);
    EXPECT_EQ(post_of(titled(times(room / 2, "😀"))), times(room / 2, "😀") + end);
    EXPECT_EQ(post_of(titled(times(room / 2 + 1, "😀"))), times(room / 2 - 1, "😀") + "…" + end);
}

TEST(X, WeighsCharactersByItsRanges) {
    for (const char* light : {"a", "\u10ff", "\u2000", "\u200d", "\u2010", "\u201f", "\u2032", "\u2037"}) {
        EXPECT_EQ(post_of(titled(times(room, light))), times(room, light) + end) << light;
    }
    for (const char* heavy :
         {"\u1100", "\u1fff", "\u200e", "\u200f", "\u2020", "\u2031", "\u2038", "€", "\U0001F600"}) {
        EXPECT_EQ(post_of(titled(times(room / 2, heavy))), times(room / 2, heavy) + end) << heavy;
        EXPECT_NE(post_of(titled(times(room / 2 + 1, heavy))), times(room / 2 + 1, heavy) + end) << heavy;
    }
}

TEST(X, WeighsItsLinkTheSameHoweverLongItIs) {
    Notice notice = titled(times(room, "a"));
    notice.url = "https://kestrel.test/" + times(500, "i");
    EXPECT_TRUE(post_of(notice).starts_with(times(room, "a") + "\n\n"));
    EXPECT_TRUE(post_of(notice).ends_with("\n" + notice.url));
}

TEST(X, WeighsWhatCouldBecomeALinkAsOneAtLeast) {
    const auto fits = [](std::size_t weight, const std::string& word) {
        const auto takes = [&](std::size_t others) {
            const std::string title = times(others - 1, "a") + " " + word;
            return post_of(titled(title)) == title + end;
        };
        return takes(room - weight) && !takes(room - weight + 1);
    };
    EXPECT_TRUE(fits(23, "https://a.test"));
    EXPECT_TRUE(fits(23, "http://a.test/b?c=d"));
    EXPECT_TRUE(fits(30, "https://a.test/" + times(15, "b")));  // its own, as X may not know the domain
    EXPECT_TRUE(fits(6 + 23, "a.test"));
    EXPECT_TRUE(fits(4 + 6 + 23, "字字a.test"));
    EXPECT_TRUE(fits(25 + 2 * 23, "https://a.co,https://b.co"));
    EXPECT_TRUE(fits(5, "1.2.3"));
    EXPECT_TRUE(fits(4, "end."));
}

TEST(X, TellsWhatWasSaidAsFarAsThereIsRoom) {
    Notice notice = sample_notice();
    notice.text = times(100, "late ");
    const std::string post = post_of(notice);
    EXPECT_TRUE(post.starts_with("Identified: Delayed webhook deliveries\n\nlate late")) << post;
    EXPECT_TRUE(post.ends_with("late…" + end)) << post;
    notice.title = times(200, "a");
    EXPECT_EQ(post_of(notice), "Identified: " + times(200, "a") + end);
}

TEST(X, PutsWhatNamesHoldOnOneLine) {
    Notice notice = sample_notice();
    notice.title = "a\r\n\"b\"\t& c=\x01-d";
    notice.text = "one\n\ntwo";
    EXPECT_EQ(post_of(notice), "Identified: a \"b\" & c= -d\n\none two" + end);
    notice.when = times(300, "now ");
    EXPECT_NE(post_of(notice).find("now…\nhttps://kestrel.test/i/1"), std::string::npos);
}

TEST(X, TellsWhatBecameOfAPost) {
    EXPECT_EQ(judged(x_channel, 201, R"({"data":{"id":"1445880548472328192","text":"a"}})"),
              "SENT 1445880548472328192");
    EXPECT_EQ(judged(x_channel, 401, R"({"title":"Unauthorized","status":401})"), "FAILED account: 401 Unauthorized");
    EXPECT_EQ(judged(x_channel, 402, R"({"title":"CreditsDepleted"})"), "FAILED account: " + reason_of(answered(402)));
    EXPECT_EQ(judged(x_channel, 403,
                     R"({"detail":"You are not allowed to create a Tweet with duplicate content.","status":403})"),
              "SENT: posted already");
    EXPECT_EQ(judged(x_channel, 403, R"({"detail":"You are not permitted to perform this action."})"),
              "FAILED account: 403 Forbidden");
    EXPECT_EQ(judged(x_channel, 403,
                     R"({"detail":"You attempted to reply to a Tweet that is deleted or not visible to you."})"),
              "FAILED: the thread's first post is gone");
    EXPECT_EQ(judged(x_channel, 400, R"({"detail":"duplicate content"})"), "FAILED: 400 Bad Request");
    EXPECT_EQ(judged(x_channel, 503), "AGAIN: 503 Service Unavailable");
    EXPECT_EQ(judged(x_channel, net::HttpAnswer::Fault::TimedOut, true), "AGAIN unknown: no answer in time");
}

TEST(X, WaitsForTheEndOfItsWindow) {
    const auto limited = [](net::Headers headers) { return judged(x_channel, 429, "", std::move(headers)); };
    const std::string now = http_date(sample_now), words = ": 429 Too Many Requests";
    const auto in = [](Millis wait) { return std::to_string((sample_now + wait) / one_second); };
    EXPECT_EQ(limited({{"date", now}, {"x-rate-limit-reset", in(90 * one_second)}}), "AGAIN in 90000" + words);
    EXPECT_EQ(limited({{"date", now}, {"x-rate-limit-reset", in(-one_hour)}}), "AGAIN in 1000" + words);
    EXPECT_EQ(limited({{"date", now}, {"x-rate-limit-reset", in(9 * one_day)}}), "AGAIN in 86400000" + words);
    EXPECT_EQ(limited({{"date", now},
                       {"x-rate-limit-reset", in(one_minute)},
                       {"x-user-limit-24hour-remaining", "0"},
                       {"x-user-limit-24hour-reset", in(one_hour)}}),
              "AGAIN in 3600000" + words);
    EXPECT_EQ(limited({{"date", now},
                       {"x-rate-limit-reset", in(one_minute)},
                       {"x-app-limit-24hour-remaining", "3"},
                       {"x-app-limit-24hour-reset", in(one_hour)}}),
              "AGAIN in 60000" + words);
    // A quarter of an hour, X's own window, when nothing tells the end.
    EXPECT_EQ(limited({{"x-rate-limit-reset", in(one_minute)}}), "AGAIN in 900000" + words);
    for (const char* none : {"", "soon", "-1", "99999999999999999999", "9223372036854775807", "253402300800"}) {
        EXPECT_EQ(limited({{"date", now}, {"x-rate-limit-reset", none}}), "AGAIN in 900000" + words) << none;
    }
    EXPECT_EQ(limited({{"date", "yesterday"}, {"x-rate-limit-reset", in(one_minute)}}), "AGAIN in 900000" + words);
}

TEST(X, MakesNothingOfAnswersThatSayNothing) {
    for (const std::string& body : useless_bodies()) {
        EXPECT_EQ(judged(x_channel, 201, body), "SENT") << body.substr(0, 99);
        EXPECT_EQ(judged(x_channel, 200, body), "AGAIN unknown: 200 OK, but no answer of the provider");
        EXPECT_EQ(judged(x_channel, 403, body), "FAILED account: 403 Forbidden") << body.substr(0, 99);
        EXPECT_EQ(judged(x_channel, 500, body), "AGAIN: 500 Internal Server Error");
    }
}

}  // namespace
}  // namespace daymark::notify
