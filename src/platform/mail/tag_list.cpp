// Cut at ';' and the first '='.
#include "platform/mail/tag_list.h"

#include "platform/text/trim.h"

#include <algorithm>

namespace daymark::mail {

bool TagList::has(std::string_view name) const {
    return std::ranges::find(tags_, name, &std::pair<std::string, std::string>::first) != tags_.end();
}

std::string TagList::value(std::string_view name, std::string_view otherwise) const {
    const auto found = std::ranges::find(tags_, name, &std::pair<std::string, std::string>::first);
    return found == tags_.end() ? std::string(otherwise) : found->second;
}

std::optional<TagList> read_tags(std::string_view text) {
    constexpr auto blanks = text::blanks_and_line_ends;
    constexpr std::size_t most_tags = 64;
    TagList list;
    while (!text.empty()) {
        const std::string_view part = text::trimmed(text::take_until(text, ';'), blanks);
        if (part.empty() && text.empty()) break;
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos || list.tags_.size() == most_tags) return std::nullopt;
        const std::string_view name = text::trimmed(part.substr(0, equals), blanks);
        if (name.empty() || list.has(name)) return std::nullopt;
        list.tags_.emplace_back(name, text::trimmed(part.substr(equals + 1), blanks));
    }
    return list;
}

}  // namespace daymark::mail
