// What most commands begin with: a server to ask, the page that is meant, and its components by name.
#pragma once

#include "client/names.h"
#include "client/server.h"
#include "client/words.h"

#include <string>
#include <vector>

namespace daymark::client {

// The command line's own options: texts, lists of texts for those that may be repeated, true for switches.
[[nodiscard]] std::string text_of(const json::object& options, std::string_view name);
[[nodiscard]] std::vector<std::string> texts_of(const json::object& options, std::string_view name);
[[nodiscard]] bool has(const json::object& options, std::string_view name);

/// The server of the environment and of --key-file.
[[nodiscard]] Server open_server(const json::object& options);

class Session {
public:
    /// Finds the page that --page means.
    explicit Session(const json::object& options) : Session(options, text_of(options, "page")) {}
    Session(const json::object& options, const std::string& page);

    [[nodiscard]] const Server& server() const { return server_; }
    [[nodiscard]] const json::value& page() const { return page_; }
    /// "acme", for sentences.
    [[nodiscard]] std::string page_word() const { return text_member(page_, "subdomain"); }
    /// "/v1/<id>" + rest
    [[nodiscard]] std::string path(const std::string& rest) const;
    /// "/x/<id>" + rest
    [[nodiscard]] std::string extension_path(const std::string& rest) const;
    [[nodiscard]] ComponentNames component_names() const;

private:
    Server server_;
    json::value page_;
};

/// Prints the server's answer as one JSON line with --json, else the sentence.
void tell(const json::object& options, const json::value& answer, const std::string& sentence);

/// Runs a command; what goes wrong is told on stderr, and becomes the exit code.
int guarded(int (*command)(const json::object&), const json::object& options);

}  // namespace daymark::client
