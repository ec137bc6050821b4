// Tests of snapshot files: whole or not at all.
#include "site/snapshots.h"
#include "platform/base/file.h"
#include "site/compile.h"
#include "support/temp_folder.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

namespace daymark::site {
namespace {

class SnapshotsTest : public testing::Test {
protected:
    test::TempFolder temporary;
    const std::string& folder = temporary.path();
    const crypto::SecretKey key = crypto::SecretKey::of_bytes({7});
};

pages::Page acme() {
    pages::Page page;
    page.id = "cpage";
    page.subdomain = "acme";
    page.name = "Acme";
    page.revision = 42;
    return page;
}

std::shared_ptr<const CompiledPage> compiled() {
    PageView view;
    view.face.name = "Acme";
    view.face.root_url = "https://acme.status.test";
    view.day_edges = {0, one_day};
    view.compiled_at = 5;
    NoticeView notice;
    notice.id = "cnotice";
    notice.name = "Broken";
    notice.status = "INVESTIGATING";
    view.open.push_back(notice);
    view.pictures["u/logo.png"] = std::make_shared<const uploads::Content>(uploads::Content{"png", {"\0P:", 3}});
    return complete(*compile(acme(), view, Audience::everybody(), nullptr), view, {});
}

TEST_F(SnapshotsTest, ComeBackAsTheyWere) {
    const auto page = compiled();
    const auto back = from_snapshot(to_snapshot(*page), key);
    ASSERT_NE(back, nullptr);
    EXPECT_EQ(back->page_id, "cpage");
    EXPECT_EQ(back->revision, 42);
    EXPECT_EQ(back->stale_at, page->stale_at);
    EXPECT_EQ(back->documents.size(), page->documents.size());
    for (const auto& [path, variants] : page->documents) {
        const Variants* other = back->find(path, Mount::OwnHost);
        ASSERT_NE(other, nullptr) << path;
        EXPECT_EQ(other->etags, variants->etags);
        for (std::size_t i = 0; i < encoding_count; ++i) EXPECT_EQ(other->full[i]->body, variants->full[i]->body);
    }
    EXPECT_EQ(back->missing->full[0]->head, page->missing->full[0]->head);
    EXPECT_EQ(back->notice_marks.size(), 1u);
    ASSERT_TRUE(back->pictures.contains("u/logo.png"));
    EXPECT_EQ(back->pictures.at("u/logo.png")->bytes, std::string("\0P:", 3));
}

TEST_F(SnapshotsTest, AreRefusedWhenAnyByteIsChangedOrMissing) {
    const std::string whole = to_snapshot(*compiled());
    for (std::size_t place = 0; place < whole.size(); place += 997) {
        std::string damaged = whole;
        damaged[place] = static_cast<char>(damaged[place] ^ 1);
        EXPECT_EQ(from_snapshot(damaged, key), nullptr) << place;
        EXPECT_EQ(from_snapshot(std::string_view(whole).substr(0, place), key), nullptr) << place;
    }
}

TEST_F(SnapshotsTest, SurviveARestartAndSkipDamagedFiles) {
    {
        Snapshots snapshots(folder, key);
        snapshots.save(compiled());
        snapshots.flush();
    }
    replace_file(folder + "/bad.page", "daymark snapshot 4\nnonsense");
    const auto loaded = Snapshots(folder, key).load();
    ASSERT_EQ(loaded.size(), 1u);
    EXPECT_EQ(loaded[0]->subdomain, "acme");
}

TEST_F(SnapshotsTest, AreReadableByTheirOwnerOnly) {
    Snapshots snapshots(folder, key);
    snapshots.save(compiled());
    snapshots.flush();
    struct stat about {};
    ASSERT_EQ(::stat((folder + "/cpage.page").c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u);
}

TEST_F(SnapshotsTest, GoWhenThePageIsErased) {
    Snapshots snapshots(folder, key);
    snapshots.save(compiled());
    snapshots.remove("cpage");
    snapshots.flush();
    EXPECT_TRUE(snapshots.load().empty());
}

}  // namespace
}  // namespace daymark::site
