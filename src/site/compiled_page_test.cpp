// Tests of packing, encodings and conditional requests.
#include "site/compiled_page.h"

#include <gtest/gtest.h>

namespace daymark::site {
namespace {

Document sample() { return {"text/html; charset=utf-8", std::string(5000, 'x') + "end", "default-src 'none'"}; }

http::RequestHead head_with(const std::vector<http::HeaderView>& headers) {
    http::RequestHead head;
    head.headers = headers;
    return head;
}

TEST(ChooseEncoding, PrefersBrotliThenGzip) {
    EXPECT_EQ(choose_encoding(""), Encoding::Identity);
    EXPECT_EQ(choose_encoding("gzip"), Encoding::Gzip);
    EXPECT_EQ(choose_encoding("gzip, deflate, br"), Encoding::Brotli);
    EXPECT_EQ(choose_encoding("br;q=0.1, gzip;q=1.0"), Encoding::Brotli);
    EXPECT_EQ(choose_encoding("*"), Encoding::Gzip);
}

TEST(ChooseEncoding, HonoursRefusals) {
    EXPECT_EQ(choose_encoding("br;q=0, gzip"), Encoding::Gzip);
    EXPECT_EQ(choose_encoding("br;q=0.000, gzip; q=0"), Encoding::Identity);
    EXPECT_EQ(choose_encoding("identity"), Encoding::Identity);
    EXPECT_EQ(choose_encoding("gzipped, brr"), Encoding::Identity);
}

TEST(Pack, GivesEachEncodingItsOwnStrongEtag) {
    const Variants variants = with_brotli(pack(sample(), 200, Caching::Public));
    EXPECT_NE(variants.etags[0], variants.etags[1]);
    EXPECT_NE(variants.etags[1], variants.etags[2]);
    EXPECT_LT(variants.full[1]->body.size(), variants.full[0]->body.size());
    EXPECT_NE(variants.full[2]->head.find("Content-Encoding: br\r\n"), std::string::npos);
    for (const auto& bytes : variants.full) {
        EXPECT_NE(bytes->head.find("Content-Length: " + std::to_string(bytes->body.size()) + "\r\n"),
                  std::string::npos);
        EXPECT_TRUE(bytes->head.ends_with("\r\n"));
    }
}

TEST(Pack, ServesGzipUntilBrotliIsThere) {
    const Variants quick = pack(sample(), 200, Caching::Public);
    EXPECT_FALSE(quick.has_brotli());
    const http::Ready ready = choose(quick, head_with({{"Accept-Encoding", "gzip, br"}}));
    EXPECT_NE(ready.bytes->head.find("Content-Encoding: gzip\r\n"), std::string::npos);
    const http::Ready plain = choose(quick, head_with({{"Accept-Encoding", "br"}}));
    EXPECT_EQ(plain.bytes->body, sample().body);
    const Variants whole = with_brotli(quick);
    EXPECT_EQ(whole.full[0], quick.full[0]);
    EXPECT_EQ(whole.full[1], quick.full[1]);
}

TEST(Pack, ChangesTheEtagWithTheBytesAndWithThePolicy) {
    Document other = sample();
    other.content_security_policy = "default-src 'self'";
    EXPECT_NE(pack(sample(), 200, Caching::Public).etags, pack(other, 200, Caching::Public).etags);
    EXPECT_EQ(pack(sample(), 200, Caching::Public).etags, pack(sample(), 200, Caching::Public).etags);
}

TEST(Choose, AnswersNotModifiedForTheEtagOfTheSameEncodingOnly) {
    const Variants variants = with_brotli(pack(sample(), 200, Caching::Public));
    const http::Ready same =
        choose(variants, head_with({{"If-None-Match", variants.etags[1]}, {"Accept-Encoding", "gzip"}}));
    EXPECT_TRUE(same.bytes->head.starts_with("HTTP/1.1 304"));
    EXPECT_FALSE(same.body_too);
    const http::Ready other =
        choose(variants, head_with({{"If-None-Match", variants.etags[1]}, {"Accept-Encoding", "br"}}));
    EXPECT_TRUE(other.bytes->head.starts_with("HTTP/1.1 200"));
}

TEST(Choose, ReadsListsWeakTagsAndTheStar) {
    const Variants variants = with_brotli(pack(sample(), 200, Caching::Public));
    for (const std::string& condition : {"\"a\", W/" + variants.etags[0] + " ,\"b\"", std::string("*")}) {
        const http::Ready ready = choose(variants, head_with({{"If-None-Match", condition}}));
        EXPECT_TRUE(ready.bytes->head.starts_with("HTTP/1.1 304")) << condition;
    }
}

TEST(Choose, SendsNoBodyForHead) {
    const Variants variants = with_brotli(pack(sample(), 200, Caching::Public));
    http::RequestHead head;
    head.method = http::Method::Head;
    const http::Ready ready = choose(variants, head);
    EXPECT_FALSE(ready.body_too);
    EXPECT_NE(ready.bytes->head.find("Content-Length: 5003\r\n"), std::string::npos);
}

TEST(Choose, NeverSaysNotModifiedForAnError) {
    const Variants missing = pack(sample(), 404, Caching::None);
    EXPECT_TRUE(choose(missing, head_with({{"If-None-Match", "*"}})).bytes->head.starts_with("HTTP/1.1 404 Not Found"));
    EXPECT_NE(missing.full[0]->head.find("Cache-Control: no-store\r\n"), std::string::npos);
}

TEST(Respond, CarriesTheSameHeadersAsReadyBytes) {
    const Variants variants = pack({"application/json; charset=utf-8", "{}", ""}, 200, Caching::Public);
    const http::Response response = respond(variants, http::Request{});
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(*response.shared_body, "{}");
    const std::pair<std::string, std::string> open("Access-Control-Allow-Origin", "*");
    EXPECT_NE(std::ranges::find(response.headers, open), response.headers.end());
    for (const auto& [name, value] : response.headers) EXPECT_NE(name, "Content-Length");
}

}  // namespace
}  // namespace daymark::site
