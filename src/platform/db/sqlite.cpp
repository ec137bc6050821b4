// SQLite behind `Db`: one process owns the file, one connection writes, a pool of others reads.
#include "platform/db/db.h"
#include "platform/db/failures.h"
#include "platform/db/hints.h"
#include "platform/db/sqlite_writer.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace daymark::db {
namespace {

using namespace std::chrono_literals;

/// The lock beside the database file, held as long as this lives. The system drops it when the process dies.
class FileLock {
public:
    explicit FileLock(const std::string& database) : name_(database + ".lock") {
        descriptor_ = ::open(name_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (descriptor_ < 0) throw std::runtime_error("Cannot create " + name_ + ": " + std::strerror(errno) + ".");
        if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
        ::close(descriptor_);
        throw std::runtime_error("Another process is using the database " + database +
                                 ". Stop it first, or choose another data folder.");
    }
    ~FileLock() { ::close(descriptor_); }
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    std::string name_;
    int descriptor_ = -1;
};

/// Makes the file if need be, readable by its owner only; SQLite gives its log the same rights.
void create_file(const std::string& file) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        throw std::runtime_error("Cannot open the database " + file + ": " + std::strerror(errno) + ".");
    ::close(descriptor);
}

/// Read-only connections, each lent to one thread at a time.
class Readers {
public:
    Readers(std::string file, unsigned count) : file_(std::move(file)) {
        for (unsigned i = 0; i < std::max(count, 1u); ++i) idle_.push_back(open());
    }

    std::vector<std::function<void()>> run(const std::function<void(Tx&)>& work) {
        Loan loan(*this);
        loan.connection->command("begin");
        SqliteTx tx(*loan.connection);
        work(tx);
        auto hints = tx.finish();
        loan.connection->command("commit");
        return hints;
    }

private:
    using Connection = std::unique_ptr<SqliteConnection>;

    struct Loan {
        explicit Loan(Readers& from) : readers(from), connection(from.take()) {}
        ~Loan() { readers.give_back(std::move(connection)); }
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        Readers& readers;
        Connection connection;
    };

    [[nodiscard]] Connection open() const {
        return std::make_unique<SqliteConnection>(file_, SqliteConnection::Access::Read);
    }

    Connection take() {
        std::unique_lock lock(mutex_);
        if (!returned_.wait_for(lock, 2s, [&] { return !idle_.empty(); })) throw unavailable("all readers are busy");
        Connection connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
    }

    void give_back(Connection connection) noexcept {
        connection->abandon();
        if (connection->broken()) replace(connection);
        {
            const std::lock_guard lock(mutex_);
            idle_.push_back(std::move(connection));
        }
        returned_.notify_one();
    }

    /// The new connection comes before the old one goes; while the file cannot be opened the old one stays.
    void replace(Connection& connection) const noexcept {
        try {
            connection = open();
        } catch (const std::exception&) {
        }
    }

    const std::string file_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<Connection> idle_;
};

class Sqlite final : public Db {
public:
    Sqlite(const std::string& file, unsigned readers) : lock_(file), writer_(prepared(file)), readers_(file, readers) {}

    [[nodiscard]] bool healthy() override { return writer_.healthy(); }
    [[nodiscard]] std::string_view kind() const override { return "sqlite"; }

protected:
    void transact(Mode mode, const std::function<void(Tx&)>& work) override {
        const auto hints = mode == Mode::Write ? writer_.run(work) : readers_.run(work);
        give_hints(hints);
    }

private:
    static const std::string& prepared(const std::string& file) {
        create_file(file);
        return file;
    }

    FileLock lock_;
    SqliteWriter writer_;  // outlives the readers: the last to leave the log copies it into the file
    Readers readers_;
};

}  // namespace

std::unique_ptr<Db> open_sqlite(const std::string& file, unsigned readers) {
    try {
        return std::make_unique<Sqlite>(file, readers);
    } catch (const Error& error) {
        throw std::runtime_error("The database cannot be used: " + error.log_detail() + ".");
    }
}

}  // namespace daymark::db
