// What people see of a private page before they are let in: how to get in, and nothing of the page.
#pragma once

#include "site/render.h"

#include <string>

namespace daymark::site {

struct GateForm {
    bool has_password = false;             // the page has one
    bool wrong_password = false;           // the one that was typed is another
    bool too_often = false;                // too many were tried
    std::string email = {};                // as typed
    bool wrong_email = false;              // that is none
    bool sent = false;                     // a link is on its way, if that address may have one
};

/// Its forms are sent to the address at which it is shown.
[[nodiscard]] Document render_gate(const GateForm& form, const std::string& language);

}  // namespace daymark::site
