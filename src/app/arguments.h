// The command line, taken apart.
#pragma once

#include "app/commands.h"

namespace daymark::app {

struct Arguments {
    const Command* command = nullptr;
    Texts settings;        // those given as flags
    json::object options;  // the command's own: texts, lists of texts, and true for switches
    bool help = false;
};

/// UsageError for what no command or setting knows, and for a missing argument.
[[nodiscard]] Arguments read_arguments(int count, const char* const* words);

}  // namespace daymark::app
