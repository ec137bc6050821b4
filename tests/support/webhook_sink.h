// A server that takes what webhooks and providers are sent, and answers as it was told.
#pragma once

#include "support/rude_server.h"

#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace daymark::test {

class WebhookSink {
public:
    void answer(const std::string& status, const std::string& body = {}) {
        const std::lock_guard lock(mutex_);
        answer_ = http_answer(status, body);
    }
    /// What came since the last call.
    [[nodiscard]] std::vector<RudeServer::Request> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(requests_, {});
    }
    [[nodiscard]] std::string url(const std::string& path = "/") const { return server_.url(path); }

private:
    void serve(RudeServer::Peer& peer) {
        while (auto request = peer.read()) {
            std::string answer;
            {
                const std::lock_guard lock(mutex_);
                requests_.push_back(*std::move(request));
                answer = answer_;
            }
            if (!peer.send(answer)) return;
        }
    }

    std::mutex mutex_;
    std::string answer_ = http_answer("200 OK");
    std::vector<RudeServer::Request> requests_;
    RudeServer server_{[this](RudeServer::Peer& peer) { serve(peer); }};
};

}  // namespace daymark::test
