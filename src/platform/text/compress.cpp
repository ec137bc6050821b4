// Compression of whole texts for HTTP, over zlib and brotli.
#include "platform/text/compress.h"

#include <brotli/encode.h>

#include <zlib.h>
#include <stdexcept>

namespace daymark::text {

std::string gzip(std::string_view plain) {
    z_stream stream{};
    constexpr int with_gzip_header = 15 + 16;
    constexpr int memory_level = 8;
    if (deflateInit2(&stream, 6, Z_DEFLATED, with_gzip_header, memory_level, Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::runtime_error("zlib could not start");
    }
    std::string packed(deflateBound(&stream, static_cast<uLong>(plain.size())), '\0');
    // zlib does not write to its input; its interface is older than const.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int outcome = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    if (outcome != Z_STREAM_END) throw std::runtime_error("zlib could not compress");
    return packed;
}

std::string brotli(std::string_view plain) {
    constexpr int quality = 5;
    std::size_t size = BrotliEncoderMaxCompressedSize(plain.size());
    std::string packed(size, '\0');
    const auto ok = BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, plain.size(),
                                          reinterpret_cast<const std::uint8_t*>(plain.data()), &size,
                                          reinterpret_cast<std::uint8_t*>(packed.data()));
    if (ok == BROTLI_FALSE) throw std::runtime_error("brotli could not compress");
    packed.resize(size);
    return packed;
}

}  // namespace daymark::text
