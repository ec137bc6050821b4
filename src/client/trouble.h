// Exit codes of the commands that ask a server, and the exception that ends one.
#pragma once

#include <stdexcept>
#include <string>

namespace daymark::client {

enum class Exit {
    Done = 0,
    Refused = 1,      // the server said no
    Usage = 2,        // the command line or the file is wrong
    Unreachable = 3,  // no server, or none that can answer now
    NotFound = 4,     // a name that means nothing, or several things
    Changes = 10,     // of `plan`: there is something to do
};

/// Ends a command with a sentence for people and a code for scripts.
class Trouble : public std::runtime_error {
public:
    Trouble(Exit exit, const std::string& sentence) : std::runtime_error(sentence), exit_(exit) {}

    [[nodiscard]] Exit exit() const { return exit_; }

private:
    Exit exit_;
};

}  // namespace daymark::client
