// Every SQL statement on the letters that members want.
#pragma once

#include "platform/db/db.h"
#include "workspaces/member_letters.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::workspaces {

/// Only through their workspace.
[[nodiscard]] std::optional<LetterReader> find_reader(db::Tx& tx, const std::string& workspace_id,
                                                      const std::string& member_id);
/// By the id of the user.
[[nodiscard]] std::optional<LetterReader> find_reader_of_user(db::Tx& tx, const std::string& workspace_id,
                                                              const std::string& user_id);
/// In the order in which they came.
[[nodiscard]] std::vector<LetterReader> list_readers(db::Tx& tx, const std::string& workspace_id);
void set_letters(db::Tx& tx, const std::string& member_id, const WantedLetters& wanted);

}  // namespace daymark::workspaces
