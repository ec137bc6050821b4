// Badges as pictures, for places that show nothing else: a label and a state, in the style of shields.
#pragma once

#include "platform/http/message.h"
#include "site/page_view.h"
#include "site/render.h"

#include <optional>
#include <string>
#include <string_view>

namespace daymark::site {

/// What an address may ask for: `?style=&label=`. What cannot be is as if it were not asked for.
struct BadgeOptions {
    enum class Style { Flat, Plastic, ForTheBadge };

    Style style = Style::Flat;
    std::string label;  // "": the badge's own

    [[nodiscard]] static BadgeOptions of(const http::Request& request);
    /// Tells options apart.
    [[nodiscard]] std::string key() const;
};

/// What a badge says, and the colour of it.
struct Badge {
    std::string label, message;
    char tone = 'n';
};
[[nodiscard]] Badge page_badge(const PageView& view);
[[nodiscard]] Badge component_badge(const PageView& view, const NodeView& node);
/// Nothing when readers do not see the component's uptime.
[[nodiscard]] std::optional<Badge> uptime_badge(const PageView& view, const NodeView& node);

[[nodiscard]] Document render_badge(const PageFace& face, const Badge& badge, const BadgeOptions& options = {});

/// Tenths of a pixel that a text takes in the badges' font at 11 pixels. Characters beyond ASCII are estimated.
[[nodiscard]] int badge_text_width(std::string_view text);

}  // namespace daymark::site
