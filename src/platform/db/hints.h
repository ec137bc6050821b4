// Hints given after a commit.
#pragma once

#include <exception>
#include <functional>
#include <vector>

namespace daymark::db {

/// Runs the hints. The change is durable, so a hint that throws must not make it look failed.
inline void give_hints(const std::vector<std::function<void()>>& hints) noexcept {
    for (const auto& hint : hints) {
        try {
            hint();
        } catch (...) {
        }
    }
}

}  // namespace daymark::db
