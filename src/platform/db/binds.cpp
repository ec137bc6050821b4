// Checks of bound values before either database sees them.
#include "platform/db/binds.h"

#include "platform/text/utf8.h"

#include <cmath>

namespace daymark::db {

void check_binds(const std::vector<Value>& binds) {
    for (const Value& value : binds) {
        if (const auto* said = std::get_if<std::string>(&value); said && text::clean_length(*said) < said->size()) {
            throw Error(ErrorCode::BadRequest, "text must be valid UTF-8 without NUL");
        }
        if (const auto* number = std::get_if<double>(&value); number && !std::isfinite(*number)) {
            throw Error(ErrorCode::BadRequest, "numbers must be finite");
        }
    }
}

}  // namespace daymark::db
