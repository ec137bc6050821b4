// The operator's apps at other services, wired: who asks these services, and how long anybody waits for them.
#pragma once

#include "app/config.h"
#include "platform/net/http_client.h"
#include "site/oauth_service.h"

namespace daymark::app {

class OAuthClient {
public:
    explicit OAuthClient(const Config& config);

    /// Valid as long as this object.
    [[nodiscard]] site::OAuthMeans means();

private:
    const Config& config_;
    net::HttpClient http_;
};

}  // namespace daymark::app
