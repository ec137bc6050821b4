// Importing, portion by portion.
#include "people/import.h"

#include "activity/activity.h"
#include "components/component_store.h"
#include "notify/suppression_store.h"
#include "people/subscriber_file.h"
#include "subscribers/barred_store.h"
#include "subscribers/subscriber_store.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_set>

namespace daymark::people {
namespace {

using subscribers::Subscriber;

constexpr std::size_t most_errors = 100;
constexpr std::size_t looked_up_at_once = 1'000;

struct Sorted {
    std::vector<Subscriber> fresh;
    std::int64_t known = 0, suppressed = 0;
};

/// Who of them is new, and may be subscribed.
Sorted sorted(db::Tx& tx, const Act& act, const std::vector<Subscriber>& wanted) {
    std::set<std::string> known, refused;
    for (std::size_t from = 0; from < wanted.size(); from += looked_up_at_once) {
        std::vector<std::string> addresses;
        for (std::size_t i = from; i < std::min(from + looked_up_at_once, wanted.size()); ++i)
            addresses.push_back(wanted[i].address);
        for (std::string& one : subscribers::list_known(tx, act.page_id, addresses)) known.insert(std::move(one));
        for (std::string& one : notify::list_suppressed(tx, act.page_id, addresses)) refused.insert(std::move(one));
        refused.merge(subscribers::list_barred(tx, act, addresses));
    }
    Sorted result;
    for (const Subscriber& one : wanted) {
        if (known.contains(one.address))
            ++result.known;
        else if (refused.contains(one.address))
            ++result.suppressed;
        else
            result.fresh.push_back(one);
    }
    return result;
}

class Import {
public:
    Import(db::Db& db, const Act& act, const pages::Page& page, bool dry_run)
        : db_(db),
          act_(act),
          language_(page.settings.language),
          dry_run_(dry_run),
          components_(db.read([&](db::Tx& tx) { return components::list_of_page(tx, act.page_id); })) {}

    void take(const text::CsvRow& row) {
        if (!header_) {
            header_.emplace(row);
            report_.unknown_columns = header_->unknown();
            return;
        }
        ++report_.rows;
        try {
            for (Subscriber& one : subscribers_of(act_, *header_, components_, language_, row)) add(std::move(one));
        } catch (const Error& error) {
            if (error.code() != ErrorCode::BadRequest) throw;
            ++report_.failed;
            if (report_.errors.size() < most_errors)
                report_.errors.push_back({row.line, error.field(), error.message()});
        }
        if (pending_.size() >= import_portion) store();
    }

    ImportReport finish() {
        if (!header_) throw Error::bad_field("line 1", "must name the columns, and one with addresses, such as email");
        store();
        return std::move(report_);
    }

private:
    void add(Subscriber subscriber) {
        if (seen_.insert(subscriber.address).second)
            pending_.push_back(std::move(subscriber));
        else
            ++report_.known;
    }

    void store() {
        if (pending_.empty()) return;
        const Sorted done = dry_run_ ? db_.read([&](db::Tx& tx) { return sorted(tx, act_, pending_); })
                                     : db_.write([&](db::Tx& tx) { return stored(tx); });
        report_.added += static_cast<std::int64_t>(done.fresh.size());
        report_.known += done.known;
        report_.suppressed += done.suppressed;
        pending_.clear();
    }

    Sorted stored(db::Tx& tx) {
        subscribers::lock_list(tx, act_.page_id);
        activity::hold(tx, act_);
        Sorted result = sorted(tx, act_, pending_);
        if (result.fresh.empty()) return result;
        subscribers::insert_all(tx, result.fresh);
        activity::record(tx, act_, {"subscribers.import", act_.page_id, {{"added", result.fresh.size()}}});
        return result;
    }

    db::Db& db_;
    const Act& act_;
    const std::string language_;
    const bool dry_run_;
    const ComponentNames components_;
    std::optional<Header> header_;
    std::vector<Subscriber> pending_;
    std::unordered_set<std::string> seen_;
    ImportReport report_;
};

}  // namespace

ImportReport import_subscribers(db::Db& db, const Act& act, const pages::Page& page, std::string_view table,
                                bool dry_run) {
    // With the row that names the columns.
    const text::CsvLimits limits{.rows = most_imported + 1};
    // Read to its end before anything is stored: a table that is broken near its end leaves nothing behind.
    text::read_csv(table, limits, [](const text::CsvRow&) {});
    Import import(db, act, page, dry_run);
    text::read_csv(table, limits, [&](const text::CsvRow& row) { import.take(row); });
    return import.finish();
}

}  // namespace daymark::people
