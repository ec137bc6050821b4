// The bytes of an answer from a name server, read.
#pragma once

#include "platform/dns/resolver.h"

#include <string_view>

namespace daymark::dns {

/// Types of records, by their numbers.
enum class Type { A = 1, Ptr = 12, Mx = 15, Txt = 16, Aaaa = 28 };

/// Records of `name` in `message`, also where aliases lead. What an answer says of other names is not read; more than
/// `most_records` are TooMany.
[[nodiscard]] Answer<std::string> read_texts(std::string_view message, const std::string& name);
[[nodiscard]] Answer<Exchange> read_exchanges(std::string_view message, const std::string& name);
[[nodiscard]] Answer<std::string> read_addresses(std::string_view message, const std::string& name, Type type);
[[nodiscard]] Answer<std::string> read_names(std::string_view message, const std::string& name);

inline constexpr std::size_t most_records = 100;

}  // namespace daymark::dns
