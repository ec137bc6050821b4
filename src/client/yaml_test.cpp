// YAML in and out: what a file means, what is refused and where, and that hostile files cost nothing.
#include "client/yaml.h"

#include "client/trouble.h"

#include <chrono>
#include <random>

#include <gtest/gtest.h>

namespace daymark::client {
namespace {

std::string read(const std::string& text) { return json::text(read_yaml(text, "f.yaml").content); }

std::string refusal(const std::string& text) {
    try {
        (void)read_yaml(text, "f.yaml");
    } catch (const Trouble& trouble) {
        EXPECT_EQ(trouble.exit(), Exit::Usage);
        return trouble.what();
    }
    return "";
}

TEST(Yaml, ScalarsAreWhatTheyLookLike) {
    EXPECT_EQ(read("a: text\nb: true\nc: 5\nd: -0.5\ne: null\nf:\ng: ~\n"),
              R"({"a":"text","b":true,"c":5,"d":-0.5,"e":null,"f":null,"g":null})");
    EXPECT_EQ(read("a: 'true'\nb: \"5\"\nc: !!str 5\n"), R"({"a":"true","b":"5","c":"5"})");
}

TEST(Yaml, WordsOfOldYamlDatesAndVersionsAreTexts) {
    EXPECT_EQ(read("a: yes\nb: off\nc: 2024-01-01\nd: 1.2.3\ne: 007\nf: 0x10\ng: .inf\nh: 1e999\n"),
              R"({"a":"yes","b":"off","c":"2024-01-01","d":"1.2.3","e":"007","f":"0x10","g":".inf","h":"1e999"})");
}

TEST(Yaml, ListsMapsAndLongTexts) {
    EXPECT_EQ(read("a:\n  - b: 1\n    c: |\n      one\n      two\n  - []\n  - {}\nd: [x, {y: z}]\n"),
              R"({"a":[{"b":1,"c":"one\ntwo\n"},[],{}],"d":["x",{"y":"z"}]})");
}

TEST(Yaml, LinesAreRememberedByPlace) {
    const YamlFile file = read_yaml("page: acme\ncomponents:\n  - name: A\n    children:\n      - name: B\n", "f.yaml");
    EXPECT_EQ(file.line_of("page"), 1);
    EXPECT_EQ(file.line_of("components[0].name"), 3);
    EXPECT_EQ(file.line_of("components[0].children[0].name"), 5);
    EXPECT_EQ(file.line_of("components[0].children[0].status"), 5) << "what is missing, by what it is missing in";
    EXPECT_EQ(file.line_of("nothing"), 0);
}

TEST(Yaml, WhatIsNoYamlIsRefusedWithItsLine) {
    EXPECT_EQ(refusal("a: 1\nb: [1\n").substr(0, 8), "f.yaml:3");
    EXPECT_EQ(refusal("a: 1\n\tb: 2\n").substr(0, 7), "f.yaml:");
    EXPECT_EQ(refusal("a: 1\na: 2\n"), "f.yaml:2: the key a is there twice.");
    EXPECT_EQ(refusal("a: 1\n---\nb: 2\n").substr(0, 16), "f.yaml:2: a file");
    EXPECT_EQ(refusal("? [a]\n: 1\n"), "f.yaml:1: a key must be a text.");
    EXPECT_EQ(refusal("a: !!binary x\n").substr(0, 14), "f.yaml:1: tags");
    EXPECT_EQ(refusal("a: !mine x\n").substr(0, 14), "f.yaml:1: tags");
    EXPECT_EQ(refusal("a: \x04 b\n").substr(0, 18), "f.yaml:1: there is");
    EXPECT_EQ(refusal("a: 1\nb: \xC3\x28\n"), "f.yaml:2: the text is not UTF-8.");
    EXPECT_EQ(refusal("a: 1\nb: \"\\N\"\n").substr(0, 22), "f.yaml:2: there is an ");
    for (const char* text : {"", "- a\n", "text", "# nothing\n"}) {
        EXPECT_EQ(refusal(text).substr(0, 16), "f.yaml must hold") << text;
    }
}

TEST(Yaml, AliasesAreRefusedBeforeTheyMeanAnything) {
    EXPECT_EQ(refusal("a: &x 1\n"), "f.yaml:1: anchors are not understood here.");
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 30; ++i) {
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int j = 0; j < 10; ++j) bomb += (j == 0 ? "*a" : ", *a") + std::to_string(i - 1);
        bomb += "]\n";
    }
    EXPECT_EQ(refusal(bomb), "f.yaml:1: anchors are not understood here.");
    EXPECT_NE(refusal("a: *x\n"), "");
}

