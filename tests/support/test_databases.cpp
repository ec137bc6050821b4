// A temporary folder for SQLite, a schema for PostgreSQL.
#include "support/test_databases.h"

#include "support/temp_folder.h"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <stdexcept>

namespace daymark::test {
namespace {

std::string server_url() {
    const char* url = std::getenv("DAYMARK_TEST_POSTGRES");
    return url == nullptr ? "" : url;
}

/// libpq's way to have every connection begin in a schema, for both spellings of an address.
std::string url_in_schema(const std::string& url, const std::string& schema) {
    if (url.find("://") == std::string::npos) return url + " options='-csearch_path=" + schema + "'";
    const char* separator = url.find('?') == std::string::npos ? "?" : "&";
    return url + separator + "options=-csearch_path%3D" + schema;
}

class Schema {
public:
    Schema() : admin_(db::open_postgres(server_url(), 1)) {
        static std::atomic<unsigned> count = 0;
        name_ = "test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
        command("create schema " + name_);
    }
    ~Schema() {
        try {
            command("drop schema " + name_ + " cascade");
        } catch (const std::exception&) {
            // The test's own failure is the one to report.
        }
    }
    Schema(const Schema&) = delete;
    Schema& operator=(const Schema&) = delete;

    [[nodiscard]] std::string url() const { return url_in_schema(server_url(), name_); }

private:
    void command(const std::string& sql) {
        admin_->write([&](db::Tx& tx) { tx.execute("test.schema", sql); });
    }

    std::unique_ptr<db::Db> admin_;
    std::string name_;
};

}  // namespace

std::vector<std::string> kinds() { return {"sqlite", "postgresql"}; }

bool available(const std::string& kind) { return kind == "sqlite" || !server_url().empty(); }

TestDatabase fresh_database(const std::string& kind, std::span<const db::Migration> migrations) {
    TestDatabase fresh;
    fresh.kind = kind;
    if (kind == "sqlite") {
        auto folder = std::make_shared<TempFolder>();
        fresh.location = folder->path() + "/test.db";
        fresh.keeper = std::move(folder);
    } else {
        auto schema = std::make_shared<Schema>();
        fresh.location = schema->url();
        fresh.keeper = std::move(schema);
    }
    fresh.db = open_database(kind, fresh.location);
    if (!migrations.empty()) db::migrate(*fresh.db, migrations);
    return fresh;
}

std::unique_ptr<db::Db> open_database(const std::string& kind, const std::string& location) {
    return kind == "sqlite" ? db::open_sqlite(location, 4) : db::open_postgres(location, 8);
}

}  // namespace daymark::test
