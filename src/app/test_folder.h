// For the tests of this folder: a data folder of their own.
#pragma once

#include "app/config.h"
#include "support/temp_folder.h"

#include <string>

namespace daymark::app {

class TestFolder : public test::TempFolder {
public:
    /// Settings that keep all data in the folder and listen where there is room; `flags` win.
    [[nodiscard]] Config config(Texts flags = {}) const {
        flags.emplace("data", path());
        flags.emplace("listen", "127.0.0.1:0");
        flags.emplace("admin-listen", "127.0.0.1:0");
        flags.emplace("loops", "1");
        return load_config(flags, [](const std::string&) { return std::nullopt; });
    }
};

}  // namespace daymark::app
