// The texts of --help, from the tables of commands and settings.
#include "app/commands.h"

#include <algorithm>

namespace daymark::app {
namespace {

constexpr std::size_t column = 30;
constexpr std::size_t line_width = 100;

/// "  left          right", the right side broken into lines of its own column.
std::string entry(const std::string& left, std::string_view right) {
    std::string text = "  " + left;
    if (text.size() >= column)
        text += "\n" + std::string(column, ' ');
    else
        text.resize(column, ' ');
    while (right.size() > line_width - column) {
        const std::size_t space = right.rfind(' ', line_width - column);
        if (space == std::string_view::npos) break;
        text += std::string(right.substr(0, space)) + "\n" + std::string(column, ' ');
        right.remove_prefix(space + 1);
    }
    return text + std::string(right) + "\n";
}

std::string with_value(std::string_view name, std::string_view takes) {
    return "--" + std::string(name) + (takes.empty() ? "" : " ") + std::string(takes);
}

std::string with_value(const Option& option) {
    return option.by_place ? std::string(option.takes) : with_value(option.name, option.takes);
}

/// " ID|latest [OPTIONS]"
std::string usage_of(const Command& command) {
    std::string usage;
    for (const Option& option : command.options) {
        if (!option.by_place) continue;
        usage += " " + std::string(option.takes) + (option.repeats ? "…" : "");
    }
    return usage + " [OPTIONS]";
}

std::string command_list() {
    std::string text = "Commands:\n";
    for (const Command& command : commands()) text += entry(std::string(command.name), command.about);
    return text;
}

std::string option_list(const Command& command) {
    if (command.options.empty()) return {};
    std::string text = "Options:\n";
    for (const Option& option : command.options) {
        text += entry(with_value(option), std::string(option.meaning) + (option.repeats ? "; may be repeated" : "") +
                                              (option.required ? " (required)" : ""));
    }
    return text + "\n";
}

/// For the commands that ask a server.
std::string asking_help() {
    return "Environment:\n" + entry("DAYMARK_URL", "Address of the Daymark or Instatus API. [http://127.0.0.1:8080]") +
           entry("DAYMARK_API_KEY", "The API key, unless --key-file names a file that holds it.") +
           "\nExit codes: 0 done, 1 refused by the server, 2 wrong usage, 3 no server or none that can answer now,\n"
           "4 a name that is not found or could be several things, 10 plan: there are changes.\n";
}

}  // namespace

std::string settings_help() {
    std::string text = "Settings (as flag, as variable, or in the file that --config names):\n";
    for (const Setting& setting : settings()) {
        const std::string initial = setting.initial.empty() ? "" : " [" + std::string(setting.initial) + "]";
        text += entry(with_value(setting.name, setting.takes),
                      setting.variable() + ". " + std::string(setting.meaning) + "." + initial);
    }
    return text;
}

std::string help_text(const Command* command) {
    if (command == nullptr) {
        return "Daymark serves status pages and the API to run them.\n\nUsage: daymark COMMAND [OPTIONS]\n\n" +
               command_list() + "\n" + settings_help();
    }
    return std::string(command->about) + ".\n\nUsage: daymark " + std::string(command->name) + usage_of(*command) +
           "\n\n" + option_list(*command) + (command->ask != nullptr ? asking_help() : settings_help());
}

}  // namespace daymark::app
