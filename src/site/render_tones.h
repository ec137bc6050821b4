// Colours of a status where no style sheet of ours reaches: on other sites and in pictures.
#pragma once

#include "site/page_view.h"

#include <string>

namespace daymark::site {

/// Of icons and edges, on a light and on a dark ground: the owner's where one was chosen.
struct Fill {
    std::string light, dark;

    /// As a value that follows the colour scheme of where it stands.
    [[nodiscard]] std::string css() const { return "light-dark(" + light + "," + dark + ")"; }
};
[[nodiscard]] Fill fill_of(const PageFace& face, char tone);

/// A ground that text in `ink_on` of it can be read on.
[[nodiscard]] std::string ground_of(const PageFace& face, char tone);

}  // namespace daymark::site
