// Tests of the shelf: look-ups, replacement, and readers beside a writer.
#include "site/shelf.h"

#include <gtest/gtest.h>

#include <thread>

namespace daymark::site {
namespace {

std::shared_ptr<const CompiledPage> page(const std::string& id, const std::string& subdomain,
                                         std::int64_t revision = 1) {
    auto made = std::make_shared<CompiledPage>();
    made->page_id = id;
    made->subdomain = subdomain;
    made->revision = revision;
    return made;
}

TEST(Shelf, FindsWhatWasPut) {
    Shelf shelf;
    EXPECT_EQ(shelf.find("acme"), nullptr);
    shelf.put(page("p1", "acme"));
    ASSERT_NE(shelf.find("acme"), nullptr);
    EXPECT_EQ(shelf.find("acme")->page_id, "p1");
    EXPECT_EQ(shelf.find("acm"), nullptr);
}

TEST(Shelf, ReplacesAPageAtOnce) {
    Shelf shelf;
    shelf.put(page("p1", "acme", 1));
    shelf.put(page("p1", "acme", 2));
    EXPECT_EQ(shelf.find("acme")->revision, 2);
    EXPECT_EQ(shelf.size(), 1u);
}

TEST(Shelf, DropsOnlyThePageThatIsMeant) {
    Shelf shelf;
    shelf.put(page("p1", "acme"));
    shelf.drop("acme", "p2");
    EXPECT_NE(shelf.find("acme"), nullptr);
    shelf.drop("acme", "p1");
    EXPECT_EQ(shelf.find("acme"), nullptr);
}

TEST(Shelf, KeepsShelvesOfOneThreadApart) {
    Shelf first;
    Shelf second;
    first.put(page("p1", "acme"));
    EXPECT_NE(first.find("acme"), nullptr);
    EXPECT_EQ(second.find("acme"), nullptr);
}

TEST(Shelf, GivesReadersWholePagesWhileAWriterReplacesThem) {
    Shelf shelf;
    shelf.put(page("p1", "acme", 0));
    std::atomic<bool> done{false};
    std::vector<std::thread> readers;
    for (int reader = 0; reader < 3; ++reader) {
        readers.emplace_back([&] {
            std::int64_t seen = 0;
            while (!done) {
                const CompiledPage* found = shelf.find("acme");
                ASSERT_NE(found, nullptr);
                EXPECT_EQ(found->page_id, "p1");
                EXPECT_GE(found->revision, seen);
                seen = found->revision;
            }
        });
    }
    for (std::int64_t revision = 1; revision <= 2000; ++revision) {
        shelf.put(page("p1", "acme", revision));
        shelf.put(page("p2", "other" + std::to_string(revision % 7)));
    }
    done = true;
    for (std::thread& reader : readers) reader.join();
    EXPECT_EQ(shelf.find("acme")->revision, 2000);
}

}  // namespace
}  // namespace daymark::site
