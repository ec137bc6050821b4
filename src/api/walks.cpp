// Ends of pages.
#include "api/walks.h"

namespace daymark::api {
namespace {

std::string key_of(const std::string& list, std::int64_t page) { return std::to_string(page) + " " + list; }

}  // namespace

std::optional<db::Cursor> Walks::end_of(const std::string& list, std::int64_t page, Millis now) {
    const std::lock_guard lock(mutex_);
    const auto found = by_key_.find(key_of(list, page));
    if (found == by_key_.end() || now - found->second->at > kept) return std::nullopt;
    return found->second->end;
}

void Walks::note_end(const std::string& list, std::int64_t page, db::Cursor end, Millis now) {
    std::string key = key_of(list, page);
    const std::lock_guard lock(mutex_);
    if (const auto known = by_key_.find(key); known != by_key_.end()) {
        entries_.erase(known->second);
        by_key_.erase(known);
    }
    entries_.push_front({key, std::move(end), now});
    by_key_[std::move(key)] = entries_.begin();
    if (entries_.size() <= most) return;
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
}

}  // namespace daymark::api
