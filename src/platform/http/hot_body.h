// Puts bytes that are sent again and again into a file in memory, from where the kernel sends them without a copy.
#pragma once

#include <atomic>
#include <string_view>

namespace daymark::http {

/// Belongs to bytes that never change. Copies of it start cold.
class HotBody {
public:
    HotBody() = default;
    HotBody(const HotBody&) noexcept {}
    HotBody& operator=(const HotBody&) = delete;
    ~HotBody();

    /// Counts one use of `body` and returns a descriptor of a file that holds just it, or -1: it was not used often
    /// yet, is too small to gain by it, or too many other bodies are hot. From any thread.
    [[nodiscard]] int descriptor(std::string_view body) const;

private:
    static constexpr int making = -1;      // one thread is at it
    static constexpr int first_use = -64;  // counts up to `making`

    [[nodiscard]] static int make(std::string_view body);

    mutable std::atomic<int> state_ = first_use;  // the descriptor once it is made
};

}  // namespace daymark::http
