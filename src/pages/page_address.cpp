// From the main host's address to those of pages.
#include "pages/page_address.h"

#include <string_view>

namespace daymark::pages {

Address Address::of(const std::string& base_url, const std::string& base_host) {
    Address address;
    address.base_host = base_host;
    std::string_view url = base_url;
    const std::size_t colon = url.find("://");
    if (colon != std::string_view::npos) {
        address.scheme = url.substr(0, colon);
        url.remove_prefix(colon + 3);
    }
    url = url.substr(0, url.find('/'));
    const std::size_t port = url.rfind(':');
    if (port != std::string_view::npos && url.find(']', port) == std::string_view::npos)
        address.port = url.substr(port);
    return address;
}

}  // namespace daymark::pages
