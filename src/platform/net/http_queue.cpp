// A map of lines and a ring of those that can move.
#include "platform/net/http_queue.h"

#include <utility>

namespace daymark::net {

void HttpQueue::add(Job job) {
    Place& place = places_[job.target.place];
    place.waiting.push_back(std::move(job));
    ++waiting_;
    line_up(place);
}

Job HttpQueue::next() {
    Place& place = *turns_.front();
    turns_.pop_front();
    place.in_turn = false;
    Job job = std::move(place.waiting.front());
    place.waiting.pop_front();
    --waiting_;
    ++place.busy;
    line_up(place);
    return job;
}

void HttpQueue::release(const std::string& name) {
    const auto found = places_.find(name);
    Place& place = found->second;
    --place.busy;
    line_up(place);
    if (place.idle()) places_.erase(found);
}

std::vector<Job> HttpQueue::take_late(Moment now) {
    std::vector<Job> late;
    for (auto& [name, place] : places_) {
        for (; !place.waiting.empty() && place.waiting.front().deadline <= now; --waiting_) {
            late.push_back(std::move(place.waiting.front()));
            place.waiting.pop_front();
        }
        place.in_turn = place.in_turn && !place.waiting.empty();
    }
    std::erase_if(turns_, [](const Place* place) { return !place->in_turn; });
    std::erase_if(places_, [](const auto& each) { return each.second.idle(); });
    return late;
}

void HttpQueue::line_up(Place& place) {
    if (place.in_turn || place.waiting.empty() || place.busy >= limit_) return;
    turns_.push_back(&place);
    place.in_turn = true;
}

}  // namespace daymark::net
