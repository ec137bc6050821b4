// Lists like "v=DKIM1; k=rsa; p=…", as records on keys (RFC 6376, 3.2) and on policies (DMARC) are written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daymark::mail {

class TagList {
public:
    [[nodiscard]] bool has(std::string_view name) const;
    /// `otherwise` when there is no such tag.
    [[nodiscard]] std::string value(std::string_view name, std::string_view otherwise = {}) const;
    /// The name that comes first; "" when the list is empty.
    [[nodiscard]] std::string first() const { return tags_.empty() ? std::string() : tags_.front().first; }

private:
    friend std::optional<TagList> read_tags(std::string_view text);
    std::vector<std::pair<std::string, std::string>> tags_;
};

/// Nothing when it is no such list, or a tag comes twice.
[[nodiscard]] std::optional<TagList> read_tags(std::string_view text);

}  // namespace daymark::mail
