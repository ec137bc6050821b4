// What people call things, found or not.
#include "client/names.h"

#include "client/trouble.h"

#include <gtest/gtest.h>

namespace daymark::client {
namespace {

json::array list(const char* text) { return json::parse(text).as_array(); }

template <class Find>
std::string trouble_of(Find find) {
    try {
        (void)find();
    } catch (const Trouble& trouble) {
        EXPECT_EQ(trouble.exit(), Exit::NotFound);
        return trouble.what();
    }
    return "";
}

const json::array& pages() {
    static const json::array all = list(R"([{"id":"c1","subdomain":"acme","name":"Acme"},
        {"id":"c2","subdomain":"acme-eu","name":"Europe"},{"id":"c3","subdomain":"acme-us","name":"Europe"}])");
    return all;
}

TEST(ClientNames, APageByIdSubdomainOrName) {
    EXPECT_EQ(find_page(pages(), "c2").at("subdomain"), "acme-eu");
    EXPECT_EQ(find_page(pages(), "acme-us").at("id"), "c3");
    EXPECT_EQ(find_page(pages(), "Acme").at("id"), "c1");
    EXPECT_EQ(trouble_of([] { return find_page(pages(), "Europe"); }),
              "\"Europe\" could be several pages: acme-eu (Europe, c2), acme-us (Europe, c3).");
    EXPECT_EQ(trouble_of([] { return find_page(list(R"([{"id":"c1","subdomain":"acme","name":"Acme"}])"), "x"); }),
              "There is no page \"x\"; there are acme (Acme, c1).");
}

TEST(ClientNames, WithoutAWordTheOnlyPageIsMeant) {
    EXPECT_EQ(find_page(list(R"([{"id":"c1"}])"), "").at("id"), "c1");
    EXPECT_NE(trouble_of([] { return find_page(pages(), ""); }).find("say --page with one of acme"), std::string::npos);
    EXPECT_EQ(trouble_of([] { return find_page({}, ""); }), "The key reaches no page.");
}

TEST(ClientNames, AComponentByIdPathOrAUniqueName) {
    const ComponentNames names(list(R"([{"id":"c1","name":"Web","groupId":null},{"id":"c2","name":"EU","groupId":"c1"},
        {"id":"c3","name":"Mail","groupId":null},{"id":"c4","name":"EU","group":{"id":"c3"}},
        {"id":"c5","name":"DE","groupId":"c2"},{"id":"c6","name":"c3","groupId":"gone"}])"));
    EXPECT_EQ(names.find("c2").path, "Web / EU");
    EXPECT_EQ(names.find("Mail / EU").id, "c4");
    EXPECT_EQ(names.find("DE").path, "Web / EU / DE");
    EXPECT_EQ(names.find("c3").path, "Mail") << "an id goes before a name";
    EXPECT_EQ(names.path_of("c9"), "c9");
    EXPECT_EQ(trouble_of([&] { return names.find("EU"); }),
              "\"EU\" could be several components: Web / EU (c2), Mail / EU (c4).");
    EXPECT_NE(
        trouble_of([&] { return names.find("eu"); }).find("There is no component \"eu\"; there are Web, Web / EU"),
        std::string::npos);
}

TEST(ClientNames, AGroupInsideItselfEnds) {
    const ComponentNames names(list(R"([{"id":"c1","name":"A","groupId":"c1"}])"));
    EXPECT_EQ(names.find("c1").id, "c1");
}

TEST(ClientNames, LatestIsTheOneThatBeganLast) {
    const json::array open = list(R"([{"id":"i1","name":"A","started":"2026-01-01T00:00:00.000Z"},
        {"id":"i2","name":"B","started":"2026-01-02T00:00:00.000Z"},{"id":"i3","name":"B","started":"2025-01-01T00:00:00.000Z"}])");
    EXPECT_EQ(find_incident(open, "latest").at("id"), "i2");
    EXPECT_EQ(find_incident(open, "i3").at("id"), "i3");
    EXPECT_EQ(find_incident(open, "A").at("id"), "i1");
    EXPECT_EQ(trouble_of([&] { return find_incident(open, "B"); }),
              "\"B\" could be several incidents: i2 (B), i3 (B).");
    EXPECT_EQ(trouble_of([] { return find_incident({}, "latest"); }), "No incident is open on this page.");
    const json::array twins = list(R"([{"id":"i1","name":"A","started":"x"},{"id":"i2","name":"B","started":"x"}])");
    EXPECT_EQ(trouble_of([&] { return find_incident(twins, "latest"); }),
              "\"latest\" could be several incidents: i1 (A), i2 (B).");
}

}  // namespace
}  // namespace daymark::client
