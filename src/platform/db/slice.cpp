// Slices as SQL.
#include "platform/db/slice.h"

namespace daymark::db {
namespace {

std::string placed(Value value, std::vector<Value>& binds) {
    binds.push_back(std::move(value));
    return "$" + std::to_string(binds.size());
}

}  // namespace

std::string slice_sql(const Slice& slice, std::initializer_list<std::string_view> columns, Order order,
                      std::vector<Value>& binds) {
    const bool falling = order == Order::Falling;
    std::string names, sorted;
    for (const std::string_view column : columns) {
        names += (names.empty() ? "" : ", ") + std::string(column);
        sorted += (sorted.empty() ? "" : ", ") + std::string(column) + (falling ? " desc" : "");
    }
    std::string sql;
    if (slice.after) {
        std::string places;
        for (const Value& value : *slice.after) places += (places.empty() ? "" : ", ") + placed(value, binds);
        sql += " and (" + names + ")" + (falling ? " < (" : " > (") + places + ")";
    }
    sql += " order by " + sorted + " limit " + placed(bind(slice.limit), binds);
    if (slice.offset > 0) sql += " offset " + placed(bind(slice.offset), binds);
    return sql;
}

}  // namespace daymark::db
