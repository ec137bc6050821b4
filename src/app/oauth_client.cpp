// The operator's apps at other services.
#include "app/oauth_client.h"

namespace daymark::app {
namespace {

/// Somebody looks at an empty page meanwhile.
net::HttpClient::Limits limits_of(const Config& config) {
    net::HttpClient::Limits limits;
    limits.connect = 4 * one_second;
    limits.whole = 10 * one_second;
    limits.connections = 8;
    if (!config.allow_networks.empty()) limits.ports.clear();
    return limits;
}

}  // namespace

OAuthClient::OAuthClient(const Config& config)
    : config_(config), http_(net::AddressGuard(config.allow_networks), limits_of(config)) {}

site::OAuthMeans OAuthClient::means() {
    return {config_.oauth_apps, config_.provider_urls,
            [this](net::HttpRequest request) { return http_.send_and_wait(std::move(request)); }};
}

}  // namespace daymark::app
