// Reading of colours, and their contrast by WCAG 2.
#include "pages/colors.h"

#include "platform/text/trim.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace daymark::pages {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

std::optional<std::string> from_hex(std::string_view digits) {
    if (digits.size() != 3 && digits.size() != 6) return std::nullopt;
    std::string color = "#";
    for (const char c : digits) {
        const char low = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
        if (hex_digits.find(low) == std::string_view::npos) return std::nullopt;
        color.append(digits.size() == 3 ? 2 : 1, low);
    }
    return color;
}

/// One of the three numbers of `rgb()`, taken from the front with the separator behind it.
std::optional<unsigned> take_channel(std::string_view& rest, char separator) {
    const std::size_t end = rest.find(separator);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view number = text::trimmed(rest.substr(0, end), " ");
    unsigned value = 0;
    const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc{} || stop != number.data() + number.size() || value > 255) return std::nullopt;
    rest.remove_prefix(end + 1);
    return value;
}

using Channels = std::array<unsigned, 3>;

std::string color_of(const Channels& channels) {
    std::string color = "#";
    for (const unsigned value : channels) (color += hex_digits[value / 16]) += hex_digits[value % 16];
    return color;
}

std::optional<std::string> from_rgb(std::string_view rest) {
    Channels channels{};
    constexpr std::array separators = {',', ',', ')'};
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const auto value = take_channel(rest, separators[i]);
        if (!value) return std::nullopt;
        channels[i] = *value;
    }
    return rest.empty() ? std::optional(color_of(channels)) : std::nullopt;
}

Channels channels_of(std::string_view color) {
    Channels channels{};
    for (std::size_t i = 0; i < channels.size(); ++i) {
        std::from_chars(color.data() + 1 + 2 * i, color.data() + 3 + 2 * i, channels[i], 16);
    }
    return channels;
}

/// Relative luminance.
double light_of(std::string_view color) {
    constexpr std::array weights = {0.2126, 0.7152, 0.0722};
    const Channels channels = channels_of(color);
    double light = 0;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const double part = channels[i] / 255.0;
        light += weights[i] * (part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
    }
    return light;
}

/// A colour setting, and the values that mean "not chosen": what a fresh page has (contract api.md §2).
struct Setting {
    std::string_view field;
    std::string PageSettings::*given;
    std::array<std::string_view, 2> fresh;
};
constexpr std::array<Setting, 7> settings_of_colors = {{
    {"brandColor", &PageSettings::brand_color, {"#1e1e1e", "#111111"}},
    {"okColor", &PageSettings::ok_color, {"#00b093", "#33b17e"}},
    {"degradedColor", &PageSettings::degraded_color, {"#ecc94b", ""}},
    {"disruptedColor", &PageSettings::disrupted_color, {"#ff8c00", "#ed8936"}},
    {"downColor", &PageSettings::down_color, {"#8f485d", "#dc123d"}},
    {"noticeColor", &PageSettings::notice_color, {"#708090", ""}},
    {"unknownColor", &PageSettings::unknown_color, {"#dfe0e1", ""}},
}};

constexpr std::string_view white = "#ffffff";

/// The brand is a ground for text, the others are icons and bars on white.
double contrast_in_use(std::string_view field, std::string_view color) {
    return contrast(color, field == "brandColor" ? ink_on(color) : white);
}

/// WCAG 2.2, 1.4.3 and 1.4.11.
double least_contrast(std::string_view field) { return field == "brandColor" ? 4.5 : 3; }

std::string mixed(std::string_view color, unsigned target, unsigned percent) {
    Channels channels = channels_of(color);
    for (unsigned& value : channels) value = (value * (100 - percent) + target * percent + 50) / 100;
    return color_of(channels);
}

/// The one nearest by that can be made out, darker or lighter.
std::string better_color(std::string_view field, std::string_view color) {
    for (unsigned percent = 1; percent < 100; ++percent) {
        for (const unsigned target : {0U, 255U}) {
            std::string mix = mixed(color, target, percent);
            if (contrast_in_use(field, mix) >= least_contrast(field)) return mix;
        }
    }
    return "#000000";
}

/// "2.4": one digit behind the point, never rounded up to what would do.
std::string written(double contrast) {
    const int tenths = static_cast<int>(contrast * 10);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string message_on(std::string_view field, const std::string& color) {
    const bool brand = field == "brandColor";
    return (brand ? "Text on buttons in " + color + " is hard to read"
                  : "Icons and bars in " + color + " are hard to see on white") +
           ": the contrast is " + written(contrast_in_use(field, color)) + " and should be at least " +
           written(least_contrast(field)) + "; " + better_color(field, color) + " would do";
}

}  // namespace

std::optional<std::string> plain_color(std::string_view given) {
    if (given.starts_with('#')) return from_hex(given.substr(1));
    if (given.starts_with("rgb(")) return from_rgb(given.substr(4));
    return std::nullopt;
}

std::optional<std::string> chosen_color(std::string_view field, std::string_view given) {
    const auto* setting = std::ranges::find(settings_of_colors, field, &Setting::field);
    auto color = plain_color(given);
    if (!color || setting == settings_of_colors.end()) return std::nullopt;
    return std::ranges::find(setting->fresh, *color) == setting->fresh.end() ? color : std::nullopt;
}

double contrast(std::string_view color, std::string_view other) {
    const auto [darker, lighter] = std::minmax({light_of(color), light_of(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

std::string_view ink_on(std::string_view color) {
    constexpr std::string_view dark = "#171a21";
    return contrast(color, dark) > contrast(color, white) ? dark : white;
}

std::vector<Warning> unreadable_colors(const PageSettings& settings) {
    std::vector<Warning> warnings;
    for (const Setting& setting : settings_of_colors) {
        const auto color = chosen_color(setting.field, settings.*setting.given);
        if (!color || contrast_in_use(setting.field, *color) >= least_contrast(setting.field)) continue;
        warnings.push_back({std::string(setting.field), message_on(setting.field, *color)});
    }
    return warnings;
}

}  // namespace daymark::pages
