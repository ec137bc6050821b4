// A template: a prepared incident or maintenance, and the pure rules on it.
#pragma once

#include "components/status.h"
#include "platform/json/fields.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace daymark::templates {

enum class Type { Incident, Maintenance };

/// The words of both kinds of notices; which of them a template may have depends on its type.
enum class Status { Investigating, Identified, Monitoring, Resolved, NotStartedYet, InProgress, Completed };

[[nodiscard]] constexpr bool fits(Status status, Type type) {
    return (status <= Status::Resolved) == (type == Type::Incident);
}

/// The status that using the template gives to a component.
struct Link {
    std::string id;  // of this row, not of the component
    std::string component_id;
    components::Status status = components::Status::Operational;
};

struct Template {
    std::string id;
    std::string page_id;
    Type type = Type::Incident;
    std::string name;
    std::string message;  // Markdown
    Status status = Status::Investigating;
    bool notify = true;
    json::Translations translations;
    Millis created_at = 0;
    Millis updated_at = 0;
    std::vector<Link> links;  // in the order they were given
};

}  // namespace daymark::templates

template <>
struct daymark::json::EnumWords<daymark::templates::Type> {
    using Type = daymark::templates::Type;
    static constexpr std::array table{
        std::pair{std::string_view("INCIDENT"), Type::Incident},
        std::pair{std::string_view("MAINTENANCE"), Type::Maintenance},
    };
};

template <>
struct daymark::json::EnumWords<daymark::templates::Status> {
    using Status = daymark::templates::Status;
    static constexpr std::array table{
        std::pair{std::string_view("INVESTIGATING"), Status::Investigating},
        std::pair{std::string_view("IDENTIFIED"), Status::Identified},
        std::pair{std::string_view("MONITORING"), Status::Monitoring},
        std::pair{std::string_view("RESOLVED"), Status::Resolved},
        std::pair{std::string_view("NOTSTARTEDYET"), Status::NotStartedYet},
        std::pair{std::string_view("INPROGRESS"), Status::InProgress},
        std::pair{std::string_view("COMPLETED"), Status::Completed},
    };
};
