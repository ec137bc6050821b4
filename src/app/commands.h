// The commands of the program: one table, and how a command reaches the database whether or not a server runs.
#pragma once

#include "app/program.h"
#include "platform/json/json.h"

#include <span>
#include <string>
#include <string_view>

namespace daymark::app {

/// An argument of one command. Without `takes` it is a switch.
struct Option {
    std::string_view name;  // "email": --email
    std::string_view takes;
    std::string_view meaning;
    bool required = false;
    bool repeats = false;   // may be given several times: the texts are a list
    bool by_place = false;  // a word of its own, without a flag
    bool is_path = false;   // made absolute: whoever does the work may stand in another folder
};

/// A command has one of three functions. `run` stands by itself and gives the exit code. `work` needs the database: a
/// running server does it, or else this process; its object is printed as one JSON line. `ask` is a client of any
/// server's API and gives the exit code; the settings of this program are nothing to it.
/// `gather`, if any, makes what `work` gets from the arguments, in this process in any case. `failed` is the exit code
/// when work could not be done.
struct Command {
    std::string_view name;  // "user create"
    std::string_view about;
    std::span<const Option> options;
    int (*run)(const Config& config, const json::object& arguments) = nullptr;
    json::object (*work)(Program& program, const json::object& arguments) = nullptr;
    int (*ask)(const json::object& arguments) = nullptr;
    json::object (*gather)(const json::object& arguments) = nullptr;
    int failed = 1;
};

[[nodiscard]] std::span<const Command> commands();
[[nodiscard]] const Command* find_command(std::string_view name);

/// Runs a command; its exit code. Throws what goes wrong.
int execute(const Command& command, const Config& config, const json::object& arguments);

/// What `daymark --help` (no command) or `daymark <command> --help` prints.
[[nodiscard]] std::string help_text(const Command* command);
/// The settings alone.
[[nodiscard]] std::string settings_help();

}  // namespace daymark::app
