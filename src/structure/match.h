// Which entry of a document means which thing of the page, and in what order things shall stand.
#pragma once

#include "platform/base/clock.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::structure {

/// A thing of the page. `name` is what an entry beside it would call it; `path` tells it from afar.
struct Known {
    std::string id, name, path;
};

/// An entry of the document; `place` is where it stands, for errors.
struct Wanted {
    std::optional<std::string> id, was;
    std::string name;
    std::string place;
};

/// Gives each entry the thing that it means, and no thing to two of them.
class Matcher {
public:
    Matcher(std::vector<Known> known, std::string thing) : known_(std::move(known)), thing_(std::move(thing)) {
        taken_.resize(known_.size());
        reserved_.resize(known_.size());
    }

    /// Keeps the thing of an id for the entry that names it. Error BadRequest when there is none, or for the second
    /// entry.
    void reserve(const Wanted& wanted);

    /// For entries that stand beside each other, the things they mean, as indexes: by id; else by name among
    /// `candidates`, in their order; else by what it was called, there or (as a path) anywhere. Nothing: a new one.
    [[nodiscard]] std::vector<std::optional<std::size_t>> match(const std::vector<Wanted>& wanted,
                                                                const std::vector<std::size_t>& candidates);

    [[nodiscard]] bool is_taken(std::size_t index) const { return taken_[index]; }

private:
    [[nodiscard]] std::optional<std::size_t> take_by_id(const std::string& id);
    [[nodiscard]] std::optional<std::size_t> take_by_name(const std::string& name,
                                                          const std::vector<std::size_t>& candidates);
    [[nodiscard]] std::optional<std::size_t> take_by_path(const std::string& path);

    std::vector<Known> known_;
    std::vector<bool> taken_, reserved_;
    std::string thing_;
};

/// One of a list whose order shall be that of the document. A new one has no id.
struct Seat {
    std::string id;
    std::int64_t position = 0;
    Millis created_at = 0;
};

/// The positions that put them in this order, by position, age and id. As many as can keep theirs.
/// `next` is a position behind everything; it is raised when that is used up, up to `last`.
[[nodiscard]] std::vector<std::int64_t> seated(const std::vector<Seat>& seats, std::int64_t& next, std::int64_t last);

}  // namespace daymark::structure
