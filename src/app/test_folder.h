// For the tests of this folder: a data folder of their own.
#pragma once

#include "app/config.h"

#include <filesystem>
#include <stdexcept>
#include <string>

namespace daymark::app {

/// An empty folder that is gone with its object.
class TestFolder {
public:
    TestFolder() {
        path_ = std::filesystem::temp_directory_path() / "daymark-app-XXXXXX";
        if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("cannot make " + path_);
    }
    ~TestFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }

    /// Settings that keep all data in the folder and listen where there is room; `flags` win.
    [[nodiscard]] Config config(Texts flags = {}) const {
        flags.emplace("data", path_);
        flags.emplace("listen", "127.0.0.1:0");
        flags.emplace("admin-listen", "127.0.0.1:0");
        flags.emplace("loops", "1");
        return load_config(flags, [](const std::string&) { return std::nullopt; });
    }

private:
    std::string path_;
};

}  // namespace daymark::app
