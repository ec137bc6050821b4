// Arguments → one command → exit code.
#include "app/arguments.h"
#include "app/process.h"
#include "app/sentence.h"
#include "client/session.h"

#include <iostream>

namespace {

int run(int count, const char* const* words) {
    using namespace daymark;
    const app::Arguments arguments = app::read_arguments(count, words);
    if (arguments.help) {
        std::cout << app::help_text(arguments.command);
        return 0;
    }
    if (arguments.command->ask != nullptr) return client::guarded(arguments.command->ask, arguments.options);
    const app::Config config = app::load_config(arguments.settings, app::from_environment);
    telemetry::set_log_level(config.log_level);
    return app::execute(*arguments.command, config, arguments.options);
}

}  // namespace

int main(int count, char** words) {
    daymark::app::prepare_process();
    try {
        return run(count, words);
    } catch (const daymark::app::UsageError& error) {
        std::cerr << error.what() << "\n";
        return 2;
    } catch (const std::exception& error) {
        std::cerr << daymark::app::sentence_of(error) << "\n";
        return 1;
    }
}
