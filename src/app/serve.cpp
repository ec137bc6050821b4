// Wiring of the server, and its life from the first to the last signal.
#include "app/serve.h"

#include "app/bounce_command.h"
#include "app/commands.h"
#include "app/process.h"
#include "app/routes.h"
#include "app/sentence.h"
#include "platform/telemetry/log.h"

#include <iostream>

namespace daymark::app {
namespace {

http::ServerOptions server_options(const Config& config) {
    http::ServerOptions options;
    options.address = config.listen.host;
    options.port = config.listen.port;
    options.loops = config.loops;
    options.workers = config.workers;
    options.max_connections = config.max_connections;
    options.max_streams = config.max_streams;
    return options;
}

/// A few operators and a collector: little of everything, so that nothing is taken from readers.
http::ServerOptions admin_options(const Config& config) {
    http::ServerOptions options;
    options.address = config.admin_listen.host;
    options.port = config.admin_listen.port;
    options.loops = 1;
    options.workers = 1;
    options.reserved_workers = 0;
    options.queue_limit = 16;
    options.max_connections = 64;
    return options;
}

/// Throws with the flag by which the operator can choose another address.
std::unique_ptr<http::Server> open_server(const http::ServerOptions& options, http::Handler& handler,
                                          std::string_view flag) {
    try {
        return std::make_unique<http::Server>(options, handler);
    } catch (const std::runtime_error& error) {
        throw std::runtime_error("The server " + std::string(error.what()) + ". Choose another address with " +
                                 std::string(flag) + ".");
    }
}

}  // namespace

Service::Service(Program& program)
    : program_(program),
      server_(open_server(server_options(program.config()), entrance_, "--listen")),
      oauth_(program.config()),
      site_(program.db(), program.world(),
            {program.config().data, program.config().base_host, program.config().base_url_at(server_->port()),
             server_.get(), program.config().export_dir, program.config().intercom_client_secret, oauth_.means()}),
      api_(program.db(), program.world(), route_tables(), program.config().rate_limit),
      documents_(api_.endpoints(), program.config().base_url),
      readiness_(program, site_),
      traffic_(api_.endpoints(), metrics_),
      notifications_(program, program.config().base_url_at(server_->port())),
      x_renewal_(program.db(), program.world(), oauth_.means(), [&program] { return program.migrated(); }),
      front_door_({program, api_, site_, documents_, readiness_, traffic_}),
      admin_door_({program, readiness_, metrics_}),
      schedule_({program, readiness_, &notifications_.domains()}) {
    entrance_.lead_to(front_door_);
    program.on_page_changed([this](const std::string& page_id) { site_.page_changed(page_id); });
    program.on_event_raised([this] { notifications_.wake(); });
    metrics_.on_collect([this](telemetry::Metrics& metrics) {
        collect(metrics, {*server_, site_, readiness_, &notifications_.dispatcher()});
        collect_bounces(metrics, program_);
    });
    open_admin();
    if (program.config().uses_sqlite()) {
        socket_ = std::make_unique<CommandSocket>(
            program.config().socket_file(),
            [this](const std::string& command, const json::object& arguments) { return perform(command, arguments); });
    }
}

// What runs must end before what it uses goes, also when a start failed half way.
Service::~Service() {
    stop();
    program_.on_page_changed({});
    program_.on_event_raised({});
}

void Service::start() {
    // Readers first: their pages are on disk, and a database may take its time.
    site_.load();
    server_->start();
    migrate_or_wait();
    site_.start();
    readiness_.refresh();
    if (admin_server_) admin_server_->start();
    if (socket_) socket_->start();
    schedule_.start();
    notifications_.start();
    x_renewal_.start();
}

void Service::stop() {
    if (socket_) socket_->stop();
    schedule_.stop();
    server_->stop(program_.config().shutdown_grace_seconds * 1000);
    if (admin_server_) admin_server_->stop(0);
    notifications_.stop();
    x_renewal_.stop();
    site_.stop();
}

std::string Service::address() const { return HostPort{program_.config().listen.host, server_->port()}.url(); }

std::optional<std::string> Service::admin_address() const {
    if (!admin_server_) return std::nullopt;
    return HostPort{program_.config().admin_listen.host, admin_server_->port()}.url();
}

void Service::migrate_or_wait() {
    try {
        program_.migrate();
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Unavailable) throw;
        telemetry::log(telemetry::Level::Warning, "database.away",
                       {{"why", sentence_of(error)}, {"meanwhile", "pages are served from snapshots"}});
    }
}

void Service::open_admin() {
    const Config& config = program_.config();
    try {
        admin_server_ = open_server(admin_options(config), admin_door_, "--admin-listen");
    } catch (const std::runtime_error& error) {
        if (config.admin_listen_given) throw;
        telemetry::log(telemetry::Level::Warning, "admin.off",
                       {{"address", config.admin_listen.text()}, {"why", error.what()}});
    }
}

json::object Service::perform(const std::string& command, const json::object& arguments) {
    const Command* known = find_command(command);
    if (known == nullptr || known->work == nullptr) {
        throw std::runtime_error("This server does not know the command \"" + command +
                                 "\"; it is of another version than the program that sent it.");
    }
    return known->work(program_, arguments);
}

int serve(const Config& config, const json::object&) {
    const StopSignals signals;
    Program program(config);
    Service service(program);
    service.start();
    std::cout << "Daymark listens on " << service.address() << std::endl;
    telemetry::log(telemetry::Level::Info, "serve.started",
                   {{"address", service.address()},
                    {"admin", service.admin_address().value_or("off")},
                    {"database", std::string(program.db().kind())},
                    {"version", DAYMARK_VERSION}});
    signals.wait();
    telemetry::log(telemetry::Level::Info, "serve.stopping");
    service.stop();
    return 0;
}

}  // namespace daymark::app
