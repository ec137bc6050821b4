// Every SQL statement on the letters that members want.
#include "workspaces/member_letters_store.h"

namespace daymark::workspaces {
namespace {

// The order of reader_from.
#define READER_SELECT                                                                                    \
    "select m.id, u.email, m.role, m.letters from workspace_members m join users u on u.id = m.user_id " \
    "where m.workspace_id = $1"

LetterReader reader_from(const db::Row& row) {
    LetterReader reader{row.text(0), row.text(1), team::permission_from(row.text(2)).value_or(team::Permission::Member),
                        std::nullopt};
    if (const auto chosen = row.maybe_text(3)) {
        reader.chosen.emplace();
        json::patch(*reader.chosen, json::parse(*chosen).as_object());
    }
    return reader;
}

std::optional<LetterReader> maybe_reader(const std::optional<db::Row>& row) {
    return row ? std::optional(reader_from(*row)) : std::nullopt;
}

}  // namespace

std::optional<LetterReader> find_reader(db::Tx& tx, const std::string& workspace_id, const std::string& member_id) {
    return maybe_reader(tx.one("team.find_reader", READER_SELECT " and m.id = $2", workspace_id, member_id));
}

std::optional<LetterReader> find_reader_of_user(db::Tx& tx, const std::string& workspace_id,
                                                const std::string& user_id) {
    return maybe_reader(tx.one("team.find_reader_of_user", READER_SELECT " and m.user_id = $2", workspace_id, user_id));
}

std::vector<LetterReader> list_readers(db::Tx& tx, const std::string& workspace_id) {
    std::vector<LetterReader> readers;
    for (const db::Row& row : tx.query("team.list_readers", READER_SELECT " order by m.created_at, m.id", workspace_id))
        readers.push_back(reader_from(row));
    return readers;
}

void set_letters(db::Tx& tx, const std::string& member_id, const WantedLetters& wanted) {
    tx.execute("team.set_letters", "update workspace_members set letters = $2 where id = $1", member_id,
               json::text(json::write(wanted)));
}

}  // namespace daymark::workspaces
