// YAML as far as a structure file needs it: one document of plain data, read with the lines remembered, and written.
#pragma once

#include "platform/json/json.h"

#include <map>
#include <string>

namespace daymark::client {

struct YamlFile {
    json::object content;
    std::map<std::string, int> lines;  // by the place as errors name it: "components[2].name"

    /// Of the place, or of what it is inside; 0 when nothing of it is in the file.
    [[nodiscard]] int line_of(std::string place) const;
};

/// Reads YAML 1.2 of the simple kind. Refused, with the line, as Trouble Usage: what is no YAML, aliases and anchors
/// (a few lines of them can mean gigabytes), tags, several documents, repeated keys, more than 1 MiB, 32 levels or
/// 50000 values. Words such as `yes` and `on` are texts; true, false, null and numbers are what they look like.
[[nodiscard]] YamlFile read_yaml(const std::string& text, const std::string& file_name);

/// Text that reads back as the same value. Texts of several lines stand as such.
[[nodiscard]] std::string write_yaml(const json::object& content);

}  // namespace daymark::client
