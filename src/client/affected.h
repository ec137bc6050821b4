// The components of a notice: those of --component, of a template, and of the notice as it was.
#pragma once

#include "client/session.h"

#include <map>
#include <string>
#include <vector>

namespace daymark::client {

/// What --component says. Trouble Usage for a word that is no status, before any server is asked.
[[nodiscard]] std::vector<NamedStatus> wishes_from(const json::object& options);

/// Components with the status to set; an empty word leaves a status alone. Each once, in the order they came.
class Affected {
public:
    void add(const std::string& id, const std::string& status = {});
    void add(const std::vector<NamedStatus>& wishes, const ComponentNames& names);
    [[nodiscard]] bool holds(const std::string& id) const { return status_of_.contains(id); }
    [[nodiscard]] bool is_empty() const { return ids_.empty(); }

    /// Puts `components` and `statuses` into a body.
    void write_into(json::object& body) const;
    /// "API degraded performance, Web / Checkout major outage"
    [[nodiscard]] std::string spoken_with(const ComponentNames& names) const;

private:
    std::vector<std::string> ids_;
    std::map<std::string, std::string> status_of_;
};

}  // namespace daymark::client
