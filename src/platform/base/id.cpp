// Ids of records: time, counter and randomness in base36.
#include "platform/base/id.h"

#include <algorithm>

namespace daymark {
namespace {

constexpr std::string_view base36 = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr unsigned counter_limit = 36 * 36 * 36;

std::string digits(std::uint64_t value, std::size_t width) {
    std::string text(width, '0');
    for (std::size_t i = width; i-- > 0; value /= 36) text[i] = base36[value % 36];
    return text;
}

}  // namespace

std::string IdMaker::make() {
    Millis ms = 0;
    unsigned counter = 0;
    {
        const std::lock_guard lock(mutex_);
        const Millis now = clock_.now();
        if (now > last_ms_) {
            last_ms_ = now;
            counter_ = 0;
        } else if (++counter_ == counter_limit) {
            // More than 46,656 ids in one millisecond: borrow from the next one rather than repeat.
            ++last_ms_;
            counter_ = 0;
        }
        ms = last_ms_;
        counter = counter_;
    }
    return "c" + digits(static_cast<std::uint64_t>(ms), 8) + digits(counter, 3) + random_.text(13, base36);
}

bool looks_like_id(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    });
}

}  // namespace daymark
