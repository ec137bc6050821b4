// Keeps the shelf true.
#include "site/compiler.h"

#include "metrics/metric_store.h"
#include "pages/page_store.h"
#include "platform/telemetry/log.h"
#include "site/compile.h"
#include "site/gather_metrics.h"
#include "site/gather_notices.h"
#include "site/live.h"

#include <algorithm>
#include <map>

namespace daymark::site {
namespace {

/// How often other nodes' changes and the passing of time are looked at.
constexpr auto tick = std::chrono::milliseconds(250);
/// Two nodes' transactions may become visible in another order than their revisions say, within this time.
constexpr Millis overlap = 10 * one_second;
/// Charts follow their points within this time. However many points come, they cost a page no more than one
/// compilation in it.
constexpr Millis charts_each = one_minute;

}  // namespace

void Waiting::add(const std::string& page_id) {
    if (waiting_.insert(page_id).second) order_.push_back(page_id);
}

std::optional<std::string> Waiting::take() {
    while (!order_.empty()) {
        std::string next = std::move(order_.front());
        order_.pop_front();
        if (waiting_.erase(next) > 0) return next;
    }
    return std::nullopt;
}

Compiler::Compiler(db::Db& db, const Clock& clock, Shelf& shelf, Snapshots& snapshots, Address address,
                   http::Broadcast* broadcast)
    : db_(db),
      clock_(clock),
      shelf_(shelf),
      snapshots_(snapshots),
      address_(std::move(address)),
      broadcast_(broadcast) {}

Compiler::~Compiler() { stop(); }

void Compiler::start() {
    thread_ = std::thread([this] { run(); });
}

void Compiler::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Compiler::want(const std::string& page_id) {
    {
        const std::lock_guard lock(mutex_);
        changed_pages_.add(page_id);
    }
    changed_.notify_all();
}

void Compiler::want_when_idle(const std::string& page_id) {
    const std::lock_guard lock(mutex_);
    aged_pages_.add(page_id);
}

void Compiler::run() {
    auto next_look = std::chrono::steady_clock::now();
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        const auto has_work = [this] { return stopping_ || !changed_pages_.empty() || !aged_pages_.empty(); };
        changed_.wait_until(lock, next_look, has_work);
        // Forgotten before the work begins: a change during it must lead to another round.
        std::optional<std::string> next = changed_pages_.take();
        if (next)
            aged_pages_.remove(*next);
        else
            next = aged_pages_.take();
        working_ = true;
        lock.unlock();
        if (next) compile_page(*next);
        if (std::chrono::steady_clock::now() >= next_look) {
            look_around();
            next_look = std::chrono::steady_clock::now() + tick;
        }
        lock.lock();
        working_ = false;
        changed_.notify_all();
    }
}

void Compiler::settle() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] {
        return stopping_ || (caught_up_ && changed_pages_.empty() && aged_pages_.empty() && !working_);
    });
}

void Compiler::look_around() {
    look_for_changes();
    look_for_points();
    want_stale();
}

void Compiler::look_for_changes() {
    // One process owns a SQLite file and hears of every change by hint; only the first look is needed there.
    if (caught_up_ && db_.kind() == "sqlite") return;
    try {
        std::map<std::string, std::int64_t> shelved;
        for (const auto& page : shelf_.all()) shelved[page->page_id] = page->revision;
        const auto changed = db_.read([&](db::Tx& tx) { return pages::list_changed(tx, seen_revision_ - overlap); });
        for (const auto& [id, revision] : changed) {
            seen_revision_ = std::max(seen_revision_, revision);
            const auto known = shelved.find(id);
            if (known == shelved.end() || known->second < revision) want(id);
        }
        caught_up_ = true;
    } catch (const Error&) {
        // The database is away; the next look is a tick from now.
    }
}

