// Writing and checking of the activity log.
#include "activity/activity.h"

namespace daymark::activity {
namespace {

std::string_view word(ActorKind kind) {
    switch (kind) {
        case ActorKind::Key:
            return "key";
        case ActorKind::Command:
            return "command";
        case ActorKind::System:
            return "system";
        case ActorKind::Visitor:
            return "visitor";
    }
    return "system";
}

/// The row as the chain sees it: every column in the table's order, each preceded by its length so that none can lend
/// to its neighbour.
std::string chained(const std::string& previous, const std::vector<std::string>& columns) {
    std::string text = previous;
    for (const std::string& column : columns) text += "|" + std::to_string(column.size()) + ":" + column;
    return crypto::sha256_hex(text);
}

struct Head {
    std::int64_t sequence;
    std::string hash;
};

/// Takes the next place in the chain; the update holds the workspace's row until the transaction ends.
Head take_place(db::Tx& tx, const std::string& workspace_id) {
    const auto row = tx.one("activity.take_place", R"(update workspaces set activity_count = activity_count + 1
        where id = $1 returning activity_count, activity_hash)",
                            workspace_id);
    if (!row) throw Error::not_found("Workspace");
    return {row->integer(0), row->text(1)};
}

}  // namespace

void record(db::Tx& tx, const Act& act, Entry entry) {
    const Head head = take_place(tx, act.workspace_id);
    const std::string id = act.new_id();
    const std::string kind(word(act.actor.kind));
    const std::string actor_id = act.actor.user_id.empty() ? act.actor.id : act.actor.user_id;
    if (!act.actor.id.empty()) entry.detail["key"] = act.actor.id;
    const std::string detail = json::text(entry.detail);
    const std::int64_t announce = entry.tells ? 1 : 0;
    const std::string hash =
        chained(head.hash, {id, act.page_id, std::string(entry.event), kind, actor_id, act.remote_address,
                            entry.subject_id, std::to_string(announce), detail, std::to_string(act.now)});
    tx.execute("activity.insert",
               R"(insert into activity (id, workspace_id, page_id, sequence, event, actor_kind, actor_id,
        remote_address, subject_id, announce, detail, created_at, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13))",
               id, act.workspace_id, act.page_id.empty() ? std::nullopt : std::optional(act.page_id), head.sequence,
               entry.event, kind, actor_id, act.remote_address, entry.subject_id, announce, detail, act.now, hash);
    tx.execute("activity.set_head", "update workspaces set activity_hash = $2 where id = $1", act.workspace_id, hash);
    if (entry.tells) events::raise(tx, act, *entry.tells);
}

void hold(db::Tx& tx, const Act& act) {
    tx.execute("activity.hold", "update workspaces set activity_count = activity_count where id = $1",
               act.workspace_id);
}

std::optional<std::int64_t> first_broken_row(db::Tx& tx, const std::string& workspace_id) {
    std::string hash;
    std::int64_t sequence = 0;
    // Read in slices, so that a chain of any length needs little memory.
    for (;;) {
        const auto rows = tx.query("activity.slice", R"(select id, page_id, event, actor_kind, actor_id, remote_address,
            subject_id, announce, detail, created_at, hash, sequence from activity
            where workspace_id = $1 and sequence > $2 order by sequence limit 1000)",
                                   workspace_id, sequence);
        if (rows.empty()) break;
        for (const db::Row& row : rows) {
            ++sequence;
            hash = chained(
                hash, {row.text(0), row.maybe_text(1).value_or(""), row.text(2), row.text(3), row.text(4), row.text(5),
                       row.text(6), std::to_string(row.integer(7)), row.text(8), std::to_string(row.integer(9))});
            if (row.integer(11) != sequence || row.text(10) != hash) return sequence;
        }
    }
    // The head in the workspace's row tells when rows at the end are missing.
    const auto head =
        tx.one("activity.head", "select activity_count, activity_hash from workspaces where id = $1", workspace_id);
    if (head && (head->integer(0) != sequence || head->text(1) != hash)) return sequence + 1;
    return std::nullopt;
}

}  // namespace daymark::activity
