// Names and values in one line.
#include "platform/http/pairs.h"

#include "platform/text/trim.h"

#include <algorithm>

namespace daymark::http {

std::string_view value_in(std::string_view list, char separator, std::string_view name) {
    while (!list.empty()) {
        std::string_view item = text::take_until(list, separator);
        item.remove_prefix(std::min(item.find_first_not_of(' '), item.size()));
        if (item.starts_with(name) && item.size() > name.size() && item[name.size()] == '=')
            return item.substr(name.size() + 1);
    }
    return {};
}

}  // namespace daymark::http
