// CRC-32, over zlib.
#include "platform/base/checksum.h"

#include <zlib.h>

namespace daymark {

std::uint32_t crc32(std::string_view bytes) {
    return static_cast<std::uint32_t>(::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace daymark
