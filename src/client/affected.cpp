// Components, gathered from several places.
#include "client/affected.h"

namespace daymark::client {

std::vector<NamedStatus> wishes_from(const json::object& options) {
    std::vector<NamedStatus> wishes;
    for (const std::string& text : texts_of(options, "component")) wishes.push_back(named_status(text));
    return wishes;
}

void Affected::add(const std::string& id, const std::string& status) {
    if (!holds(id)) ids_.push_back(id);
    std::string& known = status_of_[id];
    if (!status.empty()) known = status;
}

void Affected::add(const std::vector<NamedStatus>& wishes, const ComponentNames& names) {
    for (const NamedStatus& wish : wishes) {
        add(names.find(wish.name).id, wish.status ? std::string(components::wire_name(*wish.status)) : "");
    }
}

void Affected::write_into(json::object& body) const {
    json::array ids, statuses;
    for (const std::string& id : ids_) {
        ids.emplace_back(id);
        const std::string& status = status_of_.at(id);
        if (!status.empty()) statuses.push_back({{"id", id}, {"status", status}});
    }
    body["components"] = std::move(ids);
    body["statuses"] = std::move(statuses);
}

std::string Affected::spoken_with(const ComponentNames& names) const {
    std::string list;
    for (const std::string& id : ids_) {
        const std::string& status = status_of_.at(id);
        list += (list.empty() ? "" : ", ") + names.path_of(id) + (status.empty() ? "" : " " + spoken(status));
    }
    return list;
}

}  // namespace daymark::client
