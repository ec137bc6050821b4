// Keeps the shelf true.
#include "site/compiler.h"

#include "metrics/metric_store.h"
#include "pages/page_store.h"
#include "platform/telemetry/log.h"
#include "site/compile.h"
#include "site/gather_metrics.h"
#include "site/gather_notices.h"
#include "site/live.h"
#include "site/uploaded.h"

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
/// Audiences for which a private page is kept compiled: each costs as much as a page of its own.
constexpr std::size_t most_rooms = 32;

const CompiledPage* room_of(const CompiledPage& page, const Audience& audience) {
    const auto found = page.rooms.find(audience.key());
    return found == page.rooms.end() ? nullptr : found->second.get();
}

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

Compiler::Compiler(db::Db& db, const World& world, Shelf& shelf, Snapshots& snapshots, Address address,
                   http::Broadcast* broadcast)
    : db_(db),
      world_(world),
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
    const Millis now = world_.clock.now();
    if (now >= seen_points_ && now - seen_points_ < charts_each) return;
    try {
        const Millis since = std::min(seen_points_, now) - overlap;
        const auto changed = db_.read([&](db::Tx& tx) { return metrics::list_changed_pages(tx, since); });
        for (const auto& page : shelf_.all()) {
            if (page->documents.empty() && page->rooms.empty()) continue;  // it is gone
            const auto found = changed.find(page->page_id);
            if (found != changed.end() && page->compiled_at < found->second + overlap) want_when_idle(page->page_id);
        }
        seen_points_ = now;
    } catch (const Error&) {
        // As above.
    }
}

void Compiler::want_stale() {
    const Millis now = world_.clock.now();
    for (const auto& page : shelf_.all()) {
        if (page->stale_at <= now) want_when_idle(page->page_id);
    }
}

/// The page that `find` gives and all that its audiences see of it: one consistent read.
template <class Find>
Compiler::Look Compiler::look(Find find, const std::vector<Audience>& insiders) {
    return db_.read([&](db::Tx& tx) {
        Look seen{find(tx), std::nullopt, {}};
        if (!seen.page || seen.page->deleted_at) return seen;
        const bool is_private = seen.page->settings.is_private;
        if (is_private) seen.gate = Gate::of(tx, world_, *seen.page);
        const auto before = shelf_.hold(seen.page->subdomain);
        const Pictures pictures = pictures_of(tx, *seen.page, before ? before->pictures : Pictures());
        for (const Audience& audience : is_private ? insiders : std::vector{Audience::everybody()}) {
            PageView view = gather(tx, *seen.page, world_.clock.now(), address_, audience);
            add_metrics(tx, *seen.page, audience, view);
            view.pictures = pictures;
            seen.views.emplace_back(audience, std::move(view));
        }
        return seen;
    });
}

/// Those that the page is compiled for already, and those who see all of it.
std::vector<Audience> Compiler::audiences_of(const std::string& page_id) const {
    std::vector<Audience> audiences{Audience::insiders()};
    for (const auto& page : shelf_.all()) {
        if (page->page_id != page_id) continue;
        for (const auto& [key, room] : page->rooms) {
            if (!room->audience.sees_all()) audiences.push_back(room->audience);
        }
    }
    return audiences;
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
        const Look seen =
            look([&](db::Tx& tx) { return pages::find_with_deleted(tx, page_id); }, audiences_of(page_id));
        if (seen.page) {
            put(seen);
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

std::shared_ptr<const CompiledPage> Compiler::put(const Look& seen) {
    const pages::Page& page = *seen.page;
    const auto before = shelf_.hold(page.subdomain);
    const bool same = before && before->page_id == page.id;
    // A deleted page must not take the address from the living one that has it now.
    if (page.deleted_at && before && !same && !before->gone) return before;
    const auto made = begun(seen, same ? before.get() : nullptr);
    if (!same) drop(page.id);
    shelf_.put(made);
    if (same && broadcast_ != nullptr) announce(*broadcast_, *before, *made);
    // Readers of a notice that changed are served by OnDemand meanwhile.
    const auto whole = completed(seen, *made);
    shelf_.put(whole);
    snapshots_.save(whole);
    ++compiled_;
    return whole;
}

std::shared_ptr<const CompiledPage> Compiler::begun(const Look& seen, const CompiledPage* before) {
    if (seen.views.empty()) return compile_gone(*seen.page);
    Rooms rooms;
    for (const auto& [audience, view] : seen.views) {
        if (!seen.gate) return compile(*seen.page, view, audience, before);
        rooms[audience.key()] =
            compile(*seen.page, view, audience, before == nullptr ? nullptr : room_of(*before, audience));
    }
    return compile_closed(*seen.page, *seen.gate, std::move(rooms));
}

std::shared_ptr<const CompiledPage> Compiler::completed(const Look& seen, const CompiledPage& begun) {
    Rooms rooms;
    for (const auto& [audience, view] : seen.views) {
        const CompiledPage& first = seen.gate ? *begun.rooms.at(audience.key()) : begun;
        auto whole = complete(first, view, newest_of(*seen.page, audience));
        if (!seen.gate) return whole;
        rooms[audience.key()] = std::move(whole);
    }
    if (rooms.empty()) return with_brotli(begun);
    return compile_closed(*seen.page, *seen.gate, std::move(rooms));
}

/// Read after the page is out: feeds may wait, readers may not.
std::vector<NoticeView> Compiler::newest_of(const pages::Page& page, const Audience& audience) {
    const std::string& language = page.settings.language;
    return db_.read([&](db::Tx& tx) {
        return newest_notices(tx, page, world_.clock.now(), Wording::of(tx, page, Texts(language, language), audience));
    });
}

std::shared_ptr<const CompiledPage> Compiler::compile_now(const std::string& subdomain) {
    const std::lock_guard compiling(compiling_);
    if (auto shelved = shelf_.hold(subdomain)) return shelved;
    const Look seen = look([&](db::Tx& tx) { return pages::find_by_subdomain(tx, subdomain); }, {Audience::insiders()});
    return seen.page ? put(seen) : nullptr;
}

std::shared_ptr<const CompiledPage> Compiler::room(const CompiledPage& page, const Audience& audience) {
    if (const auto ready = page.rooms.find(audience.key()); ready != page.rooms.end()) return ready->second;
    const std::lock_guard compiling(compiling_);
    const auto shelved = shelf_.hold(page.subdomain);
    if (!shelved || shelved->page_id != page.page_id || !shelved->gate) return nullptr;
    const auto known = shelved->rooms.find(audience.key());
    if (known != shelved->rooms.end()) return known->second;
    const Look seen = look([&](db::Tx& tx) { return pages::find(tx, page.page_id); }, {audience});
    if (!seen.gate) return nullptr;
    const auto made = compile(*seen.page, seen.views.front().second, audience, nullptr);
    auto with_room = std::make_shared<CompiledPage>(*shelved);
    if (with_room->rooms.size() >= most_rooms) with_room->rooms = {};  // those that are asked for come again
    with_room->rooms[audience.key()] = made;
    with_room->stale_at = std::min(with_room->stale_at, made->stale_at);
    shelf_.put(with_room);
    return made;
}

}  // namespace daymark::site