TEST(Yaml, SizeDepthAndCountHaveLimits) {
    EXPECT_EQ(refusal("a: " + std::string(1 << 20, 'x')), "f.yaml is larger than 1 MiB.");
    EXPECT_EQ(refusal("a: " + std::string(31, '[') + std::string(31, ']')), "");
    EXPECT_EQ(refusal("a: " + std::string(32, '[') + std::string(32, ']')),
              "f.yaml:1: the file is nested more than 32 levels deep.");
    for (const char bracket : {'[', '{'}) EXPECT_NE(refusal("a: " + std::string(100'000, bracket)), "");
    std::string deep;
    for (std::size_t i = 0; i < 500; ++i) deep += std::string(i, ' ') + "a:\n";
    EXPECT_NE(refusal(deep), "");
    std::string many = "a:\n";
    for (int i = 0; i < 50'001; ++i) many += "- x\n";
    EXPECT_NE(refusal(many).find("more than 50000 values"), std::string::npos);
    EXPECT_NE(refusal(std::string(65, 'k') + ": 1\n"), "");
}

TEST(Yaml, HostileShapesAreQuick) {
    const auto begin = std::chrono::steady_clock::now();
    for (const std::string& part :
         {std::string("? "), std::string("- "), std::string("&a "), std::string("!!a "), std::string("{a: "),
          std::string("\"a\": "), std::string("#\n"), std::string("'"), std::string("|\n"), std::string("a: b: "),
          std::string("\n"), std::string("%a\n"), std::string("[a,"), std::string("-\n"), std::string(": ")}) {
        std::string text = "a: ";
        while (text.size() < 200'000) text += part;
        try {
            (void)read_yaml(text, "f.yaml");
        } catch (const Trouble&) {
        }
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST(Yaml, AnythingIsReadOrRefused) {
    const std::string alphabet = "ab:-[]{}&*!|>'\"%@`#,? \n\t\r0.~\\<=";
    std::mt19937 dice(7);
    for (int round = 0; round < 5'000; ++round) {
        std::string text;
        const std::size_t length = dice() % 60;
        for (std::size_t i = 0; i < length; ++i) text += alphabet[dice() % alphabet.size()];
        try {
            (void)read_yaml(text, "f.yaml");
        } catch (const Trouble&) {
        }
    }
}

TEST(Yaml, WhatIsWrittenReadsBackTheSame) {
    const char* const texts[] = {"",        "plain",     "two words",  "yes",      "No",        "null",  "~",
                                 "5",       "-1.5",      "2024-01-01", "a: b",     "# no",      "- a",   "'q'",
                                 "\"q\"",   "trailing ", " leading",   "a\nb",     "a\nb\n",    "\na",   "a\n\n",
                                 "a\n b\n", " a\nb",     "tab\there",  "\r\n",     "\x7f",      "ü €",   "\xE2\x80\xA8",
                                 "[x]",     "{x}",       "*a",         "&a",       "%",         "@",     "`",
                                 "a #b",    "a\n# b\nc", "a\n- b",     "a\n\nb",   "a\n   \nb", "...",   "---",
                                 "\x01",    "\\n",       "😀",          "a\n---\n", "#1E1E1E",   "1_000", "0o7",
                                 "12:30",   "=",         "<<",         "y",        "a\n...\nb", "\n",    "a\n\tb"};
    for (const char* text : texts) {
        const json::object flat{{"b", text}, {"c", text}};
        for (const json::object& content :
             {json::object{{"a", text}}, json::object{{"a", json::array{text, flat, json::array{text, flat}}}},
              json::object{{"a", json::object{{"b", json::array{flat, json::array{json::array{text}}}}}}}}) {
            const std::string written = write_yaml(content);
            EXPECT_EQ(read(written), json::text(content)) << written;
        }
    }
}

TEST(Yaml, NothingIsWrittenAsSuch) { EXPECT_EQ(read(write_yaml({})), "{}"); }

TEST(Yaml, RandomTextsSurvive) {
    const std::string alphabet = "ab:- \n\"'#|>\\,[]{}&*!%\t.~0";
    std::mt19937 dice(11);
    for (int round = 0; round < 5'000; ++round) {
        std::string text;
        const std::size_t length = dice() % 30;
        for (std::size_t i = 0; i < length; ++i) text += alphabet[dice() % alphabet.size()];
        const json::object content{{"list", json::array{json::object{{"message", text}, {"next", 1}}}}};
        const std::string written = write_yaml(content);
        ASSERT_EQ(read(written), json::text(content)) << written;
    }
}

TEST(Yaml, ItIsWrittenForPeople) {
    const json::value content = json::parse(
        R"({"page":"acme","components":[{"name":"Web","children":[{"name":"EU","description":null}]}],
            "metrics":[],"message":"One\n\n  two"})");
    EXPECT_EQ(write_yaml(content.as_object()),
              "page: acme\n"
              "components:\n"
              "  - name: Web\n"
              "    children:\n"
              "      - name: EU\n"
              "        description: null\n"
              "metrics: []\n"
              "message: |-\n"
              "  One\n"
              "\n"
              "    two\n");
}

}  // namespace
}  // namespace daymark::client
