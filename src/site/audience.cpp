// Audiences.
#include "site/audience.h"

#include "platform/crypto/secret_key.h"

#include <algorithm>
#include <iterator>
#include <sstream>

namespace daymark::site {

Audience Audience::insiders() {
    Audience audience;
    audience.key_ = "insiders";
    return audience;
}

Audience Audience::of(std::vector<std::string> component_ids) {
    std::ranges::sort(component_ids);
    Audience audience;
    audience.among_ = " ";  // whoever sees none does not see all
    for (const std::string& id : component_ids) audience.among_ += id + " ";
    audience.key_ = crypto::sha256_hex(audience.among_);
    return audience;
}

Audience Audience::from_text(std::string_view text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    Audience audience;
    audience.key_ = text.substr(0, end);
    audience.among_ = text.substr(std::min(end + 1, text.size()));
    return audience;
}

std::vector<std::string> Audience::components() const {
    std::istringstream ids(among_);
    return {std::istream_iterator<std::string>(ids), {}};
}

}  // namespace daymark::site
