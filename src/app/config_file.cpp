// Reading of the settings file through toml++; the only file that sees its header.
#include "app/config_file.h"

#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <fstream>
#include <sstream>

namespace daymark::app {
namespace {

std::string text_of(const std::string& file, std::string_view name, const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) return *text;
    if (const auto number = node.value_exact<std::int64_t>()) return std::to_string(*number);
    if (const auto flag = node.value_exact<bool>()) return *flag ? "true" : "false";
    throw UsageError("Settings file " + file + ": " + std::string(name) + " must be a text or a number.");
}

}  // namespace

Texts read_config_file(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    if (stream) content << stream.rdbuf();
    if (!stream || stream.bad()) throw UsageError("Settings file " + file + " cannot be read.");
    try {
        Texts texts;
        for (const auto& [key, node] : toml::parse(content.view(), file)) {
            texts[std::string(key.str())] = text_of(file, key.str(), node);
        }
        return texts;
    } catch (const toml::parse_error& error) {
        throw UsageError("Settings file " + file + ", line " + std::to_string(error.source().begin.line) + ": " +
                         std::string(error.description()) + ".");
    }
}

}  // namespace daymark::app
