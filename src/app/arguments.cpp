// Reading of the command line through CLI11; the only file that sees its header.
#include "app/arguments.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <map>

namespace daymark::app {
namespace {

/// Subcommands by their words: "user create" hangs below "user".
class Places {
public:
    explicit Places(CLI::App& root) { known_[""] = &root; }

    CLI::App& at(const std::string& name) {
        CLI::App*& place = known_[name];
        if (place == nullptr) {
            const std::size_t space = name.rfind(' ');
            const bool nested = space != std::string::npos;
            place = at(nested ? name.substr(0, space) : "").add_subcommand(nested ? name.substr(space + 1) : name);
            place->set_help_flag();
            place->require_subcommand(0, 1);
        }
        return *place;
    }

private:
    std::map<std::string, CLI::App*> known_;
};

void add_option(CLI::App& place, const Option& option, Arguments& read) {
    const std::string name = (option.by_place ? "" : "--") + std::string(option.name);
    if (option.takes.empty()) {
        place.add_flag_callback(name, [&read, &option] { read.options[option.name] = true; });
    } else if (option.repeats) {
        const auto keep = [&read, &option](const std::vector<std::string>& texts) {
            read.options[option.name] = json::array(texts.begin(), texts.end());
        };
        CLI::Option* added = place.add_option_function<std::vector<std::string>>(name, keep);
        // One text behind each flag: the next word may be something else.
        if (!option.by_place) added->allow_extra_args(false);
    } else {
        place.add_option_function<std::string>(name, [&read, &option](const std::string& text) {
            read.options[option.name] = option.is_path ? std::filesystem::absolute(text).string() : text;
        });
    }
}

void add_command(Places& places, const Command& command, Arguments& read) {
    CLI::App& place = places.at(std::string(command.name));
    for (const Option& option : command.options) add_option(place, option, read);
    place.final_callback([&read, &command] { read.command = &command; });
}

void require_options(const Arguments& read) {
    if (read.command == nullptr) throw UsageError("Name a command; daymark --help lists them.");
    for (const Option& option : read.command->options) {
        if (option.required && !read.options.contains(option.name)) {
            const std::string flag = option.by_place ? "" : "--" + std::string(option.name) + " ";
            throw UsageError("daymark " + std::string(read.command->name) + " needs " + flag +
                             std::string(option.takes) + ".");
        }
    }
    if (read.command->ask != nullptr && !read.settings.empty()) {
        throw UsageError("--" + read.settings.begin()->first + " is a setting of the server; daymark " +
                         std::string(read.command->name) + " asks one, at DAYMARK_URL.");
    }
}

}  // namespace

Arguments read_arguments(int count, const char* const* words) {
    Arguments read;
    CLI::App root;
    root.set_help_flag();
    root.fallthrough();  // settings may stand behind the command
    root.require_subcommand(0, 1);
    root.add_flag("-h,--help", read.help);
    bool version = false;
    root.add_flag("--version", version);
    for (const Setting& setting : settings()) {
        root.add_option_function<std::string>(setting.flag(), [&read, &setting](const std::string& text) {
            read.settings[std::string(setting.name)] = text;
        });
    }
    Places places(root);
    for (const Command& command : commands()) add_command(places, command, read);
    try {
        root.parse(count, words);
    } catch (const CLI::ParseError& error) {
        throw UsageError(std::string(error.what()) + "\ndaymark --help lists commands and settings.");
    }
    if (version) read.command = find_command("version");
    if (!read.help) require_options(read);
    return read;
}

}  // namespace daymark::app
