// Schema steps: which are due, and running each of them once even when several nodes start together.
#include "platform/db/migrate.h"

#include "platform/base/clock.h"
#include "platform/db/sql_text.h"

#include <stdexcept>

namespace daymark::db {
namespace {

constexpr std::string_view create_table = R"(
    create table if not exists schema_migrations (
        number bigint primary key,
        name text not null,
        applied_at bigint not null
    ))";
// Nodes that start together make the table at the same moment, and PostgreSQL then fails all but one.
constexpr int create_attempts = 5;
// Long enough for an index on a big table, and for waiting until another node has made it.
constexpr auto longest_statement = std::chrono::minutes(10);

void ensure_table(Db& db) {
    for (int attempt = 1;; ++attempt) {
        try {
            db.write([](Tx& tx) {
                tx.allow(longest_statement);
                tx.execute("migrate.table", create_table);
            });
            return;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Conflict || attempt == create_attempts) throw;
        }
    }
}

int applied_number(Tx& tx) {
    const auto row = tx.one("migrate.number", "select coalesce(max(number), 0) from schema_migrations");
    return static_cast<int>(row->integer(0));
}

void refuse_newer(int applied, int known) {
    if (applied <= known) return;
    throw std::runtime_error("The database has schema " + std::to_string(applied) + ", but this program knows only " +
                             std::to_string(known) +
                             ". Start the newer program, or restore a backup made before it ran.");
}

void run_statements(Tx& tx, const Migration& migration) {
    for (const std::string_view statement : split_statements(migration.sql)) {
        try {
            tx.execute(migration.name, statement);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Unavailable) throw;
            throw std::runtime_error("Migration " + std::string(migration.name) + " failed and changed nothing: " +
                                     error.log_detail() + " in: " + std::string(statement));
        }
    }
}

/// False when another node was faster.
bool run_step(Db& db, const Migration& migration, int known) {
    return db.write([&](Tx& tx) {
        tx.allow(longest_statement);
        // SQLite has one writer, in one process; elsewhere the table's lock lasts until the step's commit.
        if (db.kind() != "sqlite") tx.execute("migrate.lock", "lock table schema_migrations in access exclusive mode");
        const int applied = applied_number(tx);
        refuse_newer(applied, known);
        if (applied >= migration.number) return false;
        run_statements(tx, migration);
        tx.execute("migrate.done", "insert into schema_migrations (number, name, applied_at) values ($1, $2, $3)",
                   migration.number, migration.name, SystemClock().now());
        return true;
    });
}

}  // namespace

int migrate(Db& db, std::span<const Migration> migrations) {
    const int known = static_cast<int>(migrations.size());
    for (int i = 0; i < known; ++i) {
        if (migrations[static_cast<std::size_t>(i)].number == i + 1) continue;
        throw std::runtime_error("Migration " + std::to_string(i + 1) + " is missing or out of order.");
    }
    ensure_table(db);
    const int applied = db.read([](Tx& tx) {
        // Another node may be in the middle of a step and hold the lock.
        tx.allow(longest_statement);
        return applied_number(tx);
    });
    refuse_newer(applied, known);
    int steps = 0;
    for (const Migration& migration : migrations.subspan(static_cast<std::size_t>(applied))) {
        if (run_step(db, migration, known)) ++steps;
    }
    return steps;
}

}  // namespace daymark::db
