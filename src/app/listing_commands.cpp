// The commands that only print what the tables of the program say.
#include "app/listing_commands.h"

#include "api/openapi.h"
#include "app/commands.h"
#include "app/documents.h"
#include "app/routes.h"

#include <algorithm>
#include <iostream>

namespace daymark::app {
namespace {

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(text.size() + 1, width), ' ');
    return text;
}

}  // namespace

int print_openapi(const Config& config, const json::object&) {
    std::cout << json::text(api_document(endpoints(), config.base_url)) << "\n";
    return 0;
}

int print_routes(const Config&, const json::object&) {
    for (const api::Endpoint& endpoint : endpoints()) {
        std::cout << padded(std::string(http::method_name(endpoint.route->method)), 8) << padded(endpoint.pattern, 56)
                  << padded(std::string(api::word_of(endpoint.route->needs)), 16) << endpoint.route->name << "\n";
    }
    return 0;
}

int print_settings(const Config&, const json::object& arguments) {
    std::cout << (arguments.contains("markdown") ? settings_markdown() : settings_help());
    return 0;
}

int print_version(const Config&, const json::object&) {
    std::cout << "daymark " << DAYMARK_VERSION << "\n";
    return 0;
}

}  // namespace daymark::app
