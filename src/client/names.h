// What people call pages, components and incidents, found in what the server lists. Pure.
#pragma once

#include "platform/json/json.h"

#include <string>
#include <vector>

namespace daymark::client {

/// By id, subdomain or name. Empty text: the only page there is. Trouble NotFound that lists what could be meant.
[[nodiscard]] json::value find_page(const json::array& pages, const std::string& text);

struct NamedComponent {
    std::string id, path;  // "Group / Name"
};

/// The components of a page by their paths, for looking up by what people call them.
class ComponentNames {
public:
    explicit ComponentNames(const json::array& components);

    /// By id, path, or a name that only one has. Trouble NotFound otherwise.
    [[nodiscard]] const NamedComponent& find(const std::string& text) const;
    /// The path of an id; the id itself when it is not known.
    [[nodiscard]] std::string path_of(const std::string& id) const;

private:
    struct Entry {
        NamedComponent component;
        std::string name;
    };
    std::vector<Entry> entries_;
};

/// "latest", an id, or a name among incidents that are not resolved. `latest` is the one that began last.
[[nodiscard]] json::value find_incident(const json::array& unresolved, const std::string& text);

}  // namespace daymark::client
