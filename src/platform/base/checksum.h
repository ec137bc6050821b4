// Tells damaged bytes from whole ones; no help against whoever damages them on purpose.
#pragma once

#include <cstdint>
#include <string_view>

namespace daymark {

/// CRC-32 as in gzip files (ISO 3309).
[[nodiscard]] std::uint32_t crc32(std::string_view bytes);

}  // namespace daymark
