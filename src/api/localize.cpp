// Choice of a language, and the walk through an answer.
#include "api/localize.h"

#include "platform/http/message.h"
#include "platform/text/markdown.h"
#include "platform/text/trim.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace daymark::api {
namespace {

struct Property {
    std::string_view text, html;
};
constexpr std::array properties{Property{"name", "nameHtml"}, Property{"description", "descriptionHtml"},
                                Property{"message", "messageHtml"}};

/// The weight behind a language range, in thousandths: "q=0.5" → 500; 1000 when there is none or it is none.
int weight_of(std::string_view parameters) {
    const std::size_t at = parameters.find("q=");
    if (at == std::string_view::npos) return 1000;
    double weight = 1;
    const std::string_view text = parameters.substr(at + 2);
    std::from_chars(text.data(), text.data() + text.size(), weight);
    return static_cast<int>(std::clamp(weight, 0.0, 1.0) * 1000);
}

void add(std::vector<std::string>& languages, std::string language) {
    if (std::ranges::find(languages, language) == languages.end()) languages.push_back(std::move(language));
}

/// The text of a property in a language, whatever the case of its code.
const json::value* text_in(const json::object& translations, std::string_view property, std::string_view language) {
    const json::value* texts = translations.if_contains(property);
    if (texts == nullptr || !texts->is_object()) return nullptr;
    for (const auto& [code, text] : texts->get_object()) {
        if (http::same_ignoring_case(code, language) && text.is_string() && !text.get_string().empty()) return &text;
    }
    return nullptr;
}

void localize_texts(json::object& of, const std::vector<std::string>& wanted, std::string_view own) {
    const json::value* translations = of.if_contains("translations");
    if (translations == nullptr || !translations->is_object()) return;
    for (const auto& [text, html] : properties) {
        json::value* shown = of.if_contains(html);
        if (shown == nullptr) continue;
        for (const std::string& language : wanted) {
            if (http::same_ignoring_case(language, own)) break;
            if (const json::value* found = text_in(translations->get_object(), text, language)) {
                *shown = json::value(text::markdown_to_html(found->get_string()));
                break;
            }
        }
    }
}

}  // namespace

std::vector<std::string> wanted_languages(std::string_view accept_language) {
    struct Range {
        std::string language;
        int weight;
    };
    std::vector<Range> ranges;
    constexpr std::size_t most = 20;  // people speak fewer
    for (std::size_t begin = 0; begin < accept_language.size() && ranges.size() < most;) {
        const std::size_t end = std::min(accept_language.find(',', begin), accept_language.size());
        const std::string_view item = accept_language.substr(begin, end - begin);
        begin = end + 1;
        const std::size_t semicolon = std::min(item.find(';'), item.size());
        const std::string_view language = text::trimmed(item.substr(0, semicolon));
        const int weight = weight_of(item.substr(semicolon));
        if (!language.empty() && language != "*" && weight > 0) ranges.push_back({http::to_lower(language), weight});
    }
    std::ranges::stable_sort(ranges, std::ranges::greater{}, &Range::weight);
    std::vector<std::string> languages;
    for (const Range& range : ranges) {
        add(languages, range.language);
        const std::size_t dash = range.language.find('-');
        if (dash != std::string::npos) add(languages, range.language.substr(0, dash));
    }
    return languages;
}

void localize(json::value& answer, const std::vector<std::string>& wanted, std::string_view own) {
    if (answer.is_array()) {
        for (json::value& item : answer.get_array()) localize(item, wanted, own);
    } else if (answer.is_object()) {
        localize_texts(answer.get_object(), wanted, own);
        for (auto& [name, member] : answer.get_object()) {
            if (name != "translations") localize(member, wanted, own);
        }
    }
}

}  // namespace daymark::api
