// Reading by GdkPixbuf and libwebp, writing by GdkPixbuf.
#include "platform/picture/picture.h"

#include "platform/base/error.h"
#include "platform/picture/glib.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <webp/decode.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>

namespace daymark::picture {
namespace {

Error refused(const std::string& why) { return {ErrorCode::BadRequest, "The picture " + why}; }

void require_fit(int width, int height) {
    if (width > 0 && height > 0 && width <= most_sent_side && height <= most_sent_side) return;
    throw refused("is too large: at most " + std::to_string(most_sent_side) + " pixels a side");
}

/// By its first bytes, whatever the sender calls it.
std::string_view type_of(std::string_view file) {
    if (file.starts_with("\x89PNG\r\n\x1a\n")) return "png";
    if (file.starts_with("\xff\xd8\xff")) return "jpeg";
    if (file.starts_with("GIF87a") || file.starts_with("GIF89a")) return "gif";
    if (file.starts_with("RIFF") && file.substr(0, 12).ends_with("WEBP")) return "webp";
    return {};
}

/// A small JPEG may ask for its picture to be gone over any number of times.
bool has_few_scans(std::string_view jpeg) {
    constexpr std::string_view scan = "\xff\xda";
    constexpr int most = 32;
    int scans = 0;
    for (std::size_t at = jpeg.find(scan); at != std::string_view::npos; at = jpeg.find(scan, at + 2)) ++scans;
    return scans <= most;
}

// GdkPixbuf takes files that break off for whole ones, with grey in place of what is missing.
bool has_end(std::string_view file, std::string_view type) {
    if (type == "jpeg") return file.rfind("\xff\xd9") + 1 > file.rfind("\xff\xda") + 1;  // none is before all
    if (type != "png") return true;
    std::size_t at = 8;  // each chunk: length, type, data, sum
    while (file.size() >= at + 12) {
        if (file.substr(at + 4, 4) == "IEND") return true;
        std::size_t length = 0;
        for (const char byte : file.substr(at, 4)) length = length << 8 | static_cast<unsigned char>(byte);
        at += 12 + length;
    }
    return false;
}

/// What a loader tells on its way.
struct Progress {
    int width = 0, height = 0;
    bool painted = false;  // of a GIF: the first of its pictures is there
};

/// Told before any room is made for pixels. A size of nothing makes the loader give up.
void on_size(GdkPixbufLoader* loader, int width, int height, gpointer progress) {
    static_cast<Progress*>(progress)->width = width;
    static_cast<Progress*>(progress)->height = height;
    if (width > most_sent_side || height > most_sent_side) gdk_pixbuf_loader_set_size(loader, 0, 0);
}

void on_painted(GdkPixbufLoader*, int, int, int, int, gpointer progress) {
    static_cast<Progress*>(progress)->painted = true;
}

/// Of a GIF no more than its first picture. Whether that, or the whole file, was taken.
bool read_into(GdkPixbufLoader* loader, std::string_view file, bool first_only, const Progress& progress) {
    constexpr std::size_t piece = 16 << 10;
    bool good = true;
    while (good && !file.empty() && !(first_only && progress.painted)) {
        const std::string_view next = file.substr(0, piece);
        good = gdk_pixbuf_loader_write(loader, reinterpret_cast<const guchar*>(next.data()), next.size(), nullptr) != 0;
        file.remove_prefix(next.size());
    }
    const bool closed = gdk_pixbuf_loader_close(loader, nullptr) != 0;
    return good && (closed || (first_only && progress.painted));
}

Owned<GdkPixbuf> loaded(std::string_view file, const char* type) {
    GError* raw = nullptr;
    const Owned<GdkPixbufLoader> loader(gdk_pixbuf_loader_new_with_type(type, &raw));
    if (!loader) {
        const Owned<GError> error(raw);
        throw Error(ErrorCode::Internal, "Internal error", {"GdkPixbuf: " + std::string(error->message)});
    }
    Progress progress;
    g_signal_connect(loader.get(), "size-prepared", G_CALLBACK(on_size), &progress);
    g_signal_connect(loader.get(), "area-updated", G_CALLBACK(on_painted), &progress);
    const bool whole = read_into(loader.get(), file, std::string_view(type) == "gif", progress);
    if (progress.width > 0) require_fit(progress.width, progress.height);
    GdkPixbuf* pixels = whole ? gdk_pixbuf_loader_get_pixbuf(loader.get()) : nullptr;
    if (pixels == nullptr) throw refused("cannot be read");
    require_fit(gdk_pixbuf_get_width(pixels), gdk_pixbuf_get_height(pixels));
    return Owned<GdkPixbuf>(gdk_pixbuf_apply_embedded_orientation(pixels));
}

Owned<GdkPixbuf> loaded_webp(std::string_view file) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(file.data());
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(bytes, file.size(), &features) != VP8_STATUS_OK) throw refused("cannot be read");
    if (features.has_animation != 0) throw refused("must not move");
    require_fit(features.width, features.height);
    std::uint8_t* pixels = WebPDecodeRGBA(bytes, file.size(), &features.width, &features.height);
    if (pixels == nullptr) throw refused("cannot be read");
    return Owned<GdkPixbuf>(gdk_pixbuf_new_from_data(
        pixels, GDK_COLORSPACE_RGB, TRUE, 8, features.width, features.height, 4 * features.width,
        [](guchar* data, gpointer) { WebPFree(data); }, nullptr));
}

