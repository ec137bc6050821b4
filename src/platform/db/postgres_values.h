// Values on their way to and from libpq, all as text.
#pragma once

#include "platform/db/db.h"

#include <libpq-fe.h>

#include <string>
#include <vector>

namespace daymark::db {

/// The parameters of one statement, in the form that libpq takes them.
class PostgresBinds {
public:
    /// `binds` must outlive this.
    explicit PostgresBinds(const std::vector<Value>& binds);
    [[nodiscard]] int count() const { return static_cast<int>(pointers_.size()); }
    [[nodiscard]] const char* const* data() const { return pointers_.data(); }

private:
    std::vector<std::string> numbers_;
    std::vector<const char*> pointers_;
};

/// The rows of an answer; columns are read by their declared type.
[[nodiscard]] Rows rows_of(const PGresult* result);

}  // namespace daymark::db
