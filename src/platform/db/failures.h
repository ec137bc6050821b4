// The three ways a query fails, worded for callers; what the database said goes to the log only.
#pragma once

#include "platform/base/error.h"

#include <string>

namespace daymark::db {

/// The data says no: a key that is taken, or a reference that points nowhere or is still in use.
[[nodiscard]] inline Error conflict(std::string detail) {
    return {ErrorCode::Conflict, "This conflicts with what is stored", {std::move(detail)}};
}

/// The database cannot do it now; it may later.
[[nodiscard]] inline Error unavailable(std::string detail) {
    return {ErrorCode::Unavailable, "The database is not available, try again", {std::move(detail)}};
}

/// A bug of ours: bad SQL, wrong types, a broken rule of this folder.
[[nodiscard]] inline Error internal(std::string detail) {
    return {ErrorCode::Internal, "Internal error", {std::move(detail)}};
}

}  // namespace daymark::db
