// Where callers are in the lists they read page by page: so that a page begins right behind the one before it, however
// many rows came or went meanwhile, and that the thousandth page costs as much as the first.
//
// Kept in memory by each node for a short while; without it a page is found by counting rows, as its number says.
#pragma once

#include "platform/base/clock.h"
#include "platform/db/slice.h"

#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace daymark::api {

class Walks {
public:
    /// Where a page of that list ended when it was read last; nothing when that is long ago. `list` names the caller,
    /// the path and every parameter but the page's number.
    [[nodiscard]] std::optional<db::Cursor> end_of(const std::string& list, std::int64_t page, Millis now);
    void note_end(const std::string& list, std::int64_t page, db::Cursor end, Millis now);

private:
    static constexpr std::size_t most = 20'000;
    static constexpr Millis kept = 2 * one_minute;

    struct Entry {
        std::string key;
        db::Cursor end;
        Millis at = 0;
    };
    std::mutex mutex_;
    std::list<Entry> entries_;  // last noted first
    std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
};

}  // namespace daymark::api
