// What the DNS says of names.
#pragma once

#include "platform/base/clock.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace daymark::dns {

enum class Outcome {
    Found,
    Missing,   // there is no such name, or it has no such record
    Failed,    // a server refused, or what came is no answer
    TooMany,   // more records than anybody means
    TimedOut,  // or the wait was called off
};

/// Records of one name; none unless they were found.
template <class Record>
struct Answer {
    Outcome outcome = Outcome::Missing;
    std::vector<Record> records = {};
};

struct Exchange {
    unsigned preference = 0;
    std::string host;  // "." when the domain takes no mail
    friend bool operator==(const Exchange&, const Exchange&) = default;
};

/// Each call waits, in bounded time, and throws nothing. Names are in ASCII, without the last dot; so are those that
/// come, in lower case. What is no name is Failed. Records are as they were published, with bytes of every kind.
class Resolver {
public:
    virtual ~Resolver() = default;
    [[nodiscard]] virtual Answer<std::string> txt(const std::string& name) = 0;        // the parts of each joined
    [[nodiscard]] virtual Answer<Exchange> mx(const std::string& name) = 0;            // the most preferred first
    [[nodiscard]] virtual Answer<std::string> addresses(const std::string& name) = 0;  // IPv4 first
    /// Names of an address; Failed for what is none.
    [[nodiscard]] virtual Answer<std::string> ptr(const std::string& address) = 0;
};

struct ResolverOptions {
    std::string servers;            // "192.0.2.53,[2001:db8::53]:5353"; "" for the system's
    Millis whole = 3 * one_second;  // for each question
    std::stop_token stop = {};      // calls off what waits
};
/// Asks these name servers, and never the machine's own table of hosts. Any thread, several at once.
[[nodiscard]] std::unique_ptr<Resolver> make_resolver(ResolverOptions options);

/// Whether `text` is such a list of servers, not empty.
[[nodiscard]] bool are_servers(const std::string& text);

}  // namespace daymark::dns
