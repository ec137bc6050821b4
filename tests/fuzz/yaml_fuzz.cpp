// Structure files: any bytes are read or refused, and what was read is the same after it was written and read again.
#include "client/trouble.h"
#include "client/yaml.h"

#include <algorithm>
#include <cstdlib>

namespace {

using namespace daymark;

/// Fractions are printed shorter than they are.
bool has_fraction(const json::value& value) {
    if (value.is_double()) return true;
    if (value.is_array()) return std::ranges::any_of(value.get_array(), has_fraction);
    return value.is_object() &&
           std::ranges::any_of(value.get_object(), [](const auto& member) { return has_fraction(member.value()); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    json::object content;
    try {
        content = client::read_yaml(text, "fuzz").content;
    } catch (const client::Trouble&) {
        return 0;
    }
    if (has_fraction(content)) return 0;
    // What is nested as deep as allowed comes back as deep; a refusal is a finding.
    if (client::read_yaml(client::write_yaml(content), "again").content != content) std::abort();
    return 0;
}
