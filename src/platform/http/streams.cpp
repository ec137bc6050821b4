// Telling streams: one after another in turns, so that a topic with ten thousand does not keep the rest waiting.
#include "platform/http/streams.h"

#include "platform/http/connection.h"
#include "platform/http/loop.h"

#include <utility>

namespace daymark::http {
namespace {

constexpr std::int64_t apart_ms = 500;  // events on one topic
constexpr std::size_t turn = 256;       // streams that are told before others get their turn

void swap_places(std::vector<Listening*>& listeners, std::size_t one, std::size_t other) {
    std::swap(listeners[one], listeners[other]);
    listeners[one]->place = one;
    listeners[other]->place = other;
}

}  // namespace

bool Streams::add(Listening& listening, const std::string& topic) {
    if (!core_.admit_stream()) return false;
    Topic& found = topics_[topic];
    listening.topic = &found;
    // Behind those that must still be told: it begins with what is current.
    listening.place = found.listeners.size();
    found.listeners.push_back(&listening);
    return true;
}

void Streams::remove(Listening& listening) {
    if (!listening) return;
    Topic& topic = *std::exchange(listening.topic, nullptr);
    if (listening.place < topic.untold) swap_places(topic.listeners, listening.place, --topic.untold);
    swap_places(topic.listeners, listening.place, topic.listeners.size() - 1);
    topic.listeners.pop_back();
    core_.streams.fetch_sub(1);
}

void Streams::tell(const std::string& topic, std::shared_ptr<const std::string> event) {
    const auto found = topics_.find(topic);
    if (found == topics_.end()) return;
    found->second.next = std::move(event);
    const std::int64_t now = coarse_now_ms();
    if (now - found->second.told_at_ms >= apart_ms) begin(topic, found->second, now);
}

void Streams::begin(const std::string& name, Topic& topic, std::int64_t now_ms) {
    const bool under_way = topic.untold > 0;
    topic.event = std::exchange(topic.next, nullptr);
    topic.untold = topic.listeners.size();
    topic.told_at_ms = now_ms;
    if (!under_way) go_on(name);
}

void Streams::go_on(const std::string& name) {
    const auto found = topics_.find(name);
    if (found == topics_.end()) return;
    Topic& topic = found->second;
    // From the back, where those stand that came meanwhile. Who is dropped leaves a gap only among the told.
    for (std::size_t i = 0; i < turn && topic.untold > 0; ++i) {
        topic.listeners[--topic.untold]->connection.tell(*topic.event);
    }
    if (topic.untold > 0) poller_.post([this, name] { go_on(name); });
}

void Streams::end(const std::string& topic) {
    const auto found = topics_.find(topic);
    if (found == topics_.end()) return;
    while (!found->second.listeners.empty()) found->second.listeners.back()->connection.close();
}

void Streams::tick(std::int64_t now_ms) {
    std::erase_if(topics_, [](const auto& one) { return one.second.listeners.empty(); });
    for (auto& [name, topic] : topics_) {
        if (topic.next && now_ms - topic.told_at_ms >= apart_ms) begin(name, topic, now_ms);
    }
}

}  // namespace daymark::http
