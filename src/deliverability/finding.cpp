// Texts of others, made harmless.
#include "deliverability/finding.h"

#include <algorithm>

namespace daymark::deliverability {

bool Report::fine() const { return std::ranges::find(findings, Verdict::Bad, &Finding::verdict) == findings.end(); }

std::string shown(std::string_view text) {
    constexpr std::size_t longest_text = 600;
    std::string shown;
    for (const char c : text.substr(0, longest_text)) shown += c >= ' ' && c <= '~' ? c : '?';
    return text.size() > longest_text ? shown + "..." : shown;
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
    return all;
}

}  // namespace daymark::deliverability
