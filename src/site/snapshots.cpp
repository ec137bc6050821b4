// The snapshot files of pages, and the thread that writes them.
#include "site/snapshots.h"

#include "platform/base/file.h"
#include "platform/telemetry/log.h"

#include <unistd.h>
#include <chrono>
#include <filesystem>
#include <utility>

namespace daymark::site {
namespace {

/// Between two rounds of writing.
constexpr auto pause = std::chrono::seconds(1);

}  // namespace

Snapshots::Snapshots(std::string folder, const crypto::SecretKey& key) : folder_(std::move(folder)), key_(key) {
    make_folder(folder_);
    thread_ = std::thread([this] { run(); });
}

Snapshots::~Snapshots() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

std::string Snapshots::file_of(const std::string& page_id) const { return folder_ + "/" + page_id + ".page"; }

std::vector<std::shared_ptr<const CompiledPage>> Snapshots::load() const {
    std::vector<std::shared_ptr<const CompiledPage>> pages;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, failed)) {
        if (entry.path().extension() != ".page") continue;
        const auto bytes = read_file(entry.path().string());
        auto page = bytes ? from_snapshot(*bytes, key_) : nullptr;
        if (page)
            pages.push_back(std::move(page));
        else
            telemetry::log(telemetry::Level::Warning, "snapshots.damaged",
                           {{"file", entry.path().filename().string()}});
    }
    return pages;
}

void Snapshots::save(std::shared_ptr<const CompiledPage> page) {
    const std::string id = page->page_id;
    {
        const std::lock_guard lock(mutex_);
        waiting_[id] = std::move(page);
    }
    changed_.notify_all();
}

void Snapshots::remove(const std::string& page_id) {
    {
        const std::lock_guard lock(mutex_);
        waiting_[page_id] = nullptr;
    }
    changed_.notify_all();
}

void Snapshots::flush() {
    std::unique_lock lock(mutex_);
    ++flushing_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return waiting_.empty() && !writing_; });
    --flushing_;
}

void Snapshots::write(const std::string& page_id, const CompiledPage* page) const {
    try {
        if (page != nullptr)
            replace_file(file_of(page_id), to_snapshot(*page));
        else
            ::unlink(file_of(page_id).c_str());
    } catch (const std::exception& error) {
        // A full disk must not keep the new bytes from readers: they are in memory already.
        telemetry::log(telemetry::Level::Error, "snapshots.failed", {{"detail", error.what()}});
    }
}

void Snapshots::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        const auto round = std::exchange(waiting_, {});
        writing_ = true;
        lock.unlock();
        for (const auto& [id, page] : round) write(id, page.get());
        lock.lock();
        writing_ = false;
        changed_.notify_all();
        changed_.wait_for(lock, pause, [this] { return stopping_ || flushing_ > 0; });
    }
}

}  // namespace daymark::site
