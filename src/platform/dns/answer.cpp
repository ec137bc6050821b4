// Messages are taken apart by the C library's own parser.
#include "platform/dns/answer.h"

#include "platform/http/message.h"

#include <algorithm>
#include <array>
#include <optional>

#include <arpa/inet.h>
#include <arpa/nameser.h>

namespace daymark::dns {
namespace {

constexpr int longest_chain = 16;  // of aliases

std::string plain_name(std::string_view name) {
    while (name.size() > 1 && name.ends_with('.')) name.remove_suffix(1);
    return http::to_lower(name);
}

class Message {
public:
    explicit Message(std::string_view bytes) : bytes_(bytes) {
        const auto* start = reinterpret_cast<const unsigned char*>(bytes.data());
        readable_ = bytes.size() <= NS_MAXMSG && ::ns_initparse(start, static_cast<int>(bytes.size()), &message_) == 0;
    }
    [[nodiscard]] bool readable() const { return readable_; }

    /// Calls `take` with each answer of this type whose owner is `name`, until it says no. False for a broken message.
    template <class Take>
    bool each(const std::string& name, int type, Take take) {
        for (int i = 0; i < ns_msg_count(message_, ns_s_an); ++i) {
            ns_rr record{};
            if (::ns_parserr(&message_, ns_s_an, i, &record) != 0) return false;
            const bool fits = static_cast<int>(ns_rr_type(record)) == type && ns_rr_class(record) == ns_c_in &&
                              plain_name(ns_rr_name(record)) == name;
            if (fits && !take(record)) return true;
        }
        return true;
    }

    /// A name within the data of a record.
    [[nodiscard]] std::optional<std::string> name_at(const unsigned char* place) const {
        std::array<char, NS_MAXDNAME> text{};
        const auto* start = reinterpret_cast<const unsigned char*>(bytes_.data());
        const int size = ::ns_name_uncompress(start, start + bytes_.size(), place, text.data(), text.size());
        if (size < 0) return std::nullopt;
        return text[0] == '\0' ? "." : plain_name(text.data());
    }

private:
    std::string_view bytes_;
    ns_msg message_{};
    bool readable_ = false;
};

/// Where the aliases of a name end; nothing when they never do.
std::optional<std::string> end_of_aliases(Message& message, std::string name) {
    for (int i = 0; i < longest_chain; ++i) {
        bool is_alias = false;
        std::optional<std::string> next;
        const bool read = message.each(name, ns_t_cname, [&](const ns_rr& record) {
            is_alias = true;
            next = message.name_at(ns_rr_rdata(record));
            return false;
        });
        if (read && !is_alias) return name;
        if (!next) return std::nullopt;
        name = *next;
    }
    return std::nullopt;
}

/// `read`: ns_rr → optional<Record>, nothing when its data is broken.
template <class Record, class Read>
Answer<Record> records_of(std::string_view bytes, const std::string& name, Type type, Read read) {
    Message message(bytes);
    if (!message.readable()) return {Outcome::Failed};
    const auto owner = end_of_aliases(message, plain_name(name));
    if (!owner) return {Outcome::Failed};
    Answer<Record> answer;
    bool whole = true;
    const bool parsed = message.each(*owner, static_cast<int>(type), [&](const ns_rr& record) {
        std::optional<Record> one = read(message, record);
        whole = one.has_value();
        if (one) answer.records.push_back(std::move(*one));
        return whole && answer.records.size() <= most_records;
    });
    if (!parsed || !whole) return {Outcome::Failed};
    if (answer.records.size() > most_records) return {Outcome::TooMany};
    answer.outcome = answer.records.empty() ? Outcome::Missing : Outcome::Found;
    return answer;
}

std::optional<std::string> text_of(const Message&, const ns_rr& record) {
    std::string text;
    const unsigned char* const data = ns_rr_rdata(record);
    for (std::size_t at = 0; at < ns_rr_rdlen(record);) {
        const std::size_t size = data[at++];
        if (at + size > ns_rr_rdlen(record)) return std::nullopt;
        text.append(reinterpret_cast<const char*>(data + at), size);
        at += size;
    }
    return text;
}

std::optional<Exchange> exchange_of(const Message& message, const ns_rr& record) {
    if (ns_rr_rdlen(record) < 3) return std::nullopt;
    const unsigned char* const data = ns_rr_rdata(record);
    const auto host = message.name_at(data + 2);
    if (!host) return std::nullopt;
    return Exchange{static_cast<unsigned>(data[0] << 8 | data[1]), *host};
}

}  // namespace

Answer<std::string> read_texts(std::string_view message, const std::string& name) {
    return records_of<std::string>(message, name, Type::Txt, text_of);
}

Answer<Exchange> read_exchanges(std::string_view message, const std::string& name) {
    auto answer = records_of<Exchange>(message, name, Type::Mx, exchange_of);
    std::ranges::stable_sort(answer.records, {}, &Exchange::preference);
    return answer;
}

Answer<std::string> read_addresses(std::string_view message, const std::string& name, Type type) {
    const int family = type == Type::A ? AF_INET : AF_INET6;
    const std::size_t size = type == Type::A ? sizeof(in_addr) : sizeof(in6_addr);
    return records_of<std::string>(
        message, name, type, [&](const Message&, const ns_rr& record) -> std::optional<std::string> {
            std::array<char, INET6_ADDRSTRLEN> text{};
            if (ns_rr_rdlen(record) != size ||
                ::inet_ntop(family, ns_rr_rdata(record), text.data(), text.size()) == nullptr)
                return std::nullopt;
            return text.data();
        });
}

Answer<std::string> read_names(std::string_view message, const std::string& name) {
    return records_of<std::string>(message, name, Type::Ptr, [](const Message& whole, const ns_rr& record) {
        return whole.name_at(ns_rr_rdata(record));
    });
}

}  // namespace daymark::dns
