// The database as the stores see it: transactions, queries with `$1` binds, rows. SQLite and PostgreSQL behind one
// face.
#pragma once

#include "platform/base/error.h"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace daymark::db {

/// A bound value or a column of a row. Booleans travel as 0 and 1.
using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string>;

[[nodiscard]] inline Value bind(std::nullptr_t) { return nullptr; }
template <std::integral T>
[[nodiscard]] Value bind(T number) {
    return static_cast<std::int64_t>(number);
}
[[nodiscard]] inline Value bind(double number) { return number; }
[[nodiscard]] inline Value bind(std::string text) { return Value(std::move(text)); }
[[nodiscard]] inline Value bind(std::string_view text) { return Value(std::string(text)); }
[[nodiscard]] inline Value bind(const char* text) { return Value(std::string(text)); }
template <class T>
[[nodiscard]] Value bind(const std::optional<T>& maybe) {
    return maybe ? db::bind(*maybe) : Value(nullptr);
}

/// "$2, $3, $4" for a list of texts, which is appended to `binds`: the inside of an SQL `in (…)`. The last text is
/// repeated up to a power of two, so that lists of all lengths make few statements to prepare.
[[nodiscard]] std::string places_for(const std::vector<std::string>& items, std::vector<Value>& binds);

/// One row of an answer; columns by position, in the order of the select list. Asking for the wrong type is a bug: it
/// throws Error Internal.
class Row {
public:
    explicit Row(std::vector<Value> columns) : columns_(std::move(columns)) {}
    [[nodiscard]] std::size_t size() const { return columns_.size(); }
    /// As it came, whatever its type.
    [[nodiscard]] const Value& value(std::size_t column) const;
    [[nodiscard]] bool is_null(std::size_t column) const;
    [[nodiscard]] std::string text(std::size_t column) const;
    [[nodiscard]] std::optional<std::string> maybe_text(std::size_t column) const;
    [[nodiscard]] std::int64_t integer(std::size_t column) const;
    [[nodiscard]] std::optional<std::int64_t> maybe_integer(std::size_t column) const;
    [[nodiscard]] double real(std::size_t column) const;
    [[nodiscard]] bool boolean(std::size_t column) const { return integer(column) != 0; }

private:
    std::vector<Value> columns_;
};
using Rows = std::vector<Row>;

/// An open transaction. `name` ("components.of_page") stands for the query in logs and timings.
/// SQL is the common subset of both databases; text with NUL or bad UTF-8 is refused before it is bound.
class Tx {
public:
    virtual ~Tx() = default;

    template <class... Args>
    Rows query(std::string_view name, std::string_view sql, Args&&... args) {
        return run(name, sql, {db::bind(std::forward<Args>(args))...}).rows;
    }
    /// The first row, if any.
    template <class... Args>
    std::optional<Row> one(std::string_view name, std::string_view sql, Args&&... args) {
        Rows rows = query(name, sql, std::forward<Args>(args)...);
        if (rows.empty()) return std::nullopt;
        return std::move(rows.front());
    }
    /// Runs a statement; the number of rows it changed.
    template <class... Args>
    std::int64_t execute(std::string_view name, std::string_view sql, Args&&... args) {
        return run(name, sql, {db::bind(std::forward<Args>(args))...}).changed;
    }
    /// For statements whose number of binds is known at run time only (multi-row inserts).
    struct Outcome {
        Rows rows;
        std::int64_t changed = 0;
    };
    virtual Outcome run(std::string_view name, std::string_view sql, std::vector<Value> binds) = 0;

    /// Gives each later statement this long instead of the usual 2 seconds: for schema changes and other rare, long
    /// work.
    virtual void allow(std::chrono::milliseconds /*per_statement*/) {}

    /// The commit does not wait until it is durable, which some later one that does makes it too: a crash of the
    /// database may undo this transaction, and all after it that said the same. Where each commit is durable it stays
    /// so.
    virtual void may_be_lost() {}

    /// Behind a `select` of rows to be changed: passes over those that another transaction is changing. Nothing where
    /// one transaction writes at a time.
    [[nodiscard]] virtual std::string_view skip_locked() const { return {}; }

    /// The column by which a row that was just selected is found again at once, within the same statement.
    [[nodiscard]] virtual std::string_view row_place() const = 0;

    /// A hint to give once the transaction is durable ("page 7 changed"). Never for work that must happen.
    void after_commit(std::function<void()> hint) { hints_.push_back(std::move(hint)); }

protected:
    std::vector<std::function<void()>> hints_;
};

/// A database. All calls block and may be made from any thread except the event loops.
/// When the database cannot be reached or cannot make a change durable, calls throw Error Unavailable within 2 seconds.
class Db {
public:
    virtual ~Db() = default;

    /// Runs `work(Tx&)` in one transaction and returns its result once it is durable. An exception rolls back and
    /// passes through. May run `work` again after a serialisation failure, so it must have no effect outside the
    /// transaction but after_commit.
    template <class Work>
    auto write(Work work) -> std::invoke_result_t<Work&, Tx&> {
        return in_transaction(Mode::Write, work);
    }
    /// The same without the right to change anything; sees one consistent state.
    template <class Work>
    auto read(Work work) -> std::invoke_result_t<Work&, Tx&> {
        return in_transaction(Mode::Read, work);
    }

    /// Whether the database answered lately; cheap, for `/readyz`.
    [[nodiscard]] virtual bool healthy() = 0;
    /// "sqlite" or "postgresql".
    [[nodiscard]] virtual std::string_view kind() const = 0;

protected:
    enum class Mode { Read, Write };
    virtual void transact(Mode mode, const std::function<void(Tx&)>& work) = 0;

private:
    template <class Work>
    auto in_transaction(Mode mode, Work& work) -> std::invoke_result_t<Work&, Tx&> {
        using Result = std::invoke_result_t<Work&, Tx&>;
        if constexpr (std::is_void_v<Result>) {
            transact(mode, [&](Tx& tx) { work(tx); });
        } else {
            std::optional<Result> result;
            transact(mode, [&](Tx& tx) { result.emplace(work(tx)); });
            return std::move(*result);
        }
    }
};

/// Opens (and creates) a SQLite database file; one process at a time, enforced by a lock beside the file.
/// Throws std::runtime_error with a sentence for the operator when another process holds it.
[[nodiscard]] std::unique_ptr<Db> open_sqlite(const std::string& file, unsigned readers);

/// Opens a pool on a PostgreSQL server by libpq connection URL. Does not fail when the server is away: calls do, until
/// it is back.
[[nodiscard]] std::unique_ptr<Db> open_postgres(const std::string& url, unsigned connections);

}  // namespace daymark::db
