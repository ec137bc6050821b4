// Every request to the server comes in here and is led to the site, to the API, or to the main host's own documents.
#pragma once

#include "api/api.h"
#include "app/documents.h"
#include "app/program.h"
#include "app/readiness.h"
#include "app/target.h"
#include "app/traffic.h"
#include "platform/http/server.h"
#include "site/site.h"

namespace daymark::app {

/// Where requests can be led to. All must outlive the door.
struct Rooms {
    Program& program;
    api::Api& api;
    site::Site& site;
    const Documents& documents;
    const Readiness& readiness;
    Traffic& traffic;
};

class FrontDoor final : public http::Handler {
public:
    explicit FrontDoor(Rooms rooms);

    [[nodiscard]] std::optional<http::Ready> ready(const http::RequestHead& head) override;
    [[nodiscard]] std::optional<http::Stream> stream(const http::RequestHead& head) override;
    [[nodiscard]] http::Plan plan(const http::RequestHead& head) override;
    [[nodiscard]] http::Response handle(http::Request request) override;

private:
    [[nodiscard]] Target target_of(std::string_view host, std::string_view path) const;
    [[nodiscard]] std::optional<http::Ready> ready_page(const Target& target, const http::RequestHead& head) const;
    [[nodiscard]] std::optional<http::Ready> ready_own(const http::RequestHead& head) const;
    [[nodiscard]] http::Response answer(const Target& target, const http::Request& request);
    [[nodiscard]] http::Response answer_call(const http::Request& request);
    [[nodiscard]] http::Response answer_public(const Target& target, const http::Request& request);
    [[nodiscard]] http::Response answer_intercom(const http::Request& request);
    [[nodiscard]] http::Response answer_oauth(const http::Request& request);
    [[nodiscard]] http::Response answer_page(const Target& target, const http::Request& request);

    Rooms rooms_;
    std::shared_ptr<const http::ReadyBytes> ok_, unavailable_;
};

}  // namespace daymark::app
