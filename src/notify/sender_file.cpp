// A small locked file with names of senders.
#include "notify/sender_file.h"

#include "platform/text/trim.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>

namespace daymark::notify {
namespace {

constexpr std::size_t most_bytes = 4'096;

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::string_view line = text::take_until(text, '\n');
        if (!line.empty()) lines.emplace_back(line);
    }
    return lines;
}

}  // namespace

SenderFile::SenderFile(const std::string& path) {
    descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    mine_ = descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0;
}

SenderFile::~SenderFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

std::vector<std::string> SenderFile::take_over(const std::string& worker) const {
    if (!mine_) return {};
    std::array<char, most_bytes> bytes{};
    const ssize_t size = ::pread(descriptor_, bytes.data(), bytes.size(), 0);
    auto before = lines_of(std::string_view(bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))));
    // Names are only added: one that died before it could say so must not be forgotten. The oldest go in the end.
    if (before.size() > 100) before.erase(before.begin(), before.end() - 100);
    std::string text;
    for (const std::string& name : before) text += name + "\n";
    text += worker + "\n";
    const bool kept = ::ftruncate(descriptor_, 0) == 0 &&
                      ::pwrite(descriptor_, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
    if (kept) ::fsync(descriptor_);
    return before;
}

}  // namespace daymark::notify
