// The least recently used document makes way.
#include "site/recent_documents.h"

namespace daymark::site {

RecentDocuments::Document RecentDocuments::find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto known = by_key_.find(key);
    if (known == by_key_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, known->second);
    return known->second->second;
}

void RecentDocuments::keep(const std::string& key, Document made) {
    const std::lock_guard lock(mutex_);
    if (by_key_.contains(key)) return;
    entries_.emplace_front(key, std::move(made));
    by_key_[key] = entries_.begin();
    if (entries_.size() <= most) return;
    by_key_.erase(entries_.back().first);
    entries_.pop_back();
}

}  // namespace daymark::site
