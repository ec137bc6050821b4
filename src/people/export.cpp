// Writing of tables.
#include "people/export.h"

#include "components/component_store.h"
#include "people/subscriber_file.h"
#include "subscribers/address.h"
#include "subscribers/subscriber_store.h"

#include <algorithm>
#include <utility>

namespace daymark::people {
namespace {

constexpr std::int64_t read_at_once = 1'000;

}  // namespace

Table export_subscribers(db::Db& db, const Act& act, std::int64_t after, std::int64_t most) {
    const ComponentNames components(db.read([&](db::Tx& tx) { return components::list_of_page(tx, act.page_id); }));
    Table table{text::csv_line(header_cells()), std::nullopt};
    for (std::int64_t left = most; left > 0;) {
        // One more than is written, which tells whether there are more.
        const std::int64_t count = std::min(left, read_at_once);
        db::Slice slice{count + 1, 0, db::Cursor{db::bind(after)}};
        auto found = db.read([&](db::Tx& tx) { return subscribers::list_of_page(tx, act.page_id, {}, slice); });
        const bool more = std::cmp_greater(found.size(), count);
        if (more) found.pop_back();
        for (const subscribers::Subscriber& one : found) {
            table.text += text::csv_line(cells_of(one, components, subscribers::webhook_of(act, one).value_or("")));
            after = one.place;
        }
        if (!more) return table;
        left -= count;
    }
    table.next = after;
    return table;
}

}  // namespace daymark::people
