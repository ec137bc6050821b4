// The running server: every part of it, started in order and taken down in reverse.
#pragma once

#include "app/admin.h"
#include "app/command_socket.h"
#include "app/front_door.h"
#include "app/notifications.h"
#include "app/oauth_client.h"
#include "app/schedule.h"
#include "notify/x_renewal.h"

#include <memory>
#include <string>

namespace daymark::app {

class Service {
public:
    /// Opens the ports; nothing runs yet. Throws std::runtime_error with a sentence for the operator.
    explicit Service(Program& program);
    ~Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    /// Serves the pages of the last run, then brings the schema up, or leaves that to the schedule while the database
    /// is away. Until that is done the API answers 503.
    void start();
    /// Finishes what is under way and ends every thread.
    void stop();

    /// "http://127.0.0.1:8080"
    [[nodiscard]] std::string address() const;
    /// Where operators look; nothing when that port was taken.
    [[nodiscard]] std::optional<std::string> admin_address() const;

private:
    /// Stands where the server needs its handler before the parts behind it know the port.
    class Entrance final : public http::Handler {
    public:
        void lead_to(http::Handler& handler) { handler_ = &handler; }
        [[nodiscard]] std::optional<http::Ready> ready(const http::RequestHead& head) override {
            return handler_->ready(head);
        }
        [[nodiscard]] std::optional<http::Stream> stream(const http::RequestHead& head) override {
            return handler_->stream(head);
        }
        [[nodiscard]] http::Plan plan(const http::RequestHead& head) override { return handler_->plan(head); }
        [[nodiscard]] http::Response handle(http::Request request) override {
            return handler_->handle(std::move(request));
        }

    private:
        http::Handler* handler_ = nullptr;
    };

    void migrate_or_wait();
    void open_admin();
    [[nodiscard]] json::object perform(const std::string& command, const json::object& arguments);

    Program& program_;
    Entrance entrance_;
    std::unique_ptr<http::Server> server_;
    OAuthClient oauth_;
    site::Site site_;
    api::Api api_;
    Documents documents_;
    telemetry::Metrics metrics_;
    Readiness readiness_;
    Traffic traffic_;
    Notifications notifications_;
    notify::XRenewal x_renewal_;
    FrontDoor front_door_;
    AdminDoor admin_door_;
    Schedule schedule_;
    std::unique_ptr<http::Server> admin_server_;
    std::unique_ptr<CommandSocket> socket_;
};

/// The command: serves until the process is asked to stop.
int serve(const Config& config, const json::object& arguments);

}  // namespace daymark::app
