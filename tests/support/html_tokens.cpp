// Reads HTML as browsers do where pages are well written, and gives up where they would start to guess.
#include "support/html_tokens.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>

namespace daymark::test {
namespace {

constexpr std::array<std::string_view, 6> void_elements = {"meta", "link", "img", "br", "hr", "input"};
constexpr std::array<std::string_view, 4> raw_elements = {"script", "style", "title", "textarea"};

bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == ':'; }

class Reader {
public:
    explicit Reader(std::string_view html) : html_(html) {}

    std::vector<HtmlToken> read() {
        expect("<!doctype html>");
        while (at_ < html_.size()) {
            if (html_[at_] != '<')
                text_until(html_.find('<', at_));
            else if (html_.substr(at_, 2) == "</")
                end_tag();
            else
                start_tag();
        }
        if (!open_.empty()) refuse("unclosed " + open_.back());
        return std::move(tokens_);
    }

private:
    [[noreturn]] void refuse(const std::string& what) const {
        const std::size_t from = at_ < 40 ? 0 : at_ - 40;
        throw std::runtime_error(what + " near: " + std::string(html_.substr(from, 100)));
    }
    void expect(std::string_view wanted) {
        if (html_.substr(at_, wanted.size()) != wanted) refuse("no " + std::string(wanted));
        at_ += wanted.size();
    }
    std::string name() {
        const std::size_t from = at_;
        while (at_ < html_.size() && is_name(html_[at_])) ++at_;
        if (at_ == from) refuse("no name");
        return std::string(html_.substr(from, at_ - from));
    }
    void text_until(std::size_t end) {
        end = std::min(end, html_.size());
        const std::string_view text = html_.substr(at_, end - at_);
        if (text.find('>') != std::string_view::npos) refuse("bare > in text");
        tokens_.push_back({.kind = HtmlToken::Kind::Text, .name = {}, .attributes = {}, .text = std::string(text)});
        at_ = end;
    }
    void attribute(HtmlToken& token) {
        expect(" ");
        std::string key = name();
        std::string value;
        if (at_ < html_.size() && html_[at_] == '=') {
            expect("=\"");
            const std::size_t end = html_.find('"', at_);
            if (end == std::string_view::npos) refuse("unclosed value");
            value = html_.substr(at_, end - at_);
            if (value.find_first_of("<>") != std::string::npos) refuse("markup in a value");
            at_ = end + 1;
        }
        token.attributes.emplace_back(std::move(key), std::move(value));
    }
    void start_tag() {
        expect("<");
        HtmlToken token{.kind = HtmlToken::Kind::Start, .name = name(), .attributes = {}, .text = {}};
        while (at_ < html_.size() && html_[at_] == ' ') attribute(token);
        const bool closed = html_.substr(at_, 2) == "/>";
        expect(closed ? "/>" : ">");
        if (!closed && std::ranges::find(void_elements, token.name) == void_elements.end()) open_.push_back(token.name);
        tokens_.push_back(token);
        if (std::ranges::find(raw_elements, token.name) != raw_elements.end()) raw_text(token.name);
    }
    void raw_text(const std::string& element) {
        const std::size_t end = html_.find("</" + element, at_);
        if (end == std::string_view::npos) refuse("unclosed " + element);
        tokens_.push_back({.kind = HtmlToken::Kind::Text,
                           .name = element,
                           .attributes = {},
                           .text = std::string(html_.substr(at_, end - at_))});
        at_ = end;
    }
    void end_tag() {
        expect("</");
        HtmlToken token{.kind = HtmlToken::Kind::End, .name = name(), .attributes = {}, .text = {}};
        expect(">");
        if (open_.empty() || open_.back() != token.name) refuse("unexpected end of " + token.name);
        open_.pop_back();
        tokens_.push_back(std::move(token));
    }

    std::string_view html_;
    std::size_t at_ = 0;
    std::vector<std::string> open_;
    std::vector<HtmlToken> tokens_;
};

}  // namespace

const std::string* HtmlToken::attribute(std::string_view wanted) const {
    const auto found = std::ranges::find(attributes, wanted, &std::pair<std::string, std::string>::first);
    return found == attributes.end() ? nullptr : &found->second;
}

std::vector<HtmlToken> read_html(std::string_view html) { return Reader(html).read(); }

std::string text_inside(std::string_view html, std::string_view element, std::size_t index) {
    for (const HtmlToken& token : read_html(html)) {
        if (token.kind == HtmlToken::Kind::Text && token.name == element && index-- == 0) return token.text;
    }
    return {};
}

std::string skeleton_of(std::string_view html) {
    std::string skeleton;
    for (const HtmlToken& token : read_html(html)) {
        if (token.kind == HtmlToken::Kind::Text) continue;
        skeleton += token.kind == HtmlToken::Kind::Start ? "<" : "</";
        skeleton += token.name;
        for (const auto& [name, value] : token.attributes) skeleton += " " + name;
        skeleton += ">\n";
    }
    return skeleton;
}

}  // namespace daymark::test
