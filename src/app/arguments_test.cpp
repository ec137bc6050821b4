// The command line: which command, which settings, what is refused.
#include "app/arguments.h"

#include <gtest/gtest.h>

#include <set>

namespace daymark::app {
namespace {

Arguments read(std::vector<const char*> words) {
    words.insert(words.begin(), "daymark");
    return read_arguments(static_cast<int>(words.size()), words.data());
}

TEST(Arguments, SettingsStandBeforeOrBehindTheCommand) {
    EXPECT_EQ(read({"--data", "d", "serve"}).settings.at("data"), "d");
    EXPECT_EQ(read({"serve", "--data", "d"}).settings.at("data"), "d");
    EXPECT_EQ(read({"user", "create", "--email", "a@b.example", "--data=d"}).settings.at("data"), "d");
}

TEST(Arguments, CommandsOfTwoWordsTakeTheirOptions) {
    const Arguments read_ = read({"user", "create", "--email", "a@b.example", "--name", "Kim Öz"});
    ASSERT_NE(read_.command, nullptr);
    EXPECT_EQ(read_.command->name, "user create");
    EXPECT_EQ(read_.options, (json::object{{"email", "a@b.example"}, {"name", "Kim Öz"}}));
}

TEST(Arguments, SwitchesAreTrue) {
    EXPECT_EQ(read({"settings", "--markdown"}).options, (json::object{{"markdown", true}}));
}

TEST(Arguments, HelpNeedsNothingElse) {
    EXPECT_TRUE(read({"--help"}).help);
    const Arguments of_command = read({"user", "create", "--help"});
    EXPECT_TRUE(of_command.help);
    ASSERT_NE(of_command.command, nullptr);
    EXPECT_NE(help_text(of_command.command).find("--email ADDRESS"), std::string::npos);
    EXPECT_EQ(read({"--version"}).command, find_command("version"));
}

TEST(Arguments, WhatNobodyKnowsIsRefused) {
    EXPECT_THROW((void)read({}), UsageError);
    EXPECT_THROW((void)read({"user"}), UsageError);
    EXPECT_THROW((void)read({"sevre"}), UsageError);
    EXPECT_THROW((void)read({"serve", "--lissten", "x:1"}), UsageError);
    EXPECT_THROW((void)read({"serve", "--listen"}), UsageError);
    EXPECT_THROW((void)read({"serve", "migrate"}), UsageError);
    EXPECT_THROW((void)read({"user", "create", "--name", "Kim"}), UsageError);  // no address
}

TEST(Help, NamesEveryCommandAndEverySetting) {
    const std::string help = help_text(nullptr);
    for (const Command& command : commands()) EXPECT_NE(help.find(command.name), std::string::npos) << command.name;
    for (const Setting& setting : settings()) {
        EXPECT_NE(help.find(setting.flag()), std::string::npos) << setting.name;
        EXPECT_NE(help.find(setting.variable()), std::string::npos) << setting.name;
    }
}

TEST(Commands, EachHasOneFunctionAndANameOfItsOwn) {
    std::set<std::string_view> names;
    for (const Command& command : commands()) {
        EXPECT_TRUE(names.insert(command.name).second) << command.name;
        EXPECT_NE(command.run == nullptr, command.work == nullptr) << command.name;
    }
}

}  // namespace
}  // namespace daymark::app
