// Documents that were made for whoever asked first, kept while they are asked for. Any thread.
#pragma once

#include "site/compiled_page.h"

#include <list>
#include <memory>
#include <mutex>
#include <string>

namespace daymark::site {

class RecentDocuments {
public:
    using Document = std::shared_ptr<const Variants>;

    /// Nothing when it is not kept.
    [[nodiscard]] Document find(const std::string& key);
    void keep(const std::string& key, Document made);

private:
    static constexpr std::size_t most = 500;
    using Entry = std::pair<std::string, Document>;

    std::mutex mutex_;
    std::list<Entry> entries_;  // last used first
    TextMap<std::list<Entry>::iterator> by_key_;
};

}  // namespace daymark::site
