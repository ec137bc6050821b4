// Checks on long texts that, when they fail, show the place and not the whole text.
#pragma once

#include <gtest/gtest.h>

#include <string>

namespace daymark::test {

inline testing::AssertionResult has(const std::string& text, const std::string& part) {
    if (text.find(part) != std::string::npos) return testing::AssertionSuccess();
    return testing::AssertionFailure() << "nowhere stands " << part;
}

inline testing::AssertionResult lacks(const std::string& text, const std::string& part) {
    const std::size_t at = text.find(part);
    if (at == std::string::npos) return testing::AssertionSuccess();
    return testing::AssertionFailure() << "there stands " << text.substr(at < 60 ? 0 : at - 60, 120 + part.size());
}

}  // namespace daymark::test
