// A file system for SQLite that fails on demand: the n-th write or sync, once or from then on.
#pragma once

namespace daymark::test {

/// While it lives, SQLite files opened anew go through it. One at a time.
class FaultyVfs {
public:
    enum class Call { Write, Sync };
    enum class Duration { Once, FromThenOn };

    FaultyVfs();
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

    /// The n-th call from now on (1 is the next) fails with this SQLite result code.
    void fail(Call call, int nth, Duration duration, int code);
    /// Everything works again.
    void heal();
    /// Whether the fault has struck since `fail`.
    [[nodiscard]] bool struck() const;
    [[nodiscard]] int syncs() const;
};

}  // namespace daymark::test
