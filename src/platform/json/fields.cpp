// Checks on strings that every field table shares.
#include "platform/json/fields.h"

namespace daymark::json::detail {

void check_string(const std::string& text, std::size_t max_bytes, bool may_be_empty, const Path& path) {
    if (!may_be_empty && text.find_first_not_of(" \t\r\n") == std::string::npos) path.refuse("must not be blank");
    if (max_bytes != 0 && text.size() > max_bytes)
        path.refuse("must be at most " + std::to_string(max_bytes) + " bytes long");
}

value with_ids(const value& from) {
    if (const object* whole = from.if_object()) {
        const value* id = whole->if_contains("id");
        return id != nullptr ? *id : from;
    }
    if (!from.is_array()) return from;
    array ids;
    for (const value& item : from.get_array()) ids.push_back(item.is_object() ? with_ids(item) : item);
    return ids;
}

}  // namespace daymark::json::detail
