// The only file that sees yaml-cpp: its events become JSON, so that nothing is ever expanded.
#include "client/yaml.h"

#include "client/trouble.h"
#include "platform/base/error.h"

#include <algorithm>
#include <sstream>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace daymark::client {
namespace {

constexpr std::size_t most_bytes = 1 << 20;
constexpr std::size_t most_levels = 32;
constexpr std::size_t most_values = 50'000;
constexpr std::size_t longest_key = 64;

/// true, false and numbers by their looks; all else is text.
json::value scalar_of(const std::string& tag, const std::string& text) {
    if (tag == "?" && !text.empty()) {
        if (text == "true" || text == "false") return text == "true";
        const bool number = text[0] == '-' || (text[0] >= '0' && text[0] <= '9');
        if (number) {
            try {
                json::value parsed = json::parse(text);
                if (parsed.is_number()) return parsed;
            } catch (const Error&) {
                return json::value(text);  // a date, a version
            }
        }
    }
    return json::value(text);
}

/// JSON is strict about it.
bool is_utf8(const std::string& text) {
    try {
        (void)json::parse(json::text(json::value(text)), {.string_bytes = most_bytes});
        return true;
    } catch (const Error&) {
        return false;
    }
}

class Builder : public YAML::EventHandler {
public:
    explicit Builder(const std::string& file_name) : file_name_(file_name) {}

    [[noreturn]] void refuse(const YAML::Mark& mark, const std::string& what) const {
        throw Trouble(Exit::Usage, file_name_ + ":" + std::to_string(mark.line + 1) + ": " + what + ".");
    }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ > 1) refuse(mark, "a file is one document; take out the ---");
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { take(mark, "", anchor, nullptr, true); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse(mark, "aliases are not understood here"); }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& text) override {
        // The parser gives "\\N" and "\\_" as single bytes.
        if (!is_utf8(text)) refuse(mark, "there is an escape that is no text; write it as \"\\u0085\"");
        const bool is_key = !open_.empty() && open_.back().is_map && !open_.back().has_key;
        take(mark, tag, anchor, is_key ? json::value(text) : scalar_of(tag, text), false);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        begin(mark, tag, anchor, false);
    }
    void OnSequenceEnd() override { end(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        begin(mark, tag, anchor, true);
    }
    void OnMapEnd() override { end(); }

    json::value root;
    std::map<std::string, int> lines;

private:
    struct Open {
        bool is_map = false;
        json::value content;
        std::string place;
        bool has_key = false;
        std::string key;
    };

    void check(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
        if (anchor != YAML::NullAnchor) refuse(mark, "anchors are not understood here");
        if (!tag.empty() && tag != "?" && tag != "!" && tag != "tag:yaml.org,2002:str") {
            refuse(mark, "tags such as " + tag.substr(0, 40) + " are not understood here");
        }
        if (++values_ > most_values) refuse(mark, "the file has more than 50000 values");
    }
    /// Where the next value stands.
    [[nodiscard]] std::string next_place() const {
        if (open_.empty()) return {};
        const Open& top = open_.back();
        if (top.is_map) return top.place.empty() ? top.key : top.place + "." + top.key;
        return top.place + "[" + std::to_string(top.content.get_array().size()) + "]";
    }
    void take(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, json::value value, bool is_null) {
        check(mark, tag, anchor);
        if (!open_.empty() && open_.back().is_map && !open_.back().has_key) {
            take_key(mark, value, is_null);
            return;
        }
        if (!open_.empty() && !open_.back().is_map) lines[next_place()] = mark.line + 1;
        put(std::move(value));
    }
    void take_key(const YAML::Mark& mark, const json::value& value, bool is_null) {
        Open& top = open_.back();
        if (is_null || value.get_string().size() > longest_key)
            refuse(mark, "a key must be a text of at most 64 bytes");
        top.key = value.get_string();
        if (top.content.get_object().contains(top.key)) refuse(mark, "the key " + top.key + " is there twice");
        top.has_key = true;
        lines[next_place()] = mark.line + 1;
    }
    void put(json::value value) {
        if (open_.empty()) {
            root = std::move(value);
        } else if (Open& top = open_.back(); top.is_map) {
            top.content.get_object()[top.key] = std::move(value);
            top.has_key = false;
        } else {
            top.content.get_array().push_back(std::move(value));
        }
    }
    void begin(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, bool is_map) {
        check(mark, tag, anchor);
        if (open_.size() >= most_levels) refuse(mark, "the file is nested more than 32 levels deep");
        if (!open_.empty() && open_.back().is_map && !open_.back().has_key) {
            refuse(mark, "a key must be a text");
        }
        std::string place = next_place();
        if (!open_.empty() && !open_.back().is_map) lines[place] = mark.line + 1;
        json::value content = is_map ? json::value(json::object()) : json::value(json::array());
        open_.push_back({is_map, std::move(content), std::move(place), false, {}});
    }
    void end() {
        json::value done = std::move(open_.back().content);
        open_.pop_back();
        put(std::move(done));
    }

    const std::string& file_name_;
    std::vector<Open> open_;
    std::size_t values_ = 0;
    int documents_ = 0;
};

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < ' ' && c != '\t' && c != '\r') || byte == 127;
}

/// The parser takes some control characters for the end of the file, and mends what is no UTF-8.
void refuse_odd_bytes(const std::string& text, const Builder& builder) {
    YAML::Mark mark;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line); ++mark.line) {
        if (std::ranges::any_of(line, is_control)) {
            builder.refuse(mark, "there is a control character; write it as an escape such as \"\\x1b\"");
        }
        if (!is_utf8(line)) builder.refuse(mark, "the text is not UTF-8");
    }
}

}  // namespace

int YamlFile::line_of(std::string place) const {
    while (!place.empty()) {
        if (const auto found = lines.find(place); found != lines.end()) return found->second;
        const std::size_t cut = place.find_last_of(".[");
        place.resize(cut == std::string::npos ? 0 : cut);
    }
    return 0;
}

YamlFile read_yaml(const std::string& text, const std::string& file_name) {
    if (text.size() > most_bytes) throw Trouble(Exit::Usage, file_name + " is larger than 1 MiB.");
    Builder builder(file_name);
    refuse_odd_bytes(text, builder);
    try {
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const YAML::Exception& error) {
        builder.refuse(error.mark, error.msg);
    }
    if (!builder.root.is_object()) {
        throw Trouble(Exit::Usage, file_name + " must hold `page:`, `components:` and the like; see docs/client.md.");
    }
    return {std::move(builder.root.get_object()), std::move(builder.lines)};
}

}  // namespace daymark::client
