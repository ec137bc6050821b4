// A name server on the loopback that answers as a test likes, by datagrams and by TCP.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace daymark::test {

struct DnsQuestion {
    std::string head;     // the id, as it came
    std::string section;  // the question itself, as it came
    std::string name;     // "example.com", in the case that it came in
    int type = 0;
    bool tcp = false;
};

/// A message by its parts, which need not fit together.
class DnsReply {
public:
    explicit DnsReply(const DnsQuestion& question, int code = 0) : question_(question), code_(code) {}

    DnsReply& record(const std::string& owner, int type, std::string_view data);
    DnsReply& txt(const std::string& owner, const std::string& text);  // in parts of 255 bytes
    DnsReply& mx(const std::string& owner, unsigned preference, const std::string& host);
    DnsReply& a(const std::string& owner, const std::string& address);
    DnsReply& aaaa(const std::string& owner, const std::string& address);
    DnsReply& alias(const std::string& owner, const std::string& name) { return record(owner, 5, wire(name)); }
    DnsReply& pointer(const std::string& owner, const std::string& name) { return record(owner, 12, wire(name)); }
    DnsReply& cut_short() {
        cut_short_ = true;
        return *this;
    }
    /// Says that it has so many answers.
    DnsReply& claim(unsigned count) {
        claimed_ = count;
        return *this;
    }
    [[nodiscard]] std::string bytes() const;

    /// A name as messages have it.
    [[nodiscard]] static std::string wire(const std::string& name);

private:
    const DnsQuestion& question_;
    int code_;
    bool cut_short_ = false;
    unsigned count_ = 0;
    std::optional<unsigned> claimed_;
    std::string answers_;
};

class DnsSink {
public:
    /// What it says to a question; nothing: it is silent. One at a time.
    using Manners = std::function<std::optional<std::string>(const DnsQuestion&)>;
    explicit DnsSink(Manners manners);
    ~DnsSink();
    DnsSink(const DnsSink&) = delete;
    DnsSink& operator=(const DnsSink&) = delete;

    /// "127.0.0.1:12345".
    [[nodiscard]] std::string server() const { return "127.0.0.1:" + std::to_string(port_); }
    /// What it was asked so far: "TXT example.com", by TCP "TXT example.com tcp".
    [[nodiscard]] std::vector<std::string> asked();

private:
    void run();
    void answer_datagram();
    void answer_connection();
    std::optional<std::string> answer(std::string_view message, bool tcp);

    const Manners manners_;
    int datagrams_ = -1, listener_ = -1, bell_ = -1;
    std::uint16_t port_ = 0;
    std::mutex mutex_;
    std::vector<std::string> asked_;
    std::thread thread_;
};

}  // namespace daymark::test
