// The shelf of compiled pages.
#include "site/shelf.h"

namespace daymark::site {
namespace {

std::uint64_t next_identity() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

std::size_t board_of(std::string_view subdomain, std::size_t boards) { return TextHash{}(subdomain) % boards; }

}  // namespace

Shelf::Shelf() : identity_(next_identity()) {
    Boards empty;
    for (auto& board : empty) board = std::make_shared<const Board>();
    boards_ = std::make_shared<const Boards>(std::move(empty));
}

const Shelf::Boards& Shelf::current() const {
    struct View {
        std::uint64_t shelf = 0;
        std::uint64_t generation = 0;
        std::shared_ptr<const Boards> boards;
    };
    thread_local View view;
    const std::uint64_t generation = generation_.load(std::memory_order_acquire);
    if (view.shelf != identity_ || view.generation != generation) {
        const std::lock_guard lock(mutex_);
        view = {identity_, generation_.load(std::memory_order_relaxed), boards_};
    }
    return *view.boards;
}

const CompiledPage* Shelf::find(std::string_view subdomain) const {
    const Board& board = *current()[board_of(subdomain, board_count)];
    const auto found = board.find(subdomain);
    return found == board.end() ? nullptr : found->second.get();
}

std::shared_ptr<const CompiledPage> Shelf::hold(std::string_view subdomain) const {
    const Board& board = *current()[board_of(subdomain, board_count)];
    const auto found = board.find(subdomain);
    return found == board.end() ? nullptr : found->second;
}

void Shelf::change(std::string_view subdomain, const std::function<void(Board&)>& edit) {
    const std::size_t place = board_of(subdomain, board_count);
    const std::lock_guard lock(mutex_);
    auto board = std::make_shared<Board>(*(*boards_)[place]);
    edit(*board);
    auto boards = std::make_shared<Boards>(*boards_);
    (*boards)[place] = std::move(board);
    boards_ = std::move(boards);
    generation_.fetch_add(1, std::memory_order_release);
}

void Shelf::put(std::shared_ptr<const CompiledPage> page) {
    const std::string subdomain = page->subdomain;
    change(subdomain, [&](Board& board) { board.insert_or_assign(subdomain, std::move(page)); });
}

void Shelf::drop(const std::string& subdomain, const std::string& page_id) {
    change(subdomain, [&](Board& board) {
        const auto found = board.find(subdomain);
        if (found != board.end() && found->second->page_id == page_id) board.erase(found);
    });
}

std::size_t Shelf::size() const {
    std::size_t size = 0;
    for (const auto& board : current()) size += board->size();
    return size;
}

std::vector<std::shared_ptr<const CompiledPage>> Shelf::all() const {
    std::vector<std::shared_ptr<const CompiledPage>> pages;
    for (const auto& board : current()) {
        for (const auto& [subdomain, page] : *board) pages.push_back(page);
    }
    return pages;
}

}  // namespace daymark::site
