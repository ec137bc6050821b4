// Places in a text that something is put into, such as {{ incident.name }}.
#pragma once

#include <string_view>

namespace daymark::text {

/// A place by its path, or what stands between two of them.
struct FormPiece {
    std::string_view text;
    bool is_place = false;
};

/// Takes the first piece off the front of a text that is not empty. A path has letters, digits, "_", "-" and "."; what
/// is no such place is text.
[[nodiscard]] FormPiece take_form_piece(std::string_view& form);

}  // namespace daymark::text
