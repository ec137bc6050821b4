// Terms in their order, as a receiver takes them (RFC 7208, 4.6 and 5), for several addresses at once.
#include "deliverability/spf_survey.h"

#include "deliverability/finding.h"

#include <algorithm>
#include <optional>

namespace daymark::deliverability {
namespace {

using dns::Outcome;
using Results = std::map<std::string, char>;
using Addresses = std::vector<std::string>;

constexpr std::size_t most_exchanges = 10;  // RFC 7208, 4.6.4

class Walk {
public:
    Walk(dns::Resolver& dns, const Addresses& addresses) : dns_(dns), addresses_(addresses) {}

    SpfSurvey survey;

    Results through(const std::string& domain, const SpfRecord& record) {
        Results results;
        for (const SpfTerm& term : record.terms) {
            if (!survey.broken.empty() || term.mechanism == "all") break;
            for (const std::string& address : named_by(term, domain)) results.try_emplace(address, term.qualifier);
        }
        const char all = record.all();
        if (all != '\0' || record.redirect.empty()) return with_rest(std::move(results), all);
        const auto next = spf_of(record.redirect);
        if (!next) return results;
        results.merge(through(record.redirect, *next));
        return results;
    }

private:
    Results with_rest(Results results, char all) {
        survey.all = all;
        if (all != '+') return results;
        for (const std::string& address : addresses_) results.try_emplace(address, all);
        return results;
    }

    Addresses named_by(const SpfTerm& term, const std::string& domain) {
        if (term.mechanism == "ip4") return within_any(addresses_, {term.value}, term.bits4, term.bits4);
        if (term.mechanism == "ip6") return within_any(addresses_, {term.value}, term.bits6, term.bits6);
        if (term.mechanism == "include") return included(term);
        if (!may_look_up() || term.mechanism == "exists" || term.mechanism == "ptr" || term.has_macro()) {
            survey.whole = false;
            return {};
        }
        const std::string& name = term.value.empty() ? domain : term.value;
        return within_any(addresses_, term.mechanism == "a" ? hosts_of(name) : exchanges_of(name), term.bits4,
                          term.bits6);
    }

    Addresses included(const SpfTerm& term) {
        const auto record = spf_of(term.value);
        if (!record) return {};
        const char all = survey.all;
        Addresses named;
        for (const auto& [address, result] : through(term.value, *record)) {
            if (result == '+') named.push_back(address);
        }
        survey.all = all;  // that of what is included decides on nothing outside
        return named;
    }

    /// Nothing when there is none that can be walked.
    std::optional<SpfRecord> spf_of(const std::string& domain) {
        const bool macro = domain.find('%') != std::string::npos;
        if (!may_look_up() || macro) {
            survey.whole = false;
            return std::nullopt;
        }
        const auto answer = dns_.txt(domain);
        if (answer.outcome == Outcome::Failed || answer.outcome == Outcome::TimedOut) {
            survey.whole = false;
            return std::nullopt;
        }
        if (answer.outcome == Outcome::TooMany) {
            survey.broken = shown(domain) + " has more TXT records than anybody reads";
            return std::nullopt;
        }
        const auto count = std::ranges::count_if(answer.records, is_spf);
        if (count != 1) {
            survey.broken = shown(domain) + " has " + (count == 0 ? "no" : "more than one") + " SPF record";
            return std::nullopt;
        }
        SpfRecord record = read_spf(*std::ranges::find_if(answer.records, is_spf));
        if (record.broken.empty()) return record;
        survey.broken = "\"" + shown(record.broken) + "\" in the record of " + shown(domain) + " is not understood";
        return std::nullopt;
    }

    bool may_look_up() {
        if (++survey.lookups <= most_spf_lookups) return true;
        survey.broken = "it makes receivers look up more than ten names";
        return false;
    }

    Addresses hosts_of(const std::string& name) {
        const auto answer = dns_.addresses(name);
        survey.whole = survey.whole && (answer.outcome == Outcome::Found || answer.outcome == Outcome::Missing);
        return answer.records;
    }

    Addresses exchanges_of(const std::string& name) {
        const auto answer = dns_.mx(name);
        survey.whole = survey.whole && (answer.outcome == Outcome::Found || answer.outcome == Outcome::Missing);
        Addresses hosts;
        for (std::size_t i = 0; i < std::min(answer.records.size(), most_exchanges); ++i) {
            for (std::string& host : hosts_of(answer.records[i].host)) hosts.push_back(std::move(host));
        }
        return hosts;
    }

    static Addresses within_any(const Addresses& addresses, const Addresses& networks, int bits4, int bits6) {
        Addresses found;
        std::ranges::copy_if(addresses, std::back_inserter(found), [&](const std::string& address) {
            const int bits = address.find(':') == std::string::npos ? bits4 : bits6;
            return std::ranges::any_of(networks,
                                       [&](const std::string& network) { return within(address, network, bits); });
        });
        return found;
    }

    dns::Resolver& dns_;
    const Addresses& addresses_;
};

}  // namespace

SpfSurvey survey(dns::Resolver& dns, const std::string& domain, const SpfRecord& record,
                 const std::vector<std::string>& addresses) {
    Walk walk(dns, addresses);
    walk.survey.results = walk.through(domain, record);
    return std::move(walk.survey);
}

}  // namespace daymark::deliverability
