// Every SQL statement on uploads.
#include "uploads/upload_store.h"

#include "platform/crypto/base64.h"

namespace daymark::uploads {
namespace {

// The order of upload_from.
#define UPLOAD_COLUMNS "id, page_id, type, width, height, size, created_at"

Upload upload_from(const db::Row& row) {
    return {row.text(0), row.text(1), row.text(2), row.integer(3), row.integer(4), row.integer(5), row.integer(6)};
}

}  // namespace

void insert(db::Tx& tx, const Upload& upload, std::string_view bytes) {
    tx.execute("uploads.insert",
               "insert into uploads (" UPLOAD_COLUMNS ", content) values ($1, $2, $3, $4, $5, $6, $7, $8)", upload.id,
               upload.page_id, upload.type, upload.width, upload.height, upload.size, upload.created_at,
               crypto::base64(bytes));
}

void erase(db::Tx& tx, const std::string& page_id, const std::string& id) {
    tx.execute("uploads.erase", "delete from uploads where page_id = $1 and id = $2", page_id, id);
}

std::optional<Upload> find(db::Tx& tx, const std::string& page_id, const std::string& id) {
    const auto row =
        tx.one("uploads.find", "select " UPLOAD_COLUMNS " from uploads where page_id = $1 and id = $2", page_id, id);
    return row ? std::optional(upload_from(*row)) : std::nullopt;
}

std::vector<Upload> list_of_page(db::Tx& tx, const std::string& page_id, const db::Slice& slice) {
    std::vector<db::Value> binds{page_id};
    const std::string end = slice_sql(slice, {"created_at", "id"}, db::Order::Falling, binds);
    std::vector<Upload> uploads;
    for (const db::Row& row :
         tx.run("uploads.list_of_page", "select " UPLOAD_COLUMNS " from uploads where page_id = $1" + end,
                std::move(binds))
             .rows) {
        uploads.push_back(upload_from(row));
    }
    return uploads;
}

db::Cursor cursor_of(const Upload& upload) { return {upload.created_at, upload.id}; }

Room taken(db::Tx& tx, const std::string& page_id) {
    const auto row =
        tx.one("uploads.taken",
               "select count(*), cast(coalesce(sum(size), 0) as bigint) from uploads where page_id = $1", page_id);
    return {row->integer(0), row->integer(1)};
}

std::optional<Content> find_content(db::Tx& tx, const std::string& id) {
    const auto row = tx.one("uploads.find_content", R"(select u.type, u.content from uploads u
        join pages p on p.id = u.page_id where u.id = $1 and p.deleted_at is null)",
                            id);
    if (!row) return std::nullopt;
    return Content{row->text(0), crypto::from_base64(row->text(1)).value_or("")};
}

}  // namespace daymark::uploads
