// Checks on strings that every field table shares.
#include "platform/json/fields.h"

namespace daymark::json::detail {

void check_string(const std::string& text, std::size_t max_bytes, bool may_be_empty, const Path& path) {
    if (!may_be_empty && text.find_first_not_of(" \t\r\n") == std::string::npos) path.refuse("must not be blank");
    if (max_bytes != 0 && text.size() > max_bytes)
        path.refuse("must be at most " + std::to_string(max_bytes) + " bytes long");
}

}  // namespace daymark::json::detail
