// Unpredictable bytes from the operating system, and text drawn from them.
#include "platform/base/random.h"

#include <sys/random.h>
#include <cerrno>
#include <cstdlib>

namespace daymark {

std::string Random::text(std::size_t length, std::string_view alphabet) {
    // Values at or above the largest multiple of the alphabet's size are redrawn, or the first characters would be
    // likelier.
    const std::size_t limit = 256 / alphabet.size() * alphabet.size();
    std::string result;
    result.reserve(length);
    while (result.size() < length) {
        unsigned char drawn[64];
        fill(drawn);
        for (unsigned char byte : drawn) {
            if (byte < limit && result.size() < length) result += alphabet[byte % alphabet.size()];
        }
    }
    return result;
}

void SystemRandom::fill(std::span<unsigned char> bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t got = ::getrandom(bytes.data() + done, bytes.size() - done, 0);
        if (got > 0) done += static_cast<std::size_t>(got);
        // Going on with predictable secrets would be worse than stopping.
        else if (errno != EINTR)
            std::abort();
    }
}

}  // namespace daymark
