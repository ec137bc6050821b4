// Tests of writing together and alone.
#include "platform/db/write_gate.h"

#include "platform/base/error.h"

#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <thread>

namespace daymark::db {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using Manner = WriteGate::Manner;

bool enters(WriteGate& gate, Manner manner) {
    try {
        const WriteGate::Pass pass(gate, manner, Clock::now() + 5ms);
        return true;
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Unavailable);
        return false;
    }
}

TEST(WriteGate, ManyWriteTogetherOneWritesAlone) {
    WriteGate gate;
    std::optional<WriteGate::Pass> first, second;
    first.emplace(gate, Manner::Together, Clock::now());
    second.emplace(gate, Manner::Together, Clock::now());
    EXPECT_FALSE(enters(gate, Manner::Alone));
    first.reset();
    EXPECT_FALSE(enters(gate, Manner::Alone));
    EXPECT_TRUE(enters(gate, Manner::Together));
    second.reset();
    {
        const WriteGate::Pass alone(gate, Manner::Alone, Clock::now());
        EXPECT_FALSE(enters(gate, Manner::Together));
        EXPECT_FALSE(enters(gate, Manner::Alone));
    }
    EXPECT_TRUE(enters(gate, Manner::Together));
}

TEST(WriteGate, WhoWantsToBeAloneGoesBeforeNewcomers) {
    WriteGate gate;
    std::optional<WriteGate::Pass> first;
    first.emplace(gate, Manner::Together, Clock::now());
    std::atomic<bool> entered = false;
    std::thread alone([&] {
        const WriteGate::Pass pass(gate, Manner::Alone, Clock::now() + 20s);
        entered = true;
    });
    while (enters(gate, Manner::Together)) std::this_thread::yield();
    EXPECT_FALSE(entered);
    first.reset();
    alone.join();
    EXPECT_TRUE(entered);
    EXPECT_TRUE(enters(gate, Manner::Together));
}

}  // namespace
}  // namespace daymark::db
