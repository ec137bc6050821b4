// A clock and a generator that tests own.
#pragma once

#include "platform/base/clock.h"
#include "platform/base/random.h"

#include <atomic>
#include <mutex>
#include <random>
#include <span>

namespace daymark::test {

class FakeClock final : public Clock {
public:
    /// 2026-02-03T10:00:00.000Z, a Tuesday.
    static constexpr Millis start = 1'770'112'800'000;

    [[nodiscard]] Millis now() const override { return now_; }
    void tick(Millis by) { now_ += by; }
    void set(Millis to) { now_ = to; }

private:
    std::atomic<Millis> now_{start};
};

/// The same bytes in every run.
class FakeRandom final : public Random {
public:
    void fill(std::span<unsigned char> bytes) override {
        const std::lock_guard lock(mutex_);
        for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(generator_());
    }

private:
    std::mutex mutex_;
    std::mt19937 generator_{20260203};
};

}  // namespace daymark::test
