// Pictures from people: what is taken, what is refused before it costs anything, and what is left of the file.
#include "platform/picture/picture.h"

#include "platform/base/error.h"
#include "platform/picture/glib.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gtest/gtest.h>
#include <webp/encode.h>
#include <zlib.h>

#include <cstdint>
#include <vector>

namespace daymark::picture {
namespace {

std::string big_endian(std::uint32_t value) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
    return out;
}

std::string chunk(const std::string& type, const std::string& data) {
    const std::string checked = type + data;
    const auto sum = crc32(0, reinterpret_cast<const Bytef*>(checked.data()), static_cast<uInt>(checked.size()));
    return big_endian(static_cast<std::uint32_t>(data.size())) + checked + big_endian(static_cast<std::uint32_t>(sum));
}

std::string deflated(const std::string& bytes) {
    uLongf size = compressBound(static_cast<uLong>(bytes.size()));
    std::string out(size, '\0');
    compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
             static_cast<uLong>(bytes.size()));
    out.resize(size);
    return out;
}

const std::string png_start = "\x89PNG\r\n\x1a\n";

/// Grey, with chunks of one's choice between head and pixels.
std::string png_of(std::uint32_t width, std::uint32_t height, const std::string& pixels, const std::string& more = {}) {
    const std::string head = big_endian(width) + big_endian(height) + std::string("\x08\0\0\0\0", 5);
    return png_start + chunk("IHDR", head) + more + chunk("IDAT", deflated(pixels)) + chunk("IEND", "");
}
std::string small_png(const std::string& more = {}) {
    std::string rows;
    for (int i = 0; i < 8; ++i) rows += std::string("\0", 1) + std::string(12, static_cast<char>(20 * i));
    return png_of(12, 8, rows, more);
}

Owned<GdkPixbuf> noise(int side, bool alpha) {
    Owned<GdkPixbuf> pixels(gdk_pixbuf_new(GDK_COLORSPACE_RGB, alpha ? TRUE : FALSE, 8, side, side));
    guchar* bytes = gdk_pixbuf_get_pixels(pixels.get());
    std::uint32_t state = 7;
    for (gsize i = 0; i < gdk_pixbuf_get_byte_length(pixels.get()); ++i) {
        state = state * 1664525 + 1013904223;
        bytes[i] = static_cast<guchar>(state >> 24);
    }
    return pixels;
}
std::string saved(GdkPixbuf* pixels, const char* type) {
    gchar* bytes = nullptr;
    gsize size = 0;
    gdk_pixbuf_save_to_buffer(pixels, &bytes, &size, type, nullptr, nullptr);
    std::string out(bytes, size);
    g_free(bytes);
    return out;
}

/// The EXIF block of a camera that was held upright.
std::string turned(const std::string& jpeg) {
    const std::string tiff = std::string("II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0", 26);
    const std::string block = std::string("Exif\0\0", 6) + tiff;
    const auto length = static_cast<char>(block.size() + 2);
    return jpeg.substr(0, 2) + "\xff\xe1" + std::string(1, '\0') + length + block + jpeg.substr(2);
}

const std::string one_pixel_gif(
    "GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;", 35);

std::string why_refused(const std::string& file) {
    try {
        const Picture taken = written_anew(file);
        return "taken as " + std::string(taken.type) + " " + std::to_string(taken.width);
    } catch (const Error& error) {
        return error.message();
    }
}

TEST(Picture, OfFourTypesIsWrittenAnew) {
    const Picture png = written_anew(small_png());
    EXPECT_EQ(png.type, "png");
    EXPECT_TRUE(png.bytes.starts_with(png_start));
    EXPECT_EQ(std::pair(png.width, png.height), std::pair(12, 8));
    EXPECT_EQ(written_anew(one_pixel_gif).width, 1);
    EXPECT_EQ(written_anew(saved(noise(20, false).get(), "jpeg")).width, 20);

    const auto pixels = noise(24, true);
    std::uint8_t* webp = nullptr;
    const std::size_t size = WebPEncodeLosslessRGBA(gdk_pixbuf_read_pixels(pixels.get()), 24, 24, 4 * 24, &webp);
    const std::string file(reinterpret_cast<const char*>(webp), size);
    WebPFree(webp);
    EXPECT_EQ(written_anew(file).height, 24);
    EXPECT_EQ(why_refused(file.substr(0, file.size() - 40)), "The picture cannot be read");
}

