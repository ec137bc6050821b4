#include "platform/base/next_folder.h"

#include "platform/base/file.h"
#include "support/temp_folder.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <filesystem>

namespace daymark {
namespace {

namespace fs = std::filesystem;

const auto all_ours = [](const std::string&) { return true; };
const auto none_ours = [](const std::string&) { return false; };

class NextFolderTest : public testing::Test {
protected:
    [[nodiscard]] std::string text_of(const std::string& file) const {
        return read_file(folder + "/" + file).value_or("none");
    }
    [[nodiscard]] ino_t number_of(const std::string& file) const {
        struct stat found {};
        return ::stat((folder + "/" + file).c_str(), &found) == 0 ? found.st_ino : 0;
    }
    [[nodiscard]] bool alone() const {
        return std::distance(fs::directory_iterator(above.path()), fs::directory_iterator()) == 1;
    }
    void put(const std::string& file, const std::string& text) const {
        NextFolder next(folder);
        next.write(file, text);
        next.put_in_place(all_ours);
    }

    test::TempFolder above;
    std::string folder = above.path() + "/page";
};

TEST_F(NextFolderTest, TakesThePlaceOfNothingAndOfAnother) {
    put("a/b/c.txt", "one");
    EXPECT_EQ(text_of("a/b/c.txt"), "one");
    put("d.txt", "two");
    EXPECT_EQ(text_of("a/b/c.txt"), "none");
    EXPECT_EQ(text_of("d.txt"), "two");
    EXPECT_TRUE(alone());
}

TEST_F(NextFolderTest, CanBeReadByWhoeverServesIt) {
    folder = above.path() + "/new/page";
    const mode_t before = ::umask(0077);
    put("a/b.txt", "one");
    ::umask(before);
    const auto mode_of = [](const std::string& path) { return static_cast<int>(fs::status(path).permissions()); };
    for (const std::string& made : {above.path() + "/new", folder, folder + "/a"})
        EXPECT_EQ(mode_of(made), 0755) << made;
    EXPECT_EQ(mode_of(folder + "/a/b.txt"), 0644);
}

TEST_F(NextFolderTest, LeavesTheFolderAsItIsWhenItIsGivenUp) {
    put("a.txt", "one");
    {
        NextFolder next(folder);
        next.write("a.txt", "two");
        EXPECT_EQ(text_of("a.txt"), "one");
    }
    EXPECT_EQ(text_of("a.txt"), "one");
    EXPECT_TRUE(alone());
}

TEST_F(NextFolderTest, TakesAFileOverWithoutCopyingIt) {
    put("a/x.txt", "one");
    const ino_t before = number_of("a/x.txt");
    NextFolder next(folder);
    EXPECT_FALSE(next.take_over("a/x.txt", 4)) << "another size";
    EXPECT_FALSE(next.take_over("a/y.txt", 3));
    EXPECT_TRUE(next.take_over("a/x.txt", 3));
    next.put_in_place(all_ours);
    EXPECT_EQ(number_of("a/x.txt"), before);
}

TEST_F(NextFolderTest, NeverWritesThroughToWhatReadersSee) {
    put("x.txt", "one");
    {
        NextFolder next(folder);
        ASSERT_TRUE(next.take_over("x.txt", 3));
        next.write("x.txt", "two");
    }
    EXPECT_EQ(text_of("x.txt"), "one");
}

TEST_F(NextFolderTest, CarriesWhatIsNotOurs) {
    put("x.txt", "ours");
    fs::create_directories(folder + "/keep/empty");
    replace_file(folder + "/keep/theirs.txt", "theirs");
    fs::create_symlink("elsewhere", folder + "/link");
    NextFolder next(folder);
    next.write("y.txt", "ours");
    next.put_in_place([](const std::string& file) { return file == "x.txt"; });
    EXPECT_EQ(text_of("keep/theirs.txt"), "theirs");
    EXPECT_EQ(fs::read_symlink(folder + "/link"), "elsewhere");
    EXPECT_TRUE(fs::is_directory(folder + "/keep/empty"));
    EXPECT_EQ(text_of("x.txt"), "none");
    EXPECT_EQ(text_of("y.txt"), "ours");
}

TEST_F(NextFolderTest, RefusesToTakeThePlaceOfAFileThatIsNotOurs) {
    put("x.txt", "theirs");
    {
        NextFolder next(folder);
        next.write("x.txt", "ours");
        EXPECT_THROW(next.put_in_place(none_ours), std::runtime_error);
    }
    EXPECT_EQ(text_of("x.txt"), "theirs");
}

TEST_F(NextFolderTest, IsOnlyOneAtATime) {
    NextFolder next(folder);
    EXPECT_THROW(NextFolder(folder + "/"), std::runtime_error);
    next.write("x.txt", "one");
    next.put_in_place(all_ours);
    EXPECT_THROW(NextFolder{folder}, std::runtime_error) << "until it ends";
}

TEST_F(NextFolderTest, ClearsWhatACrashLeft) {
    fs::create_directories(above.path() + "/.page.next/half");
    replace_file(above.path() + "/.page.next/half/x.txt", "half");
    put("y.txt", "whole");
    EXPECT_EQ(text_of("half/x.txt"), "none");
    EXPECT_TRUE(alone());
}

TEST_F(NextFolderTest, FollowsALinkToTheFolder) {
    put("x.txt", "one");
    fs::create_directory_symlink(folder, above.path() + "/www");
    NextFolder next(above.path() + "/www");
    next.write("x.txt", "two");
    next.put_in_place(all_ours);
    EXPECT_EQ(text_of("x.txt"), "two");
    EXPECT_TRUE(fs::is_symlink(above.path() + "/www"));
}

TEST_F(NextFolderTest, NamesTheFolderThatCannotBeMade) {
    replace_file(above.path() + "/file", "a file");
    EXPECT_THROW(NextFolder(above.path() + "/file/page"), std::exception);
    EXPECT_THROW(NextFolder(above.path() + "/file"), std::runtime_error);
}

}  // namespace
}  // namespace daymark
