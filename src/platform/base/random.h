// Unpredictable bytes, from a source that tests can own.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace daymark {

class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<unsigned char> bytes) = 0;

    /// `length` characters drawn evenly from `alphabet` (2 to 256 characters).
    [[nodiscard]] std::string text(std::size_t length, std::string_view alphabet);
};

/// The operating system's generator. Safe to call from any thread.
class SystemRandom final : public Random {
public:
    void fill(std::span<unsigned char> bytes) override;
};

}  // namespace daymark
