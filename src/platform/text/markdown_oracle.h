// Test support: reads rendered HTML strictly and names the first thing that must not be in it.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::text {

/// Knows nothing of the writer: only what the allow-list promises to readers' browsers.
class HtmlOracle {
public:
    /// "" for clean HTML, otherwise what is wrong with it.
    [[nodiscard]] static std::string flaw_in(std::string_view html) {
        HtmlOracle oracle(html);
        oracle.read();
        return oracle.flaw_;
    }

private:
    explicit HtmlOracle(std::string_view html) : rest_(html) {}

    void read() {
        while (flaw_.empty() && !rest_.empty()) {
            if (rest_.front() == '<')
                read_tag();
            else
                read_text(take_until('<'));
        }
        if (flaw_.empty() && !open_.empty()) fail("never closed: " + open_.back());
    }

    void fail(const std::string& why) {
        if (flaw_.empty()) flaw_ = why;
    }

    std::string_view take_until(char stop) {
        const std::string_view taken = rest_.substr(0, rest_.find(stop));
        rest_.remove_prefix(taken.size());
        return taken;
    }

    void read_text(std::string_view text) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            const auto byte = static_cast<unsigned char>(text[i]);
            if (text[i] == '>' || text[i] == '"' || text[i] == '\'') fail("unescaped character in text");
            if ((byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r') || byte == 0x7F)
                fail("control character");
            if (text[i] == '&' && decoded_at(text, i) == 0) fail("bare ampersand");
        }
    }

    /// The character of the reference at `i`; 0 if it is none of the five that escaping writes.
    static char decoded_at(std::string_view text, std::size_t i) {
        constexpr std::array<std::pair<std::string_view, char>, 5> references = {
            {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};
        for (const auto& [reference, character] : references) {
            if (text.substr(i).starts_with(reference)) return character;
        }
        return 0;
    }

    void read_tag() {
        const bool closing = rest_.starts_with("</");
        rest_.remove_prefix(closing ? 2 : 1);
        const std::size_t length = std::min(rest_.find_first_not_of("abcdefghijklmnopqrstuvwxyz123456"), rest_.size());
        const std::string name(rest_.substr(0, length));
        rest_.remove_prefix(length);
        constexpr std::array<std::string_view, 25> allowed = {
            "p",  "br", "strong", "em", "del", "code", "pre",   "ul",    "ol", "li", "blockquote", "a", "img",
            "h1", "h2", "h3",     "h4", "h5",  "h6",   "table", "thead", "tr", "th", "td",         "hr"};
        if (std::ranges::find(allowed, name) == allowed.end() && name != "tbody") fail("element " + name);
        if (closing)
            close(name);
        else
            read_attributes(name);
        if (flaw_.empty() && !rest_.starts_with('>')) fail("broken tag of " + name);
        if (!rest_.empty()) rest_.remove_prefix(1);
    }

    void close(const std::string& name) {
        if (open_.empty() || open_.back() != name) return fail("wrongly closed: " + name);
        open_.pop_back();
    }

    void read_attributes(const std::string& name) {
        std::vector<std::string> seen;
        while (flaw_.empty() && rest_.starts_with(' ')) {
            rest_.remove_prefix(1);
            const std::string attribute(take_until('='));
            if (!rest_.starts_with("=\"")) return fail("unquoted attribute of " + name);
            rest_.remove_prefix(2);
            const std::string_view value = take_until('"');
            if (rest_.empty()) return fail("endless attribute of " + name);
            rest_.remove_prefix(1);
            if (std::ranges::find(seen, attribute) != seen.end()) fail("attribute twice: " + attribute);
            seen.push_back(attribute);
            judge(name, attribute, value);
        }
        if (name == "a" && seen != std::vector<std::string>{"href", "rel"}) fail("attributes of a");
        if (name == "img" && seen != std::vector<std::string>{"src", "alt", "loading"}) fail("attributes of img");
        if (name == "a" && std::ranges::find(open_, "a") != open_.end()) fail("link within a link");
        if (name != "br" && name != "hr" && name != "img") open_.push_back(name);
    }

    void judge(const std::string& name, const std::string& attribute, std::string_view value) {
        if (value.find_first_of("<>'") != std::string_view::npos) fail("unescaped attribute value");
        read_text(value);
        const std::string key = name + "." + attribute;
        if (key == "a.href") return judge_address(value, {"http", "https", "mailto", "tel"});
        if (key == "img.src") return judge_address(value, {"https"});
        if (key == "img.alt") return;
        const bool numeric = value.find_first_not_of("0123456789") == std::string_view::npos;
        if (key == "ol.start" && numeric && !value.empty()) return;
        if (key == "a.rel" && value == "noopener nofollow") return;
        if (key == "img.loading" && value == "lazy") return;
        fail("attribute " + key);
    }

    /// The scheme must be allowed as it stands, and also after as much decoding as any careless reader might do.
    void judge_address(std::string_view value, const std::vector<std::string>& schemes) {
        std::string address;
        for (std::size_t i = 0; i < value.size(); ++i) {
            const char decoded = decoded_at(value, i);
            address += decoded == 0 ? value[i] : decoded;
            if (decoded != 0) i = value.find(';', i);
        }
        for (int round = 0; round < 3; ++round) {
            std::string lower;
            for (const char c : address) {
                if (static_cast<unsigned char>(c) > 0x20) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
            }
            const std::string scheme = lower.substr(0, lower.find(':'));
            if (std::ranges::find(schemes, scheme) == schemes.end()) fail("scheme of " + address);
            address = percent_decoded(lower);
        }
    }

    static std::string percent_decoded(std::string_view text) {
        constexpr std::string_view hex = "0123456789abcdef";
        std::string out;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const std::size_t high = i + 2 < text.size() ? hex.find(text[i + 1]) : std::string_view::npos;
            const std::size_t low = i + 2 < text.size() ? hex.find(text[i + 2]) : std::string_view::npos;
            const bool triplet = text[i] == '%' && high < 16 && low < 16;
            out += triplet ? static_cast<char>(high * 16 + low) : text[i];
            if (triplet) i += 2;
        }
        return out;
    }

    std::string_view rest_;
    std::vector<std::string> open_;
    std::string flaw_;
};

}  // namespace daymark::text