/// Points give no hint and do not touch their page: they come every few seconds. All nodes look for themselves.
void Compiler::look_for_points() {
    const Millis now = clock_.now();
    if (now >= seen_points_ && now - seen_points_ < charts_each) return;
    try {
        const Millis since = std::min(seen_points_, now) - overlap;
        const auto changed = db_.read([&](db::Tx& tx) { return metrics::list_changed_pages(tx, since); });
        for (const auto& page : shelf_.all()) {
            if (page->documents.empty()) continue;  // it is hidden, or gone
            const auto found = changed.find(page->page_id);
            if (found != changed.end() && page->compiled_at < found->second + overlap) want_when_idle(page->page_id);
        }
        seen_points_ = now;
    } catch (const Error&) {
        // As above.
    }
}

void Compiler::want_stale() {
    const Millis now = clock_.now();
    for (const auto& page : shelf_.all()) {
        if (page->stale_at <= now) want_when_idle(page->page_id);
    }
}

/// The page that `find` gives and, if everybody may see it, all that readers see of it: one consistent read.
template <class Find>
Compiler::Look Compiler::look(Find find) {
    return db_.read([&](db::Tx& tx) {
        Look seen{find(tx), std::nullopt};
        if (!seen.page || !is_public(*seen.page)) return seen;
        seen.view = gather(tx, *seen.page, clock_.now(), address_);
        add_metrics(tx, *seen.page, *seen.view);
        return seen;
    });
}

void Compiler::drop(const std::string& page_id) {
    for (const auto& shelved : shelf_.all()) {
        if (shelved->page_id != page_id) continue;
        shelf_.drop(shelved->subdomain, page_id);
        if (broadcast_ != nullptr) broadcast_->end(page_id);
    }
}

void Compiler::compile_page(const std::string& page_id) {
    try {
        const std::lock_guard compiling(compiling_);
        const Look seen = look([&](db::Tx& tx) { return pages::find_with_deleted(tx, page_id); });
        if (seen.page) {
            put(*seen.page, seen.view);
        } else {
            drop(page_id);
            snapshots_.remove(page_id);
        }
    } catch (const std::exception& failure) {
        const auto* error = dynamic_cast<const Error*>(&failure);
        if (error != nullptr && error->code() == ErrorCode::Unavailable) return want_later(page_id);
        // One page's trouble is its own: readers keep its last good bytes, others are compiled as ever.
        telemetry::log(telemetry::Level::Error, "site.compile_failed", {{"page", page_id}, {"detail", failure.what()}});
    }
}

void Compiler::want_later(const std::string& page_id) {
    want(page_id);
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, tick, [this] { return stopping_; });
}

std::shared_ptr<const CompiledPage> Compiler::put(const pages::Page& page, const std::optional<PageView>& view) {
    const auto before = shelf_.hold(page.subdomain);
    const bool same = before && before->page_id == page.id;
    // A deleted page must not take the address from the living one that has it now.
    if (page.deleted_at && before && !same && !before->gone) return before;
    std::shared_ptr<const CompiledPage> made;
    if (view)
        made = compile(page, *view, same ? before.get() : nullptr);
    else
        made = page.deleted_at ? compile_gone(page) : compile_hidden(page);
    if (!same) drop(page.id);
    shelf_.put(made);
    if (same && broadcast_ != nullptr) announce(*broadcast_, *before, *made);
    // Readers of a notice that changed are served by OnDemand meanwhile.
    auto whole = view ? complete(*made, *view, newest_of(page)) : with_brotli(*made);
    shelf_.put(whole);
    snapshots_.save(whole);
    ++compiled_;
    return whole;
}

/// Read after the page is out: feeds may wait, readers may not.
std::vector<NoticeView> Compiler::newest_of(const pages::Page& page) {
    const std::string& language = page.settings.language;
    return db_.read([&](db::Tx& tx) {
        return newest_notices(tx, page, clock_.now(), Wording::of(tx, page, Texts(language, language)));
    });
}

std::shared_ptr<const CompiledPage> Compiler::compile_now(const std::string& subdomain) {
    const std::lock_guard compiling(compiling_);
    if (auto shelved = shelf_.hold(subdomain)) return shelved;
    const Look seen = look([&](db::Tx& tx) { return pages::find_by_subdomain(tx, subdomain); });
    return seen.page ? put(*seen.page, seen.view) : nullptr;
}

}  // namespace daymark::site
