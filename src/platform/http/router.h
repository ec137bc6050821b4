// Finds the route of a request: method first, then segment by segment, literals before parameters.
#pragma once

#include "platform/http/message.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daymark::http {

/// Named parameters of a matched path, decoded.
using Params = std::vector<std::pair<std::string_view, std::string>>;

class Router {
public:
    /// `pattern` is "/v1/:page_id/incidents"; ':' marks a parameter, which matches one segment that is not empty.
    /// `number` is what `match` gives back. Throws std::logic_error when another route already matches the same
    /// requests. `pattern` must outlive the router.
    void add(Method method, std::string_view pattern, std::size_t number);

    struct Match {
        std::size_t number = 0;
        Params params;
    };
    /// Repeated and trailing slashes are folded (contract §1). The path is percent-encoded; each segment is decoded
    /// once.
    [[nodiscard]] std::optional<Match> match(Method method, std::string_view path) const;
    /// The methods under which the path exists, for 405 and OPTIONS. Empty: no such path.
    [[nodiscard]] std::vector<Method> methods_of(std::string_view path) const;

private:
    struct Entry {
        Method method;
        std::vector<std::string_view> segments;
        std::size_t number;
    };
    std::vector<Entry> entries_;  // sorted: literals before parameters
};

}  // namespace daymark::http
