// Folders by hard links and one exchange of names.
#include "platform/base/next_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <stdexcept>

namespace daymark {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what, const std::string& path) {
    throw std::runtime_error("cannot " + what + " " + path + ": " + std::strerror(errno));
}

std::string resolved(const std::string& folder) {
    const fs::path absolute = fs::absolute(folder).lexically_normal();
    fs::path path = fs::weakly_canonical(absolute.has_filename() ? absolute : absolute.parent_path());
    if (path == path.root_path()) throw std::runtime_error("the root of the file system cannot be replaced");
    return path.string();
}

/// Other users serve it, while a program with secrets makes files for its own user: hence the modes, said twice.
constexpr mode_t file_mode = 0644, folder_mode = 0755;

/// Those above it too, as far as they are missing.
void make_folder(const fs::path& path) {
    if (path.empty() || fs::exists(path)) return;
    make_folder(path.parent_path());
    const bool made = ::mkdir(path.c_str(), folder_mode) == 0;
    if (made ? ::chmod(path.c_str(), folder_mode) != 0 : errno != EEXIST) fail("make the folder", path);
}

bool is_same(int opened, const std::string& path) {
    struct stat here {
    }, there{};
    return ::fstat(opened, &here) == 0 && ::stat(path.c_str(), &there) == 0 && here.st_ino == there.st_ino &&
           here.st_dev == there.st_dev;
}

/// Opens the folder and locks it; -1 when there is none.
int lock_of(const std::string& folder) {
    for (;;) {
        const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (opened < 0 && errno == ENOENT) return -1;
        if (opened < 0) fail("open the folder", folder);
        if (::flock(opened, LOCK_EX | LOCK_NB) != 0) {
            ::close(opened);
            throw std::runtime_error("somebody else is writing " + folder + " now");
        }
        // Whoever had the lock before may have moved the folder away.
        if (is_same(opened, folder)) return opened;
        ::close(opened);
    }
}

void write_all(int file, std::string_view bytes, const std::string& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) fail("write", path);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

struct Closing {
    int descriptor;
    ~Closing() {
        if (descriptor >= 0) ::close(descriptor);
    }
};

/// What was renamed within a folder is durable after this.
void sync_names(const std::string& folder) {
    const Closing opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (opened.descriptor < 0 || ::fsync(opened.descriptor) != 0) fail("sync the folder", folder);
}

}  // namespace

NextFolder::NextFolder(const std::string& folder) : folder_(resolved(folder)) {
    const fs::path whole(folder_);
    next_ = (whole.parent_path() / ("." + whole.filename().string() + ".next")).string();
    make_folder(next_);
    next_lock_ = lock_of(next_);
    try {
        folder_lock_ = lock_of(folder_);
        // What a crash left behind.
        for (const auto& entry : fs::directory_iterator(next_)) fs::remove_all(entry.path());
    } catch (...) {
        ::rmdir(next_.c_str());
        ::close(next_lock_);
        throw;
    }
}

NextFolder::~NextFolder() {
    std::error_code ignored;
    fs::remove_all(next_, ignored);
    ::close(next_lock_);
    if (folder_lock_ >= 0) ::close(folder_lock_);
}

void NextFolder::make_way_to(const std::string& file) {
    const std::size_t slash = file.rfind('/');
    if (slash == std::string::npos) return;
    const std::string folder = file.substr(0, slash);
    if (made_.insert(folder).second) make_folder(next_ + "/" + folder);
}

void NextFolder::write(const std::string& file, std::string_view bytes) {
    make_way_to(file);
    const std::string path = next_ + "/" + file;
    ::unlink(path.c_str());  // it may be a link to what readers see
    const Closing opened{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, file_mode)};
    if (opened.descriptor < 0 || ::fchmod(opened.descriptor, file_mode) != 0) fail("create", path);
    write_all(opened.descriptor, bytes, path);
}

bool NextFolder::take_over(const std::string& file, std::size_t size) {
    const std::string from = folder_ + "/" + file, to = next_ + "/" + file;
    struct stat known {};
    if (::lstat(from.c_str(), &known) != 0 || !S_ISREG(known.st_mode)) return false;
    if (static_cast<std::size_t>(known.st_size) != size) return false;
    make_way_to(file);
    ::unlink(to.c_str());
    return ::link(from.c_str(), to.c_str()) == 0;
}

void NextFolder::carry(const std::string& from, const std::string& to,
                       const std::function<bool(const std::string&)>& is_ours) {
    for (const auto& entry : fs::recursive_directory_iterator(from)) {
        const std::string file = entry.path().lexically_relative(from).string();
        const std::string target = to + "/" + file;
        if (entry.is_directory() && !entry.is_symlink()) {
            if (fs::is_empty(entry.path())) make_folder(target);
            continue;
        }
        if (is_ours(file)) continue;
        make_folder(fs::path(target).parent_path());
        if (::link(entry.path().c_str(), target.c_str()) == 0) continue;
        struct stat here {
        }, there{};
        const bool carried = errno == EEXIST && ::lstat(entry.path().c_str(), &here) == 0 &&
                             ::lstat(target.c_str(), &there) == 0 && here.st_ino == there.st_ino;
        if (!carried) throw std::runtime_error(from + "/" + file + " is not ours and stands in the way; move it away");
    }
}

void NextFolder::swap() {
    const unsigned how = folder_lock_ >= 0 ? RENAME_EXCHANGE : RENAME_NOREPLACE;
    if (::renameat2(AT_FDCWD, next_.c_str(), AT_FDCWD, folder_.c_str(), how) == 0) return;
    if (errno == EBUSY) throw std::runtime_error(folder_ + " is a mount point; name a folder within it");
    fail("put the new files in place of", folder_);
}

void NextFolder::put_in_place(const std::function<bool(const std::string&)>& is_ours) {
    const bool replaces = folder_lock_ >= 0;
    if (replaces) carry(folder_, next_, is_ours);
    // Before the name leads to it all of it is on disk: files, links and folders in one go.
    if (::syncfs(next_lock_) != 0) fail("sync", next_);
    swap();
    sync_names(fs::path(folder_).parent_path().string());
    if (replaces) carry(next_, folder_, is_ours);  // what came in between
}

}  // namespace daymark
