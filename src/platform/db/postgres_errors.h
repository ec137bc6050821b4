// What the five characters of an SQLSTATE mean for the transaction and for the caller.
#pragma once

#include "platform/base/error.h"

#include <string_view>

namespace daymark::db {

/// Why a statement failed, as far as it decides what happens next.
enum class PostgresFailure {
    Statement,  // the statement is at fault; the connection is fine
    Retry,      // the transaction met another one: run it again
    Stale,      // what this connection remembers is out of date: run it again on another
    Lost,       // the connection is gone, or leads to a server that cannot help
    Silent,     // no answer in time: the connection is of no use any more
};

struct PostgresVerdict {
    PostgresFailure failure = PostgresFailure::Statement;
    ErrorCode code = ErrorCode::Internal;
};
/// An empty state means that the connection broke. `writing` tells whether the transaction asked for the right to
/// write.
[[nodiscard]] PostgresVerdict judge_sqlstate(std::string_view state, bool writing);

class PostgresError final : public Error {
public:
    PostgresError(PostgresFailure failure, Error error) : Error(std::move(error)), failure_(failure) {}
    [[nodiscard]] PostgresFailure failure() const { return failure_; }

private:
    PostgresFailure failure_;
};

}  // namespace daymark::db
