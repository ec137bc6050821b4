// A line with the node's name, then one for each mark: when it was given, and the mark.
#include "notify/mark_file.h"

#include "platform/base/file.h"
#include "platform/text/number.h"
#include "platform/text/trim.h"

#include <algorithm>

namespace daymark::notify {
namespace {

constexpr Millis remembered_for = 10 * one_minute;

}  // namespace

MarkFile::MarkFile(std::string path) : path_(std::move(path)) {
    const auto bytes = read_file(path_);
    if (!bytes) return;
    std::string_view text = *bytes;
    node_ = text::take_until(text, '\n');
    while (!text.empty()) {
        std::string_view line = text::take_until(text, '\n');
        const auto at = text::whole_number<Millis>(text::take_until(line, ' '));
        if (at && !line.empty()) marks_.emplace_back(*at, line);
    }
    if (marks_.empty()) node_.clear();
}

bool MarkFile::knows(const std::string& mark) const {
    return std::ranges::any_of(marks_, [&](const auto& known) { return known.second == mark; });
}

void MarkFile::expect(const std::string& mark, Millis now) {
    marks_.emplace_back(now, mark);
    write();
}

void MarkFile::settle() {
    const Millis newest = marks_.back().first;
    std::erase_if(marks_, [&](const auto& known) { return known.first < newest - remembered_for; });
    write();
}

void MarkFile::write() const {
    std::string text = node_ + "\n";
    for (const auto& [at, known] : marks_) text += std::to_string(at) + " " + known + "\n";
    replace_file(path_, text);
}

}  // namespace daymark::notify
