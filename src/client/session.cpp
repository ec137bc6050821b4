// From options to a server and a page.
#include "client/session.h"

#include "client/trouble.h"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>

namespace daymark::client {
namespace {

/// What a server says must not steer the terminal it is shown on.
std::string printable(std::string text) {
    for (char& c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < ' ' && c != '\n') || byte == 127) c = ' ';
    }
    return text;
}

}  // namespace

std::string text_of(const json::object& options, std::string_view name) {
    const json::value* given = options.if_contains(name);
    return given != nullptr && given->is_string() ? std::string(given->get_string()) : std::string();
}

std::vector<std::string> texts_of(const json::object& options, std::string_view name) {
    std::vector<std::string> texts;
    const json::value* given = options.if_contains(name);
    if (given == nullptr || !given->is_array()) return texts;
    for (const json::value& one : given->get_array()) texts.emplace_back(one.as_string());
    return texts;
}

bool has(const json::object& options, std::string_view name) { return options.contains(name); }

Server open_server(const json::object& options) {
    const Address address =
        address_from([](const char* variable) { return std::getenv(variable); }, text_of(options, "key-file"));
    return Server(Http(address, [](long seconds) { std::this_thread::sleep_for(std::chrono::seconds(seconds)); }));
}

Session::Session(const json::object& options, const std::string& page)
    : server_(open_server(options)), page_(find_page(server_.list("/v1/pages"), page)) {}

std::string Session::path(const std::string& rest) const { return "/v1/" + segment(text_member(page_, "id")) + rest; }

std::string Session::extension_path(const std::string& rest) const {
    return "/x/" + segment(text_member(page_, "id")) + rest;
}

ComponentNames Session::component_names() const { return ComponentNames(server_.list(path("/components"))); }

void tell(const json::object& options, const json::value& answer, const std::string& sentence) {
    std::cout << (has(options, "json") ? json::text(answer) : printable(sentence)) << std::endl;
}

int guarded(int (*command)(const json::object&), const json::object& options) {
    try {
        return command(options);
    } catch (const Trouble& trouble) {
        std::cerr << printable(trouble.what()) << "\n";
        return static_cast<int>(trouble.exit());
    }
}

}  // namespace daymark::client
