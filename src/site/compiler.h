// Keeps the shelf true: compiles a page when it changed, when time changes what it says, or when a reader asks first.
#pragma once

#include "platform/db/db.h"
#include "platform/http/server.h"
#include "site/gather.h"
#include "site/shelf.h"
#include "site/snapshots.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace daymark::site {

/// Pages that wait for something, each once, in order of their coming.
class Waiting {
public:
    void add(const std::string& page_id);
    void remove(const std::string& page_id) { waiting_.erase(page_id); }
    [[nodiscard]] std::optional<std::string> take();
    [[nodiscard]] bool empty() const { return waiting_.empty(); }

private:
    std::deque<std::string> order_;
    std::set<std::string> waiting_;  // without those that were removed
};

class Compiler {
public:
    /// `broadcast` reaches those who listen to pages; null: nobody does.
    Compiler(db::Db& db, const World& world, Shelf& shelf, Snapshots& snapshots, Address address,
             http::Broadcast* broadcast);
    ~Compiler();
    Compiler(const Compiler&) = delete;
    Compiler& operator=(const Compiler&) = delete;

    void start();
    void stop();

    /// The page changed. Returns at once; several hints on one page that wait are one.
    void want(const std::string& page_id);

    /// For a reader whose page is not on the shelf: compiles it on this thread. Nothing when there is no such page.
    /// Throws Error Unavailable when the database cannot be asked.
    [[nodiscard]] std::shared_ptr<const CompiledPage> compile_now(const std::string& subdomain);

    /// For the first reader of an audience since a private page was compiled: the page as they see it, from now on in
    /// one of its rooms. Nothing when the page is gone or open by now. Throws Error Unavailable as above.
    [[nodiscard]] std::shared_ptr<const CompiledPage> room(const CompiledPage& page, const Audience& audience);

    /// Waits until every page was looked at and all that was wanted so far is compiled.
    void settle();

    [[nodiscard]] std::uint64_t compiled() const { return compiled_; }
    /// Whether every page was looked at since the start.
    [[nodiscard]] bool caught_up() const { return caught_up_; }

private:
    void run();
    void look_around();
    void look_for_changes();
    void look_for_points();
    void want_stale();
    void want_when_idle(const std::string& page_id);
    struct Look {
        std::optional<pages::Page> page;
        std::optional<Gate> gate;                          // of a private page
        std::vector<std::pair<Audience, PageView>> views;  // none of a deleted page
    };
    /// `insiders`: for whom, if the page is private.
    template <class Find>
    Look look(Find find, const std::vector<Audience>& insiders);
    [[nodiscard]] std::vector<Audience> audiences_of(const std::string& page_id) const;
    void compile_page(const std::string& page_id);
    /// Takes the page off the shelf, under whatever subdomain it stands, and from those who listen there.
    void drop(const std::string& page_id);
    /// Puts the page back into the queue and waits a little: the database is away.
    void want_later(const std::string& page_id);
    [[nodiscard]] std::vector<NoticeView> newest_of(const pages::Page& page, const Audience& audience);
    std::shared_ptr<const CompiledPage> put(const Look& seen);
    [[nodiscard]] std::shared_ptr<const CompiledPage> begun(const Look& seen, const CompiledPage* before);
    [[nodiscard]] std::shared_ptr<const CompiledPage> completed(const Look& seen, const CompiledPage& begun);

    db::Db& db_;
    const World& world_;
    Shelf& shelf_;
    Snapshots& snapshots_;
    Address address_;
    http::Broadcast* broadcast_;

    std::mutex mutex_;
    std::condition_variable changed_;
    Waiting changed_pages_;
    Waiting aged_pages_;  // by time or by points: these may wait, a change may not
    bool working_ = false;
    bool stopping_ = false;

    std::mutex compiling_;  // one page at a time, so that an older version never follows a newer one
    std::int64_t seen_revision_ = 0;
    Millis seen_points_ = 0;
    std::atomic<std::uint64_t> compiled_{0};
    std::atomic<bool> caught_up_{false};
    std::thread thread_;
};

}  // namespace daymark::site
