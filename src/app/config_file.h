// The optional settings file.
#pragma once

#include "app/config.h"

namespace daymark::app {

/// The settings of a TOML file by name, as texts. UsageError when it cannot be read; unknown names are the caller's to
/// judge.
[[nodiscard]] Texts read_config_file(const std::string& file);

}  // namespace daymark::app
