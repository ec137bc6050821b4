// Where compiled pages stand ready: readers look up without waiting for whoever puts a new one.
#pragma once

#include "site/compiled_page.h"

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::site {

/// Readers keep a view of the whole shelf per thread and renew it only after a change: a look-up costs one atomic load
/// and two hash look-ups, and shares no reference count with other threads.
class Shelf {
public:
    Shelf();

    /// The page of a subdomain, or nothing. The pointer is good until the same thread asks again.
    [[nodiscard]] const CompiledPage* find(std::string_view subdomain) const;
    /// The same, to keep.
    [[nodiscard]] std::shared_ptr<const CompiledPage> hold(std::string_view subdomain) const;

    void put(std::shared_ptr<const CompiledPage> page);
    /// Removes the subdomain's page if it is that of `page_id`.
    void drop(const std::string& subdomain, const std::string& page_id);
    [[nodiscard]] std::size_t size() const;
    /// Every page now on the shelf.
    [[nodiscard]] std::vector<std::shared_ptr<const CompiledPage>> all() const;

private:
    // Pages are spread over boards, so that putting one copies only its board.
    static constexpr std::size_t board_count = 64;
    using Board = TextMap<std::shared_ptr<const CompiledPage>>;
    using Boards = std::array<std::shared_ptr<const Board>, board_count>;

    [[nodiscard]] const Boards& current() const;
    void change(std::string_view subdomain, const std::function<void(Board&)>& edit);

    const std::uint64_t identity_;  // tells shelves apart in the threads' views
    mutable std::mutex mutex_;      // guards boards_ while a pointer is copied or swapped, no longer
    std::shared_ptr<const Boards> boards_;
    std::atomic<std::uint64_t> generation_{1};
};

}  // namespace daymark::site
