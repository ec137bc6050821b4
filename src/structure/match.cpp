// The pure rules of matching and order.
#include "structure/match.h"

#include "platform/base/error.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace daymark::structure {
namespace {

using Rank = std::tuple<std::int64_t, Millis, std::string>;

Rank rank_of(const Seat& seat, std::int64_t position) {
    // Nothing is younger than what is still to be made.
    return {position, seat.id.empty() ? std::numeric_limits<Millis>::max() : seat.created_at, seat.id};
}

}  // namespace

void Matcher::reserve(const Wanted& wanted) {
    if (!wanted.id) return;
    const auto found = std::ranges::find(known_, *wanted.id, &Known::id);
    if (found == known_.end()) throw Error::bad_field(wanted.place + ".id", "is not a " + thing_ + " of this page");
    const auto index = static_cast<std::size_t>(found - known_.begin());
    if (reserved_[index]) throw Error::bad_field(wanted.place + ".id", "is named twice");
    reserved_[index] = true;
}

std::vector<std::optional<std::size_t>> Matcher::match(const std::vector<Wanted>& wanted,
                                                       const std::vector<std::size_t>& candidates) {
    std::vector<std::optional<std::size_t>> found(wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        found[i] = wanted[i].id ? take_by_id(*wanted[i].id) : take_by_name(wanted[i].name, candidates);
    }
    // What a thing was called counts only after all that are called so now have found theirs.
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (found[i] || !wanted[i].was) continue;
        found[i] = take_by_name(*wanted[i].was, candidates);
        if (!found[i]) found[i] = take_by_path(*wanted[i].was);
    }
    return found;
}

std::optional<std::size_t> Matcher::take_by_id(const std::string& id) {
    const auto found = std::ranges::find(known_, id, &Known::id);
    const auto index = static_cast<std::size_t>(found - known_.begin());
    taken_[index] = true;
    return index;
}

std::optional<std::size_t> Matcher::take_by_name(const std::string& name, const std::vector<std::size_t>& candidates) {
    for (const std::size_t index : candidates) {
        if (taken_[index] || reserved_[index] || known_[index].name != name) continue;
        taken_[index] = true;
        return index;
    }
    return std::nullopt;
}

std::optional<std::size_t> Matcher::take_by_path(const std::string& path) {
    for (std::size_t index = 0; index < known_.size(); ++index) {
        if (taken_[index] || reserved_[index] || known_[index].path != path) continue;
        taken_[index] = true;
        return index;
    }
    return std::nullopt;
}

std::vector<std::int64_t> seated(const std::vector<Seat>& seats, std::int64_t& next, std::int64_t last) {
    std::vector<std::int64_t> positions;
    std::optional<Rank> before;
    for (std::size_t i = 0; i < seats.size(); ++i) {
        const Seat& seat = seats[i];
        std::int64_t position = seat.position;
        const std::int64_t behind = before ? std::get<0>(*before) + 1 : 0;
        if (seat.id.empty()) {
            const auto later = std::find_if(seats.begin() + static_cast<std::ptrdiff_t>(i), seats.end(),
                                            [](const Seat& other) { return !other.id.empty(); });
            if (later == seats.end()) {
                position = std::min(std::max(next, before ? behind : next), last);
            } else {
                position = before ? behind : later->position - 1;
            }
        } else if (before && rank_of(seat, position) <= *before) {
            position = behind;
        }
        before = rank_of(seat, position);
        next = std::max(next, position + 1);
        positions.push_back(position);
    }
    return positions;
}

}  // namespace daymark::structure
