// A private socket in the data folder: with SQLite one process owns the file, so other commands hand it their work.
#pragma once

#include "platform/json/json.h"

#include <functional>
#include <optional>
#include <string>
#include <thread>

namespace daymark::app {

/// The server's side: one thread that takes one JSON line per connection and answers with one.
class CommandSocket {
public:
    /// Does a command; what it throws is told to the one who asked.
    using Perform = std::function<json::object(const std::string& command, const json::object& arguments)>;

    /// Takes the place of a socket that a dead server left behind. Throws std::runtime_error for the operator.
    CommandSocket(std::string file, Perform perform);
    ~CommandSocket();
    CommandSocket(const CommandSocket&) = delete;
    CommandSocket& operator=(const CommandSocket&) = delete;

    void start();
    /// Ends after the command that is under way, and removes the file.
    void stop();

private:
    void run();
    void serve_one(int connection);
    [[nodiscard]] json::object answer(int connection);

    std::string file_;
    Perform perform_;
    int listener_ = -1;
    int wake_ = -1;  // readable when it is time to stop
    std::thread thread_;
};

/// Asks the server behind the socket to do a command. Nothing when no server is there.
/// Throws std::runtime_error with the server's sentence when it could not.
[[nodiscard]] std::optional<json::object> ask_server(const std::string& file, std::string_view command,
                                                     const json::object& arguments);

}  // namespace daymark::app
