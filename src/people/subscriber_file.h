// Subscribers as the rows of a table.
#pragma once

#include "activity/act.h"
#include "components/component.h"
#include "people/columns.h"
#include "subscribers/subscriber.h"

#include <map>
#include <string>
#include <vector>

namespace daymark::people {

/// The page's components by what a table may call them.
class ComponentNames {
public:
    explicit ComponentNames(const std::vector<components::Component>& all);

    /// By its id or its name. Nothing when there is none, or when several have the name.
    [[nodiscard]] const subscribers::Chosen* find(const std::string& called) const;
    /// As `find` finds it again: the name, if it is only one's.
    [[nodiscard]] const std::string& name_for(const subscribers::Chosen& component) const;

private:
    std::map<std::string, subscribers::Chosen> by_id_;
    std::map<std::string, std::vector<std::string>> ids_by_name_;
};

/// The subscribers that a row describes, one for each address in it, as new ones of the act's page. Error BadRequest
/// names the column.
[[nodiscard]] std::vector<subscribers::Subscriber> subscribers_of(const Act& act, const Header& header,
                                                                  const ComponentNames& components,
                                                                  const std::string& language, const text::CsvRow& row);

/// The first row of a table of ours, and one that says the same of a subscriber; `webhook` is its address in clear.
[[nodiscard]] std::vector<std::string> header_cells();
[[nodiscard]] std::vector<std::string> cells_of(const subscribers::Subscriber& subscriber,
                                                const ComponentNames& components, const std::string& webhook);

}  // namespace daymark::people
