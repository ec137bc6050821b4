// Dying where a test says.
#include "platform/base/crash_point.h"

#ifdef DAYMARK_CRASH_POINTS

#include <unistd.h>

#include <atomic>
#include <charconv>
#include <cstdlib>
#include <string>

namespace daymark {
namespace {

struct Wish {
    std::string name;
    int count = 1;
};

Wish wish() {
    const char* text = std::getenv("DAYMARK_CRASH");
    if (text == nullptr) return {};
    const std::string_view all = text;
    const std::size_t colon = std::min(all.find(':'), all.size());
    Wish read{std::string(all.substr(0, colon))};
    if (colon < all.size()) std::from_chars(all.data() + colon + 1, all.data() + all.size(), read.count);
    return read;
}

}  // namespace

void crash_point(std::string_view name) {
    static const Wish wished = wish();
    static std::atomic<int> met = 0;
    if (name == wished.name && ++met == wished.count) ::_exit(137);
}

}  // namespace daymark

#else

namespace daymark {

void crash_point(std::string_view) {}

}  // namespace daymark

#endif
