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

TEST(Arguments, WordsStandByTheirPlace) {
    const Arguments update = read({"incident", "update", "latest", "--page", "acme", "--message", "- on it"});
    EXPECT_EQ(update.command->name, "incident update");
    EXPECT_EQ(update.options, (json::object{{"incident", "latest"}, {"page", "acme"}, {"message", "- on it"}}));
    EXPECT_EQ(read({"incident", "resolve", "--page", "acme", "cm1"}).options.at("incident"), "cm1");
    EXPECT_EQ(read({"dump", "serve"}).options, (json::object{{"page", "serve"}})) << "a command's name is a word too";
    EXPECT_EQ(read({"plan", "-"}).options, (json::object{{"file", "-"}}));
    EXPECT_THROW((void)read({"incident", "update", "--page", "acme"}), UsageError);
    EXPECT_THROW((void)read({"incident", "update", "latest", "cm1"}), UsageError);
    EXPECT_THROW((void)read({"apply"}), UsageError);
}

TEST(Arguments, SomeMayBeRepeated) {
    const json::object& open =
        read({"incident", "open", "--component", "API=degraded", "--component", "Web / EU", "--name", "Slow"}).options;
    EXPECT_EQ(open, (json::object{{"component", {"API=degraded", "Web / EU"}}, {"name", "Slow"}}));
    EXPECT_EQ(read({"component", "set", "A=up", "B=major", "--page", "acme"}).options.at("component"),
              (json::array{"A=up", "B=major"}));
    EXPECT_EQ(read({"component", "set", "A=up"}).options.at("component"), (json::array{"A=up"}));
    EXPECT_THROW((void)read({"component", "set"}), UsageError);
    EXPECT_THROW((void)read({"incident", "open", "--name", "A", "--component", "A", "B"}), UsageError);
}

TEST(Arguments, SettingsOfTheServerAreNothingToItsClients) {
    EXPECT_THROW((void)read({"page", "list", "--data", "d"}), UsageError);
    EXPECT_THROW((void)read({"page", "list", "--api-key", "k"}), UsageError) << "a key on the command line shows in ps";
}

TEST(Help, ClientsTellOfTheirEnvironmentAndExitCodes) {
    const std::string help = help_text(find_command("incident update"));
    for (const char* part : {"daymark incident update ID|latest [OPTIONS]", "DAYMARK_URL", "DAYMARK_API_KEY",
                             "Exit codes", "--component NAME[=STATUS]", "may be repeated"}) {
        EXPECT_NE(help.find(part), std::string::npos) << part;
    }
    EXPECT_EQ(help.find("--listen"), std::string::npos);
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
        const int functions = (command.run != nullptr) + (command.work != nullptr) + (command.ask != nullptr);
        EXPECT_EQ(functions, 1) << command.name;
    }
}

}  // namespace
}  // namespace daymark::app
