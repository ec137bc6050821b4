// The API door: from a request to the handler of its route, and back as JSON.
#pragma once

#include "api/access.h"
#include "api/rate_limit.h"
#include "api/route.h"

#include <deque>
#include <span>
#include <string>
#include <vector>

namespace daymark::api {

/// A route under one version: what the router and the document list.
struct Endpoint {
    const Route* route;
    std::string pattern;  // "/v1/:page_id/incidents"
};

class Api {
public:
    /// Throws std::logic_error when two rows claim the same requests or share a name.
    /// `calls_per_minute` limits each key; 0: no limits.
    Api(db::Db& db, const World& world, std::vector<std::span<const Route>> tables, std::int64_t calls_per_minute = 0);

    /// Blocks; must be called on a worker. Never throws: every failure is a JSON answer.
    [[nodiscard]] http::Response handle(const http::Request& request);
    /// Every path that is served, in the order of the tables.
    [[nodiscard]] const std::deque<Endpoint>& endpoints() const { return endpoints_; }

private:
    /// The answer, and what of the caller's share was taken for it.
    http::Response dispatch(const http::Request& request, std::optional<Buckets::Taken>& taken);
    [[nodiscard]] Call identified(const Route& route, const http::Request& request, const http::Params& params,
                                  std::optional<Buckets::Taken>& taken);
    /// The answer where no row fits: 404, 405, or to OPTIONS what the path knows.
    [[nodiscard]] http::Response unrouted(const http::Request& request) const;

    Gate gate_;
    RateLimits limits_;
    Walks walks_;
    std::deque<Endpoint> endpoints_;
    http::Router router_;
};

}  // namespace daymark::api
