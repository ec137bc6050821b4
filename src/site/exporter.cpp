// Keeps a folder of exports true.
#include "site/exporter.h"

#include "platform/telemetry/log.h"

#include <sys/resource.h>
#include <unistd.h>
#include <filesystem>

namespace daymark::site {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto tick = 250ms;
constexpr auto between_looks = 50ms;
constexpr auto between_tries = 10s;
constexpr int niceness = 10;

/// The export has become pointless.
struct GivenUp {};

/// How an export's tree is called while it grows, which a crash may leave behind.
bool is_left_over(const std::string& name) { return name.starts_with('.') && name.ends_with(".next"); }

std::string sentence_of(const std::exception& failure) {
    const auto* error = dynamic_cast<const Error*>(&failure);
    const std::string detail = error == nullptr ? "" : error->log_detail();
    return failure.what() + (detail.empty() ? "" : " (" + detail + ")");
}

}  // namespace

Exporter::Exporter(Parts parts, Address address, std::string folder)
    : parts_(parts), address_(std::move(address)), folder_(std::move(folder)) {}

Exporter::~Exporter() { stop(); }

void Exporter::start() {
    if (!folder_.empty()) thread_ = std::thread([this] { run(); });
}

void Exporter::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Exporter::settle() {
    std::unique_lock lock(mutex_);
    const std::uint64_t wanted = begun_ + 1;
    changed_.wait(lock, [&] { return stopping_ || calm_ >= wanted; });
}

void Exporter::run() {
    // Of this thread only: on Linux each has its own.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), niceness);
    find_exports();
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        const std::uint64_t round = ++begun_;
        lock.unlock();
        bool busy = false;
        try {
            remove_what_is_gone();
            busy = export_due();
        } catch (const GivenUp&) {
            busy = true;
        }
        lock.lock();
        if (!busy) calm_ = round;
        changed_.notify_all();
        changed_.wait_for(lock, tick, [this] { return stopping_; });
    }
}

/// What an earlier run left, so that only what changed since is exported.
void Exporter::find_exports() {
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder_, failed)) {
        const std::string name = entry.path().filename().string();
        if (is_left_over(name)) {
            fs::remove_all(entry.path(), failed);
            continue;
        }
        const auto manifest = manifest_of(entry.path().string());
        if (!manifest || manifest->subdomain != name) continue;
        const bool same = manifest->version == DAYMARK_VERSION && manifest->root_url == address_.root_of(name);
        exported_[name] = {manifest->page_id, same ? manifest->revision : 0, manifest->exported_at};
    }
}

bool Exporter::is_shown(const std::string& subdomain, const std::string& page_id) const {
    const auto page = parts_.shelf.hold(subdomain);
    // Until all pages were looked at, one that is not on the shelf may be there all the same.
    if (!page) return !parts_.compiler.caught_up();
    return page->page_id == page_id && !page->documents.empty();
}

void Exporter::remove_what_is_gone() {
    for (auto place = exported_.begin(); place != exported_.end();) {
        const auto& [subdomain, exported] = *place;
        if (is_shown(subdomain, exported.page_id)) {
            ++place;
            continue;
        }
        try {
            remove_export(folder_of(subdomain));
            telemetry::log(telemetry::Level::Info, "export.removed", {{"page", subdomain}});
            failures_.erase(subdomain);
            place = exported_.erase(place);
        } catch (const std::exception& failure) {
            note_failure(subdomain, failure);
            ++place;
        }
    }
}

bool Exporter::is_due(const CompiledPage& page) const {
    const auto failure = failures_.find(page.subdomain);
    if (failure != failures_.end() && failure->second.next_try > std::chrono::steady_clock::now()) return false;
    const auto known = exported_.find(page.subdomain);
    if (known == exported_.end() || known->second.page_id != page.page_id) return true;
    const Exported& exported = known->second;
    if (page.revision > exported.revision) return true;
    return page.compiled_at > exported.at && parts_.clock.now() - exported.at >= one_minute;
}

bool Exporter::export_due() {
    bool any = false;
    for (const auto& page : parts_.shelf.all()) {
        if (page->documents.empty() || !is_due(*page)) continue;
        any = true;
        export_one(*page);
    }
    return any;
}

void Exporter::export_one(const CompiledPage& page) {
    try {
        const ExportOutcome outcome = export_page(parts_.db, parts_.clock.now(), address_,
                                                  {.page = page.page_id,
                                                   .folder = folder_of(page.subdomain),
                                                   .root_url = {},
                                                   .compressed = false,
                                                   .afresh = false,
                                                   .between = [&] { look_up(page); }});
        exported_[page.subdomain] = {page.page_id, outcome.manifest.revision, outcome.manifest.exported_at};
        telemetry::log(telemetry::Level::Debug, "export.done",
                       {{"page", page.subdomain},
                        {"made", std::to_string(outcome.made)},
                        {"written", std::to_string(outcome.written)}});
        if (failures_.erase(page.subdomain) > 0)
            telemetry::log(telemetry::Level::Info, "export.works_again", {{"page", page.subdomain}});
    } catch (const std::exception& failure) {
        note_failure(page.subdomain, failure);
    }
}

void Exporter::look_up(const CompiledPage& page) {
    const Instant now = std::chrono::steady_clock::now();
    if (now < next_look_) return;
    next_look_ = now + between_looks;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) throw GivenUp();
    }
    if (!is_shown(page.subdomain, page.page_id)) throw GivenUp();
    remove_what_is_gone();
}

/// Said once, for as long as it stays the same.
void Exporter::note_failure(const std::string& subdomain, const std::exception& failure) {
    Failure& last = failures_[subdomain];
    last.next_try = std::chrono::steady_clock::now() + between_tries;
    std::string sentence = sentence_of(failure);
    if (sentence == last.sentence) return;
    last.sentence = std::move(sentence);
    telemetry::log(telemetry::Level::Error, "export.failed", {{"page", subdomain}, {"why", last.sentence}});
}

}  // namespace daymark::site