Owned<GdkPixbuf> scaled(const GdkPixbuf* pixels, double by) {
    const auto side = [by](int length) { return std::max(1, static_cast<int>(length * by)); };
    Owned<GdkPixbuf> small(gdk_pixbuf_scale_simple(pixels, side(gdk_pixbuf_get_width(pixels)),
                                                   side(gdk_pixbuf_get_height(pixels)), GDK_INTERP_BILINEAR));
    if (!small) throw Error(ErrorCode::Internal, "Internal error", {"GdkPixbuf: no memory"});
    return small;
}

std::string encoded(GdkPixbuf* pixels, const char* type, const char* option, const char* value) {
    gchar* bytes = nullptr;
    gsize size = 0;
    GError* raw = nullptr;
    if (gdk_pixbuf_save_to_buffer(pixels, &bytes, &size, type, &raw, option, value, nullptr) == 0) {
        const Owned<GError> error(raw);
        throw Error(ErrorCode::Internal, "Internal error", {"GdkPixbuf: " + std::string(error->message)});
    }
    std::string out(bytes, size);
    g_free(bytes);
    return out;
}

bool is_opaque(const GdkPixbuf* pixels) {
    if (gdk_pixbuf_get_has_alpha(pixels) == 0) return true;
    const guchar* row = gdk_pixbuf_read_pixels(pixels);
    for (int y = 0; y < gdk_pixbuf_get_height(pixels); ++y, row += gdk_pixbuf_get_rowstride(pixels)) {
        for (int x = 0; x < gdk_pixbuf_get_width(pixels); ++x) {
            if (row[4 * x + 3] != 255) return false;
        }
    }
    return true;
}

std::optional<std::pair<std::string, std::string_view>> light_enough(GdkPixbuf* pixels) {
    std::string png = encoded(pixels, "png", "compression", "6");
    if (png.size() <= most_kept_bytes) return std::pair(std::move(png), std::string_view("png"));
    if (!is_opaque(pixels)) return std::nullopt;
    std::string jpeg = encoded(pixels, "jpeg", "quality", "88");
    if (jpeg.size() > most_kept_bytes) return std::nullopt;
    return std::pair(std::move(jpeg), std::string_view("jpeg"));
}

}  // namespace

Picture written_anew(std::string_view file) {
    const std::string_view type = type_of(file);
    if (type.empty()) throw refused("must be a PNG, JPEG, WebP or GIF");
    const bool whole = has_end(file, type) && (type != "jpeg" || has_few_scans(file));
    if (!whole) throw refused("cannot be read");
    static std::mutex one_at_a_time;  // each may take a hundred megabytes and seconds
    const std::unique_lock turn(one_at_a_time, std::try_to_lock);
    if (!turn)
        throw Error(ErrorCode::TooManyRequests, "Another picture is being worked on; try again in a few seconds");
    Owned<GdkPixbuf> pixels = type == "webp" ? loaded_webp(file) : loaded(file, std::string(type).c_str());
    const int side = std::max(gdk_pixbuf_get_width(pixels.get()), gdk_pixbuf_get_height(pixels.get()));
    if (side > most_kept_side) pixels = scaled(pixels.get(), static_cast<double>(most_kept_side) / side);
    auto kept = light_enough(pixels.get());
    while (!kept) {
        pixels = scaled(pixels.get(), 0.7);
        kept = light_enough(pixels.get());
    }
    return {std::move(kept->first), kept->second, gdk_pixbuf_get_width(pixels.get()),
            gdk_pixbuf_get_height(pixels.get())};
}

}  // namespace daymark::picture
