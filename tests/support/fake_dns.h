// What the DNS says, written down.
#pragma once

#include "platform/dns/resolver.h"

#include <map>
#include <string>
#include <vector>

namespace daymark::test {

class FakeDns final : public dns::Resolver {
public:
    using Outcome = dns::Outcome;

    std::map<std::string, std::vector<std::string>> texts, hosts, names;
    std::map<std::string, std::vector<dns::Exchange>> exchanges;
    /// Of questions ("TXT example.com") that are not simply answered.
    std::map<std::string, Outcome> outcomes;
    std::vector<std::string> asked;

    dns::Answer<std::string> txt(const std::string& name) override { return look_up("TXT", texts, name); }
    dns::Answer<dns::Exchange> mx(const std::string& name) override { return look_up("MX", exchanges, name); }
    dns::Answer<std::string> addresses(const std::string& name) override { return look_up("A", hosts, name); }
    dns::Answer<std::string> ptr(const std::string& address) override { return look_up("PTR", names, address); }

private:
    template <class Record>
    dns::Answer<Record> look_up(const std::string& type, const std::map<std::string, std::vector<Record>>& known,
                                const std::string& name) {
        asked.push_back(type + " " + name);
        if (const auto told = outcomes.find(asked.back()); told != outcomes.end()) return {told->second};
        const auto found = known.find(name);
        if (found == known.end() || found->second.empty()) return {Outcome::Missing};
        return {Outcome::Found, found->second};
    }
};

}  // namespace daymark::test
