// One after another, since each may say something that the next needs.
#include "deliverability/check.h"

#include "deliverability/hosts.h"
#include "deliverability/keys.h"
#include "deliverability/policy.h"
#include "deliverability/questions.h"
#include "deliverability/spf.h"
#include "platform/http/network.h"

namespace daymark::deliverability {
namespace {

constexpr int most_questions = 80;
constexpr Millis most_time = 20 * one_second;

bool is_of_the_internet(const std::string& domain) {
    return domain.find('.') != std::string::npos && !domain.ends_with(".localhost") && !domain.ends_with(".local");
}

Finding no_domain(const std::string& domain) {
    return {Topic::Spf,
            Verdict::Bad,
            "The settings mail-from and mail-bounces",
            domain.empty() ? "No domain" : "The domain " + domain,
            "It is no domain of the Internet: receivers refuse mails from there.",
            "Set mail-from to an address of a domain that is yours."};
}

std::vector<std::string> addresses_of_relay(const Setup& setup, dns::Resolver& dns) {
    if (!setup.relay || relay_is_here(setup)) return {};
    if (http::Network::of(setup.relay->host)) return {setup.relay->host};
    return dns.addresses(setup.relay->host).records;
}

/// Addresses from which receivers get our mails, as far as can be known: those of the relay, or of this machine.
std::vector<std::string> sources_of(const Setup& setup) {
    return public_ones(relay_is_here(setup) ? setup.own_addresses : setup.relay_addresses);
}

}  // namespace

Report check(Setup setup, dns::Resolver& dns) {
    Questions questions(dns, most_questions, most_time);
    setup.relay_addresses = addresses_of_relay(setup, questions);
    Report report;
    report.findings.push_back(check_relay(setup));
    for (const std::string& domain : {setup.from_domain, setup.bounce_domain}) {
        if (is_of_the_internet(domain)) continue;
        report.findings.push_back(no_domain(domain));
        return report;
    }
    const std::vector<std::string> sources = sources_of(setup);
    Policy policy;
    const Finding dmarc = check_dmarc(setup, questions, policy);
    const Finding signature = check_dkim(setup, questions);
    const Finding returns = check_returns(setup.bounce_domain, questions);
    const Finding name = check_reverse_name(setup, questions, sources);
    std::vector<Finding> answers;
    if (setup.from_domain != setup.bounce_domain) answers.push_back(check_returns(setup.from_domain, questions));
    // Last, as its records decide how much is asked.
    const Finding senders = check_spf(setup, questions, sources);
    report.findings.insert(report.findings.end(), {senders, signature, dmarc});
    report.findings.push_back(check_alignment(setup, policy, signature, senders));
    report.findings.push_back(returns);
    report.findings.insert(report.findings.end(), answers.begin(), answers.end());
    report.findings.push_back(name);
    return report;
}

}  // namespace daymark::deliverability
