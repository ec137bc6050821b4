// Keeps answers that are sent again and again in files in memory, from where the kernel sends them without a copy.
#pragma once

#include "platform/http/message.h"
#include "platform/http/poller.h"

#include <array>
#include <memory>
#include <string_view>

namespace daymark::http {

/// One loop's. To be forgotten whenever the tail of its heads changes, which is each second: a file that may still be
/// on its way to somebody is never written again.
class HotAnswers {
public:
    /// Counts one use of this answer, and returns a descriptor of a file that holds head, tail and body, or -1: it was
    /// not used often yet, or is of a size that gains nothing by it.
    [[nodiscard]] int file(const std::shared_ptr<const ReadyBytes>& bytes, std::string_view tail);
    void forget();

    static constexpr std::size_t smallest = 4 * 1024;
    static constexpr std::size_t largest = 1024 * 1024;
    static constexpr int uses_before = 64;

private:
    struct Entry {
        std::shared_ptr<const ReadyBytes> bytes;
        int uses = 0;
        Descriptor file;
    };
    // By the bytes' address. Two that fall on one place take it from each other, and are copied as ever.
    std::array<Entry, 64> entries_;
};

}  // namespace daymark::http
