// Keeps a folder of exports true, one for each public page by its subdomain.
#pragma once

#include "platform/db/db.h"
#include "site/compiler.h"
#include "site/export.h"
#include "site/shelf.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace daymark::site {

/// Follows the shelf from a thread of its own, of low priority, one page at a time: a page that changed is exported at
/// once, one that only time changed at most once a minute, one that is hidden or gone leaves the folder first of all.
/// Whatever fails is logged and tried again; nothing waits for it.
class Exporter {
public:
    struct Parts {
        db::Db& db;
        const Clock& clock;
        const Shelf& shelf;
        const Compiler& compiler;
    };
    /// `folder` "": it does nothing.
    Exporter(Parts parts, Address address, std::string folder);
    ~Exporter();
    Exporter(const Exporter&) = delete;
    Exporter& operator=(const Exporter&) = delete;

    void start();
    void stop();

    /// Waits until the folder is as the shelf is now. For tests.
    void settle();

private:
    using Instant = std::chrono::steady_clock::time_point;
    struct Exported {
        std::string page_id;
        std::int64_t revision = 0;
        Millis at = 0;
    };
    struct Failure {
        std::string sentence;
        Instant next_try;
    };

    void run();
    void find_exports();
    /// Exports what is due; whether anything was.
    bool export_due();
    void export_one(const CompiledPage& page);
    [[nodiscard]] bool is_due(const CompiledPage& page) const;
    [[nodiscard]] bool is_shown(const std::string& subdomain, const std::string& page_id) const;
    void remove_what_is_gone();
    /// Between two documents of a page's export: throws when it is of no use any more.
    void look_up(const CompiledPage& page);
    void note_failure(const std::string& subdomain, const std::exception& failure);
    [[nodiscard]] std::string folder_of(const std::string& subdomain) const { return folder_ + "/" + subdomain; }

    Parts parts_;
    Address address_;
    std::string folder_;
    std::map<std::string, Exported> exported_;  // by subdomain, as the next one
    std::map<std::string, Failure> failures_;
    Instant next_look_;

    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::uint64_t begun_ = 0, calm_ = 0;  // rounds, and the last one that found nothing to do
    std::thread thread_;
};

}  // namespace daymark::site
