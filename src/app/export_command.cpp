// From arguments to an export.
#include "app/export_command.h"

#include "app/people_commands.h"
#include "site/export.h"

namespace daymark::app {
namespace {

/// An address without a slash at its end. A path is fine: files may lie anywhere.
std::string web_address(std::string text) {
    while (text.ends_with('/')) text.pop_back();
    const bool web = text.starts_with("http://") || text.starts_with("https://");
    if (!text.empty() && (!web || text.find_first_of("?# \"'<>;,") != std::string::npos))
        throw UsageError("--address must be an address such as https://status.example.com.");
    return text;
}

}  // namespace

json::object export_files(Program& program, const json::object& arguments) {
    program.ensure_migrated();
    const site::ExportOrder order{.page = argument(arguments, "page"),
                                  .folder = argument(arguments, "to"),
                                  .root_url = web_address(argument(arguments, "address")),
                                  .compressed = arguments.contains("compressed")};
    const World& world = program.world();
    const auto outcome = site::export_page(program.db(), program.clock().now(),
                                           pages::Address::of(world.base_url, world.base_host), order);
    return {{"page", outcome.manifest.subdomain},
            {"to", order.folder},
            {"files", outcome.manifest.files.size()},
            {"written", outcome.written}};
}

}  // namespace daymark::app
