// Route matching over a sorted list; at a hundred routes a list beats a tree in clarity and is fast enough.
#include "platform/http/router.h"

#include <algorithm>
#include <stdexcept>

namespace daymark::http {
namespace {

std::vector<std::string_view> split(std::string_view path) {
    std::vector<std::string_view> segments;
    while (!path.empty()) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        if (slash > 0) segments.push_back(path.substr(0, slash));
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return segments;
}

bool is_parameter(std::string_view segment) { return segment.starts_with(':'); }

/// Literal before parameter, at the first place where the patterns differ in that.
bool stands_before(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (is_parameter(a[i]) != is_parameter(b[i])) return is_parameter(b[i]);
    }
    return false;
}

bool same_shape(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
    return std::ranges::equal(
        a, b, [](std::string_view x, std::string_view y) { return is_parameter(x) ? is_parameter(y) : x == y; });
}

bool fits(const std::vector<std::string_view>& pattern, const std::vector<std::string>& segments) {
    return std::ranges::equal(pattern, segments, [](std::string_view want, const std::string& have) {
        return is_parameter(want) || want == have;
    });
}

std::vector<std::string> decoded_segments(std::string_view path) {
    std::vector<std::string> decoded;
    for (const std::string_view segment : split(path)) decoded.push_back(percent_decode(segment));
    return decoded;
}

}  // namespace

void Router::add(Method method, std::string_view pattern, std::size_t number) {
    Entry entry{method, split(pattern), number};
    for (const Entry& other : entries_) {
        if (other.method == method && same_shape(other.segments, entry.segments)) {
            throw std::logic_error("two routes for " + std::string(method_name(method)) + " " + std::string(pattern));
        }
    }
    const auto place = std::ranges::find_if(
        entries_, [&](const Entry& other) { return stands_before(entry.segments, other.segments); });
    entries_.insert(place, std::move(entry));
}

std::optional<Router::Match> Router::match(Method method, std::string_view path) const {
    const std::vector<std::string> segments = decoded_segments(path);
    for (const Entry& entry : entries_) {
        if (entry.method != method || !fits(entry.segments, segments)) continue;
        Match match{entry.number, {}};
        for (std::size_t i = 0; i < segments.size(); ++i) {
            if (is_parameter(entry.segments[i])) match.params.emplace_back(entry.segments[i].substr(1), segments[i]);
        }
        return match;
    }
    return std::nullopt;
}

std::vector<Method> Router::methods_of(std::string_view path) const {
    const std::vector<std::string> segments = decoded_segments(path);
    std::vector<Method> methods;
    for (const Entry& entry : entries_) {
        if (fits(entry.segments, segments) && std::ranges::find(methods, entry.method) == methods.end()) {
            methods.push_back(entry.method);
        }
    }
    return methods;
}

}  // namespace daymark::http
