// Who gets which letter, and what their links prove.
#include "workspaces/member_letters.h"

#include <gtest/gtest.h>

namespace daymark::workspaces {
namespace {

using enum MemberLetter;
using team::Permission;

constexpr MemberLetter all_letters[] = {LongIncident, WeeklyReport, BrokenDomain};

TEST(MemberLetters, GoToThoseWhoCanDoSomethingAboutIt) {
    const auto gotten = [](Permission permission) {
        std::string words;
        for (const MemberLetter letter : all_letters) {
            if (gets({"m", "kim@acme.test", permission, {}}, letter, {}))
                words += std::string(json::word_of(letter)) + " ";
        }
        return words;
    };
    EXPECT_EQ(gotten(Permission::Full), "LONG_INCIDENT WEEKLY_REPORT BROKEN_DOMAIN ");
    EXPECT_EQ(gotten(Permission::Write), gotten(Permission::Full));
    EXPECT_EQ(gotten(Permission::Editor), "LONG_INCIDENT WEEKLY_REPORT ");
    EXPECT_EQ(gotten(Permission::Read), "WEEKLY_REPORT ");
    EXPECT_EQ(gotten(Permission::Member), "");
}

TEST(MemberLetters, FollowTheWorkspaceUntilSomebodyChooses) {
    WorkspaceSettings quiet;
    quiet.member_weekly = quiet.member_domain = false;
    LetterReader reader{"m", "kim@acme.test", Permission::Full, {}};
    EXPECT_FALSE(gets(reader, WeeklyReport, quiet) || gets(reader, BrokenDomain, quiet));
    EXPECT_TRUE(gets(reader, LongIncident, quiet));
    reader.chosen = WantedLetters{false, true, true};
    EXPECT_TRUE(gets(reader, WeeklyReport, quiet) && gets(reader, BrokenDomain, quiet));
    EXPECT_FALSE(gets(reader, LongIncident, quiet));
}

TEST(MemberLetters, ALinkEndsTheLettersOfItsKindAndNothingElse) {
    const auto key = crypto::SecretKey::of_bytes({7}), other = crypto::SecretKey::of_bytes({8});
    const std::string id = "cml6fghs000iik4dl1nicwqjx";
    std::string tokens;
    for (const MemberLetter letter : all_letters) {
        const std::string token = end_token(key, id, letter);
        const auto ended = ended_by(key, token);
        ASSERT_TRUE(ended);
        EXPECT_EQ(ended->member_id, id);
        EXPECT_EQ(ended->letter, letter);
        EXPECT_FALSE(ended_by(other, token));
        const std::string proof = token.substr(token.rfind('.') + 1);
        EXPECT_EQ(tokens.find(proof), std::string::npos) << "each kind has its own";
        tokens += token;
        for (const std::string& forged :
             {id + ".WEEKLY_REPORTS." + proof, "x" + token, token + "0", token.substr(0, token.size() - 1),
              id + "." + proof, id + ".." + proof, std::string(), std::string("."), std::string(".."),
              id + "." + std::string(json::word_of(letter)) + "."})
            EXPECT_FALSE(ended_by(key, forged)) << forged;
    }
    const std::string weekly = end_token(key, id, WeeklyReport);
    EXPECT_FALSE(ended_by(key, id + ".LONG_INCIDENT." + weekly.substr(weekly.rfind('.') + 1)));
}

}  // namespace
}  // namespace daymark::workspaces
