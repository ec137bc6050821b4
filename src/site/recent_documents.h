// Documents that were made for whoever asked first, kept while they are asked for and true. Any thread.
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

    /// Nothing when no document of this version is kept.
    [[nodiscard]] Document find(const std::string& key, const std::string& version);
    /// Takes the place of another version.
    void keep(const std::string& key, const std::string& version, Document made);

private:
    static constexpr std::size_t most = 500;
    struct Entry {
        std::string key, version;
        Document document;
    };

    std::mutex mutex_;
    std::list<Entry> entries_;  // last used first
    TextMap<std::list<Entry>::iterator> by_key_;
};

}  // namespace daymark::site