TEST(Picture, KeepsNothingElseOfTheFile) {
    const std::string hidden = "<script>alert(1)</script>";
    const std::string with_text = small_png(chunk("tEXt", std::string("Comment\0", 8) + hidden));
    for (const std::string& file : {with_text, small_png() + hidden, one_pixel_gif + hidden}) {
        const Picture kept = written_anew(file);
        EXPECT_EQ(kept.bytes.find("script"), std::string::npos);
        EXPECT_EQ(kept.bytes.find("Comment"), std::string::npos);
    }
    EXPECT_EQ(written_anew(with_text).bytes, written_anew(small_png()).bytes);
}

TEST(Picture, StandsUpright) {
    const Owned<GdkPixbuf> wide(gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, 30, 10));
    gdk_pixbuf_fill(wide.get(), 0x336699ff);
    const std::string photo = saved(wide.get(), "jpeg");
    EXPECT_EQ(written_anew(photo).width, 30);
    const Picture upright = written_anew(turned(photo));
    EXPECT_EQ(std::pair(upright.width, upright.height), std::pair(10, 30));
    EXPECT_EQ(upright.bytes.find("Exif"), std::string::npos);
}

TEST(Picture, IsRefusedBySizeBeforeThereIsRoomForItsPixels) {
    const std::string too_large = "The picture is too large: at most 4096 pixels a side";
    EXPECT_EQ(why_refused(png_of(50'000, 50'000, "nothing")), too_large);
    EXPECT_EQ(why_refused(png_of(4097, 1, std::string(4098, '\0'))), too_large);
    EXPECT_EQ(written_anew(png_of(4096, 1, std::string(4097, '\0'))).width, most_kept_side);
    std::string gif = one_pixel_gif;
    gif.replace(6, 4, "\xff\xff\xff\xff");
    EXPECT_EQ(why_refused(gif), too_large);
    std::string jpeg = saved(noise(16, false).get(), "jpeg");
    const std::size_t frame = jpeg.find("\xff\xc0");
    ASSERT_NE(frame, std::string::npos);
    jpeg.replace(frame + 5, 4, "\x7f\xff\x7f\xff");
    EXPECT_EQ(why_refused(jpeg), too_large);
}

TEST(Picture, ThatIsNoneIsRefused) {
    const std::string other = "The picture must be a PNG, JPEG, WebP or GIF", broken = "The picture cannot be read";
    for (const std::string& file : {std::string(), std::string("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
                                    std::string("<html>"), std::string("BM\0\0", 4), std::string("RIFF....WAVE")}) {
        EXPECT_EQ(why_refused(file), other);
    }
    const std::string png = small_png(), jpeg = saved(noise(40, false).get(), "jpeg");
    for (std::size_t length = 12; length < png.size(); length += 5) {
        EXPECT_EQ(why_refused(png.substr(0, length)), broken) << length;
    }
    for (std::size_t length = 12; length + 100 < jpeg.size(); length += 90) {
        EXPECT_EQ(why_refused(jpeg.substr(0, length)), broken) << length;
    }
    EXPECT_EQ(why_refused(one_pixel_gif.substr(0, 20)), broken);
    EXPECT_EQ(why_refused(std::string("GIF89a\x01\0\x01\0", 10) + "<script>alert(1)</script>"), broken);
    EXPECT_EQ(why_refused("RIFF\xff\xff\xff\xffWEBPVP8 "), broken);
}

TEST(Picture, ThatAsksToBeGoneOverTooOftenIsRefused) {
    std::string jpeg = saved(noise(16, false).get(), "jpeg");
    const std::size_t scan = jpeg.find("\xff\xda");
    std::string scans;
    for (int i = 0; i < 32; ++i) scans += jpeg.substr(scan, 14);
    EXPECT_EQ(why_refused(jpeg.substr(0, scan) + scans + jpeg.substr(scan)), "The picture cannot be read");
}

TEST(Picture, IsMadeLightEnough) {
    const Picture photo = written_anew(saved(noise(1000, false).get(), "png"));
    EXPECT_EQ(photo.type, "jpeg");
    EXPECT_EQ(photo.width, 1000);
    EXPECT_LE(photo.bytes.size(), most_kept_bytes);
    const Picture drawing = written_anew(saved(noise(1000, true).get(), "png"));
    EXPECT_EQ(drawing.type, "png") << "a JPEG would lose what shines through";
    EXPECT_LT(drawing.width, 1000);
    EXPECT_LE(drawing.bytes.size(), most_kept_bytes);
}

}  // namespace
}  // namespace daymark::picture
