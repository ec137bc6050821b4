// A resolver that asks no more than somebody may want to know at once.
#pragma once

#include "platform/dns/resolver.h"

#include <chrono>

namespace daymark::deliverability {

/// What is asked for after that many questions, or that late, is answered TimedOut at once. For one thread.
class Questions final : public dns::Resolver {
public:
    Questions(dns::Resolver& resolver, int most, Millis within)
        : resolver_(resolver), left_(most), until_(Clock::now() + std::chrono::milliseconds(within)) {}

    dns::Answer<std::string> txt(const std::string& name) override {
        if (!may_ask(1)) return {dns::Outcome::TimedOut};
        return resolver_.txt(name);
    }
    dns::Answer<dns::Exchange> mx(const std::string& name) override {
        if (!may_ask(1)) return {dns::Outcome::TimedOut};
        return resolver_.mx(name);
    }
    dns::Answer<std::string> addresses(const std::string& name) override {
        if (!may_ask(2)) return {dns::Outcome::TimedOut};
        return resolver_.addresses(name);
    }
    dns::Answer<std::string> ptr(const std::string& address) override {
        if (!may_ask(1)) return {dns::Outcome::TimedOut};
        return resolver_.ptr(address);
    }

private:
    using Clock = std::chrono::steady_clock;

    bool may_ask(int questions) {
        left_ -= questions;
        return left_ >= 0 && Clock::now() < until_;
    }

    dns::Resolver& resolver_;
    int left_;
    const Clock::time_point until_;
};

}  // namespace daymark::deliverability
