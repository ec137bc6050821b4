// Writing of YAML, in the one style of structure files.
#include "client/yaml.h"

#include <algorithm>

namespace daymark::client {
namespace {

bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(" _./()-").find(c) != std::string_view::npos;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Whether it needs no quotes, also for readers that take `no` for false.
bool is_plain(std::string_view text) {
    if (text.empty() || text.size() > 100 || !is_letter(text.front()) || text.back() == ' ') return false;
    if (!std::ranges::all_of(text, is_word_character)) return false;
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    constexpr std::string_view special[] = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"};
    return std::ranges::find(special, lower) == std::end(special);
}

/// Whether it can stand in lines of its own under `|` or `|-`.
bool is_block(std::string_view text) {
    if (text.find('\n') == std::string_view::npos || text.front() == '\n' || text.front() == ' ') return false;
    if (text.ends_with("\n\n")) return false;
    return std::ranges::none_of(text,
                                [](char c) {
                                    const auto byte = static_cast<unsigned char>(c);
                                    // What is not ASCII may be a line separator, which readers fold differently.
                                    return (byte < ' ' && c != '\n') || byte == 127;
                                }) &&
           text.find("\xC2\x85") == std::string_view::npos && text.find("\xE2\x80\xA8") == std::string_view::npos &&
           text.find("\xE2\x80\xA9") == std::string_view::npos && text.find("\xEF\xBB\xBF") == std::string_view::npos;
}

/// As JSON writes it, with the control character that JSON leaves as it is escaped too.
std::string quoted(std::string_view text) {
    std::string escaped;
    for (const char c : json::text(json::value(text))) {
        if (c == '\x7f') {
            escaped += "\\x7f";
        } else {
            escaped += c;
        }
    }
    return escaped;
}

class Writer {
public:
    void write_members(const json::object& members, std::size_t indent) {
        for (const auto& [name, member] : members) {
            text += std::string(indent, ' ') + (is_plain(name) ? std::string(name) : quoted(name)) + ":";
            write_after_key(member, indent);
        }
    }

    std::string text;

private:
    void write_after_key(const json::value& member, std::size_t indent) {
        const bool filled_map = member.is_object() && !member.get_object().empty();
        const bool filled_list = member.is_array() && !member.get_array().empty();
        if (filled_map) {
            text += "\n";
            write_members(member.get_object(), indent + 2);
        } else if (filled_list) {
            text += "\n";
            write_items(member.get_array(), indent + 2);
        } else {
            text += " ";
            write_scalar(member, indent + 2);
        }
    }
    void write_items(const json::array& items, std::size_t indent) {
        for (const json::value& item : items) {
            text += std::string(indent, ' ') + "- ";
            if (item.is_object() && !item.get_object().empty()) {
                // The first member stands behind the dash.
                const std::size_t begin = text.size();
                write_members(item.get_object(), indent + 2);
                text.erase(begin, indent + 2);
            } else if (item.is_array() && !item.get_array().empty()) {
                const std::size_t begin = text.size();
                write_items(item.get_array(), indent + 2);
                text.erase(begin, indent + 2);
            } else {
                write_scalar(item, indent + 2);
            }
        }
    }
    void write_scalar(const json::value& value, std::size_t indent) {
        if (!value.is_string()) {
            text += json::text(value) + "\n";
        } else if (is_plain(value.get_string())) {
            text += std::string(value.get_string()) + "\n";
        } else if (is_block(value.get_string())) {
            write_block(std::string(value.get_string()), indent);
        } else {
            text += quoted(value.get_string()) + "\n";
        }
    }
    void write_block(std::string lines, std::size_t indent) {
        text += lines.ends_with('\n') ? "|\n" : "|-\n";
        if (lines.ends_with('\n')) lines.pop_back();
        std::size_t begin = 0;
        while (begin <= lines.size()) {
            const std::size_t end = std::min(lines.find('\n', begin), lines.size());
            const std::string line = lines.substr(begin, end - begin);
            text += (line.empty() ? "" : std::string(indent, ' ') + line) + "\n";
            begin = end + 1;
        }
    }
};

}  // namespace

std::string write_yaml(const json::object& content) {
    if (content.empty()) return "{}\n";
    Writer writer;
    writer.write_members(content, 0);
    return writer.text;
}

}  // namespace daymark::client
