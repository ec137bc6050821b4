// Every file is the system's own, with a thin layer that counts and fails.
#include "support/faulty_vfs.h"

#include <sqlite3.h>

#include <mutex>

namespace daymark::test {
namespace {

struct Faults {
    std::mutex mutex;
    FaultyVfs::Call call{};
    int countdown = 0;  // 0: none ordered
    bool lasting = false, struck = false;
    int code = SQLITE_OK;
    int syncs = 0;

    int next(FaultyVfs::Call now) {
        const std::lock_guard lock(mutex);
        if (now == FaultyVfs::Call::Sync) ++syncs;
        if (now != call || countdown == 0) return SQLITE_OK;
        if (countdown > 1) {
            --countdown;
            return SQLITE_OK;
        }
        if (!lasting) countdown = 0;
        struck = true;
        return code;
    }
};
Faults faults;
sqlite3_vfs* real = nullptr;

/// Our part comes first; the system's file follows it in the memory that SQLite provides.
struct File {
    sqlite3_file base;
    sqlite3_file* under() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
sqlite3_file* under(sqlite3_file* file) { return reinterpret_cast<File*>(file)->under(); }
const sqlite3_io_methods& methods(sqlite3_file* file) { return *under(file)->pMethods; }

int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    const int code = faults.next(FaultyVfs::Call::Write);
    return code != SQLITE_OK ? code : methods(file).xWrite(under(file), bytes, count, offset);
}
int sync(sqlite3_file* file, int flags) {
    const int code = faults.next(FaultyVfs::Call::Sync);
    return code != SQLITE_OK ? code : methods(file).xSync(under(file), flags);
}

const sqlite3_io_methods layer = [] {
    sqlite3_io_methods m{};
    m.iVersion = 2;
    m.xClose = [](sqlite3_file* f) { return methods(f).xClose(under(f)); };
    m.xRead = [](sqlite3_file* f, void* p, int n, sqlite3_int64 at) { return methods(f).xRead(under(f), p, n, at); };
    m.xWrite = write;
    m.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) { return methods(f).xTruncate(under(f), size); };
    m.xSync = sync;
    m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) { return methods(f).xFileSize(under(f), size); };
    m.xLock = [](sqlite3_file* f, int level) { return methods(f).xLock(under(f), level); };
    m.xUnlock = [](sqlite3_file* f, int level) { return methods(f).xUnlock(under(f), level); };
    m.xCheckReservedLock = [](sqlite3_file* f, int* out) { return methods(f).xCheckReservedLock(under(f), out); };
    m.xFileControl = [](sqlite3_file* f, int op, void* arg) { return methods(f).xFileControl(under(f), op, arg); };
    m.xSectorSize = [](sqlite3_file* f) { return methods(f).xSectorSize(under(f)); };
    m.xDeviceCharacteristics = [](sqlite3_file* f) { return methods(f).xDeviceCharacteristics(under(f)); };
    m.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
        return methods(f).xShmMap(under(f), page, size, extend, out);
    };
    m.xShmLock = [](sqlite3_file* f, int at, int n, int flags) { return methods(f).xShmLock(under(f), at, n, flags); };
    m.xShmBarrier = [](sqlite3_file* f) { methods(f).xShmBarrier(under(f)); };
    m.xShmUnmap = [](sqlite3_file* f, int remove) { return methods(f).xShmUnmap(under(f), remove); };
    return m;
}();

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    const int result = real->xOpen(real, name, under(file), flags, out_flags);
    file->pMethods = under(file)->pMethods == nullptr ? nullptr : &layer;
    return result;
}

sqlite3_vfs ours;

}  // namespace

FaultyVfs::FaultyVfs() {
    real = sqlite3_vfs_find(nullptr);
    ours = *real;
    ours.zName = "faulty";
    ours.szOsFile = static_cast<int>(sizeof(File)) + real->szOsFile;
    ours.xOpen = open;
    sqlite3_vfs_register(&ours, 1);
    heal();
}

FaultyVfs::~FaultyVfs() {
    sqlite3_vfs_unregister(&ours);
    sqlite3_vfs_register(real, 1);
}

void FaultyVfs::fail(Call call, int nth, Duration duration, int code) {
    const std::lock_guard lock(faults.mutex);
    faults.call = call;
    faults.countdown = nth;
    faults.lasting = duration == Duration::FromThenOn;
    faults.struck = false;
    faults.code = code;
}

void FaultyVfs::heal() {
    const std::lock_guard lock(faults.mutex);
    faults.countdown = 0;
}

bool FaultyVfs::struck() const {
    const std::lock_guard lock(faults.mutex);
    return faults.struck;
}

int FaultyVfs::syncs() const {
    const std::lock_guard lock(faults.mutex);
    return faults.syncs;
}

}  // namespace daymark::test
