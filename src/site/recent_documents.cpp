// The least recently used document makes way.
#include "site/recent_documents.h"

namespace daymark::site {

RecentDocuments::Document RecentDocuments::find(const std::string& key, const std::string& version) {
    const std::lock_guard lock(mutex_);
    const auto known = by_key_.find(key);
    if (known == by_key_.end() || known->second->version != version) return nullptr;
    entries_.splice(entries_.begin(), entries_, known->second);
    return known->second->document;
}

void RecentDocuments::keep(const std::string& key, const std::string& version, Document made) {
    const std::lock_guard lock(mutex_);
    if (const auto known = by_key_.find(key); known != by_key_.end()) entries_.erase(known->second);
    entries_.push_front({key, version, std::move(made)});
    by_key_[key] = entries_.begin();
    if (entries_.size() <= most) return;
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
}

}  // namespace daymark::site
