// The one exception that stops a request: a code for the program, a sentence for the caller, a detail for the log.
#pragma once

#include <exception>
#include <string>
#include <utility>

namespace daymark {

/// What went wrong, without a word about HTTP. `api/errors.cpp` gives each its status and wire code.
enum class ErrorCode {
    BadRequest,
    Unauthorized,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    Conflict,
    PayloadTooLarge,
    UnsupportedMediaType,
    TooManyRequests,
    Unavailable,
    Internal,
};
inline constexpr std::size_t error_code_count = 11;

/// For the log only; never sent to a caller.
struct LogDetail {
    std::string text;
};

/// Thrown to stop the present request. `field` names the offending property of the body or query, when there is one.
class Error : public std::exception {
public:
    Error(ErrorCode code, std::string message, LogDetail detail = {})
        : code_(code), message_(std::move(message)), detail_(std::move(detail)) {}

    /// A value the caller sent is wrong: 400, naming the field ("components[2].name").
    [[nodiscard]] static Error bad_field(std::string field, const std::string& what) {
        Error error(ErrorCode::BadRequest, field + " " + what);
        error.field_ = std::move(field);
        return error;
    }
    [[nodiscard]] static Error not_found(const std::string& thing) {
        return {ErrorCode::NotFound, thing + " not found"};
    }

    [[nodiscard]] ErrorCode code() const { return code_; }
    [[nodiscard]] const std::string& message() const { return message_; }
    [[nodiscard]] const std::string& field() const { return field_; }
    [[nodiscard]] const std::string& log_detail() const { return detail_.text; }
    [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

private:
    ErrorCode code_;
    std::string message_;
    std::string field_;
    LogDetail detail_;
};

}  // namespace daymark
