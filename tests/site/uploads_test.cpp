// Pictures of a page: given over the API, served to everybody who has their address.
#include "site/on_public_site.h"
#include "uploads/upload.h"

namespace daymark::test {
namespace {

class Uploads : public OnPublicSite {
protected:
    [[nodiscard]] std::string list() const { return "/x/" + app->id("acme") + "/uploads"; }
    std::string path_in(const Answer& answer) {
        const std::string url = answer.word("url");
        return url.substr(url.find("/u/"));
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Uploads, both(), kind_name);

TEST_P(Uploads, AreServedUnderAnAddressThatHoldsForEver) {
    const Answer given = give(pixel('a'));
    ASSERT_EQ(given.status, 200) << given.text;
    EXPECT_EQ(given.word("type"), "image/png");
    EXPECT_EQ(given.word("url"), "https://acme.status.test/u/" + given.word("id") + ".png");
    const http::Response picture = read(path_in(given));
    EXPECT_EQ(picture.status, 200);
    EXPECT_TRUE(picture.body.starts_with("\x89PNG"));
    const std::map<std::string, std::string> headers(picture.headers.begin(), picture.headers.end());
    EXPECT_EQ(headers.at("content-type"), "image/png");
    EXPECT_EQ(headers.at("cache-control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(headers.at("x-content-type-options"), "nosniff");
    EXPECT_EQ(headers.at("content-security-policy"), "sandbox; default-src 'none'");
    app->put("alice", app->acme(), R"({"subdomain":"renamed"})");
    EXPECT_EQ(read(path_in(given), "acme").status, 200) << "a page's old address";
    EXPECT_EQ(read(path_in(given), "renamed", site::Mount::MainHost).status, 200);
}

TEST_P(Uploads, BecomeThePagesLogo) {
    const std::string url = give(pixel('a')).word("url");
    ASSERT_EQ(app->put("alice", app->acme(), R"({"logoUrl":")" + url + "\"}").status, 200);
    EXPECT_NE(page().find("<img src=\"" + url + "\""), std::string::npos);
}

TEST_P(Uploads, AreKeptOnce) {
    const Answer first = give(pixel('a')), again = give(pixel('a')), other = give(pixel('b'));
    EXPECT_EQ(first.word("id"), again.word("id"));
    EXPECT_NE(first.word("id"), other.word("id"));
    EXPECT_EQ(app->get("alice", list()).body.as_array().size(), 2U);
    const Answer elsewhere = app->post("mallory", "/x/" + app->id("mallorys_page") + "/uploads", pixel('a'));
    EXPECT_NE(first.word("id"), elsewhere.word("id")) << "nobody learns from a picture that another page has it";
}

TEST_P(Uploads, GoWithWhatTheyBelongTo) {
    const Answer given = give(pixel('a'));
    EXPECT_EQ(app->erase("alice", list() + "/" + given.word("id")).status, 200);
    EXPECT_EQ(read(path_in(given)).status, 404);
    EXPECT_EQ(app->erase("alice", list() + "/" + given.word("id")).status, 404);
    const Answer another = give(pixel('b'));
    app->erase("alice", app->acme());
    EXPECT_EQ(read(path_in(another)).status, 404) << "of a deleted page";
}

TEST_P(Uploads, AreRefusedInWords) {
    const Answer svg = give("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
    EXPECT_EQ(svg.status, 400);
    EXPECT_EQ(svg.word("error.message"), "The picture must be a PNG, JPEG, WebP or GIF");
    EXPECT_EQ(give("").status, 400);
    EXPECT_EQ(give("{}").status, 400);
    EXPECT_EQ(app->get("alice", list()).body.as_array().size(), 0U);
}

TEST_P(Uploads, HaveRoomForSoMany) {
    for (std::int64_t i = 0; i < uploads::most_uploads; ++i) {
        ASSERT_EQ(give(pixel(static_cast<char>('0' + i))).status, 200) << i;
    }
    EXPECT_EQ(give(pixel('\x01')).status, 409);
    EXPECT_EQ(give(pixel('0')).status, 200) << "which is there already";
}

TEST_P(Uploads, AreFoundUnderTheirOwnAddressesOnly) {
    const Answer given = give(pixel('a'));
    const std::string path = path_in(given);
    for (const std::string& wrong : {std::string("/u/x.png"), path.substr(0, path.size() - 4), "/de" + path,
                                     path + "/x", "/u/../" + path.substr(3), "/u/" + std::string(32, '0') + ".png"}) {
        EXPECT_EQ(read(wrong).status, 404) << wrong;
    }
}

}  // namespace
}  // namespace daymark::test
