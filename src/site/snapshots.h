// The last good bytes of every page on disk, so that pages are served when the database is gone.
#pragma once

#include "site/compiled_page.h"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace daymark::site {

class Snapshots {
public:
    /// `folder` is created (mode 0700) when it is not there.
    Snapshots(std::string folder, const crypto::SecretKey& key);
    ~Snapshots();
    Snapshots(const Snapshots&) = delete;
    Snapshots& operator=(const Snapshots&) = delete;

    /// Every whole snapshot; damaged files are skipped and logged.
    [[nodiscard]] std::vector<std::shared_ptr<const CompiledPage>> load() const;

    /// Writes the page within a second, from a thread of its own. Of several versions that wait, only the newest is
    /// written: a page that changes all the time costs the disk no more than one that changes now and then.
    void save(std::shared_ptr<const CompiledPage> page);
    void remove(const std::string& page_id);
    /// Waits until everything is on disk.
    void flush();

private:
    void run();
    /// No page: its file goes.
    void write(const std::string& page_id, const CompiledPage* page) const;
    [[nodiscard]] std::string file_of(const std::string& page_id) const;

    std::string folder_;
    const crypto::SecretKey& key_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::string, std::shared_ptr<const CompiledPage>> waiting_;  // by page id; null: remove
    bool writing_ = false;
    int flushing_ = 0;  // callers that wait
    bool stopping_ = false;
    std::thread thread_;
};

/// A snapshot file's bytes, ended by a checksum; and back, or nothing when they are damaged.
[[nodiscard]] std::string to_snapshot(const CompiledPage& page);
[[nodiscard]] std::shared_ptr<const CompiledPage> from_snapshot(std::string_view bytes, const crypto::SecretKey& key);

}  // namespace daymark::site
