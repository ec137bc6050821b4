// Who does something, on what, and when: the first thing every verb is told.
#pragma once

#include "platform/base/clock.h"
#include "platform/base/id.h"
#include "platform/base/random.h"
#include "platform/crypto/secret_key.h"

#include <functional>
#include <string>

namespace daymark::deliverability {
class Watch;
}

namespace daymark {

/// What the program lends to verbs: the outside world by the front door.
struct World {
    const Clock& clock;
    Random& random;
    IdMaker& ids;
    const crypto::SecretKey& key;
    /// Host in generated mail addresses: "automation.<base host>".
    std::string automation_host;
    /// Host below which pages live: "<subdomain>.<base host>".
    std::string base_host;
    /// Address of the main host as people see it: pages share its scheme and port.
    std::string base_url;
    /// A hint that readers of this page could see a change; given once it is durable.
    std::function<void(const std::string& page_id)> page_changed;
    /// How long something that is to be told waits, so that it can be taken back.
    Millis send_delay = 0;
    /// A hint that something is to be told; given once it is durable.
    std::function<void()> event_raised = {};
    /// The operator has an app at X, by which pages are connected to accounts.
    bool has_x_app = false;
    /// What is known of whether mails arrive; none where no server runs.
    deliverability::Watch* deliverability = nullptr;
};

enum class ActorKind { Key, Command, System, Visitor };  // Visitor: somebody unknown, on the public site

struct Actor {
    ActorKind kind = ActorKind::System;
    std::string id;       // of the key; empty for commands and the system itself
    std::string user_id;  // the person behind it, empty when there is none
};

/// One doing. `workspace_id` and `page_id` are empty until the doer's right to them was checked.
struct Act {
    const World& world;
    Actor actor;
    std::string remote_address;
    Millis now = 0;
    std::string workspace_id;
    std::string page_id;

    [[nodiscard]] std::string new_id() const { return world.ids.make(); }
};

}  // namespace daymark
