// Parsing by libpq, splitting of its lists, our defaults.
#include "platform/db/postgres_address.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

namespace daymark::db {
namespace {

constexpr std::array<std::string_view, 3> per_host{"host", "hostaddr", "port"};

// Used where the address says nothing else. The times end a connection whose peer has gone without a word.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> defaults{{
    {"application_name", "daymark"},
    {"tcp_user_timeout", "2000"},
    {"keepalives_idle", "10"},
    {"keepalives_interval", "3"},
    {"keepalives_count", "3"},
}};

PostgresParameters parse(const std::string& url) {
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(url.c_str(), nullptr),
                                                                               &PQconninfoFree);
    if (!options) {
        // Neither the address nor libpq's complaint is repeated: both hold the password.
        throw std::runtime_error(
            "The database address is not understood; it looks like postgresql://user:password@host:5432/name.");
    }
    PostgresParameters parameters;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val != nullptr) parameters.emplace_back(option->keyword, option->val);
    }
    return parameters;
}

std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t comma = std::min(list.find(','), list.size());
        parts.emplace_back(list.substr(0, comma));
        if (comma == list.size()) return parts;
        list.remove_prefix(comma + 1);
    }
}

bool is_per_host(const std::string& keyword) { return std::ranges::find(per_host, keyword) != per_host.end(); }

}  // namespace

std::string value_of(const PostgresParameters& parameters, std::string_view keyword) {
    const auto found = std::ranges::find(parameters, keyword, &PostgresParameters::value_type::first);
    return found == parameters.end() ? "" : found->second;
}

std::vector<PostgresParameters> postgres_hosts(const std::string& url) {
    PostgresParameters common = parse(url);
    PostgresParameters lists;
    std::ranges::copy_if(common, std::back_inserter(lists), [](const auto& p) { return is_per_host(p.first); });
    std::erase_if(common, [](const auto& p) { return is_per_host(p.first) || p.first == "client_encoding"; });
    for (const auto& [keyword, value] : defaults) {
        if (value_of(common, keyword).empty()) common.emplace_back(keyword, value);
    }
    common.emplace_back("client_encoding", "UTF8");

    std::size_t count = 1;
    for (const auto& [keyword, list] : lists) count = std::max(count, split(list).size());
    std::vector<PostgresParameters> hosts(count, common);
    for (const auto& [keyword, list] : lists) {
        const std::vector<std::string> values = split(list);
        if (values.size() != 1 && values.size() != count) {
            throw std::runtime_error("The database address names a different number of hosts and of ports.");
        }
        for (std::size_t i = 0; i < count; ++i) hosts[i].emplace_back(keyword, values[values.size() == 1 ? 0 : i]);
    }
    return hosts;
}

}  // namespace daymark::db
