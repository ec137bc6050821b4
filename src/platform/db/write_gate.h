// Lets transactions write side by side, and one that keeps meeting others write alone.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace daymark::db {

class WriteGate {
public:
    enum class Manner { Together, Alone };

    /// The right to write, as long as it lives. Throws Error Unavailable when it is not to be had before the deadline.
    class Pass {
    public:
        Pass(WriteGate& gate, Manner manner, std::chrono::steady_clock::time_point deadline);
        ~Pass();
        Pass(const Pass&) = delete;
        Pass& operator=(const Pass&) = delete;

    private:
        WriteGate& gate_;
        const Manner manner_;
    };

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    unsigned together_ = 0;
    unsigned waiting_alone_ = 0;  // go before newcomers, who would otherwise never end
    bool alone_ = false;
};

}  // namespace daymark::db
